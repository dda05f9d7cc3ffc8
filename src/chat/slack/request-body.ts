/** What a signed request holds: JSON for events, a form for commands, JSON in a form for everything that is pressed. */
export type Parsed =
  | { readonly kind: 'delivery'; readonly body: Record<string, unknown> }
  | { readonly kind: 'challenge'; readonly challenge: string }
  | { readonly kind: 'certificate-check' }
  | { readonly kind: 'unreadable' };

const UNREADABLE: Parsed = { kind: 'unreadable' };

/** Reads a body by its content type. */
export function parseBody(contentType: string | undefined, bytes: Buffer): Parsed {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase();
  const text = bytes.toString('utf8');
  if (type === 'application/json') return fromJson(text);
  if (type !== 'application/x-www-form-urlencoded') return UNREADABLE;
  const form = new URLSearchParams(text);
  const payload = form.get('payload');
  if (payload !== null) return fromJson(payload);
  if (form.get('ssl_check') === '1') return { kind: 'certificate-check' };
  return form.has('command') ? { kind: 'delivery', body: Object.fromEntries(form) } : UNREADABLE;
}

function fromJson(text: string): Parsed {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return UNREADABLE;
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return UNREADABLE;
  if ('type' in body && body.type === 'url_verification')
    return 'challenge' in body && typeof body.challenge === 'string'
      ? { kind: 'challenge', challenge: body.challenge }
      : UNREADABLE;
  return { kind: 'delivery', body: body as Record<string, unknown> };
}
