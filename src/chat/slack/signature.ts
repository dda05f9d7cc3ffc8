import { createHmac, timingSafeEqual } from 'node:crypto';

/** Further away from our clock than this, in either direction, no request is Slack's of now. */
const MOST_SKEW_S = 300;

type SignatureCheck =
  | { readonly ok: true; readonly signature: string }
  | { readonly ok: false; readonly why: 'forged'; readonly unsigned?: true }
  /** Truly Slack's; `clockAheadS`: by how many seconds our clock is ahead of it. */
  | { readonly ok: false; readonly why: 'too-old' | 'too-new'; readonly clockAheadS: number };

/**
 * Whether a request is Slack's: `v0=` and the HMAC-SHA256 of `v0:SECONDS:BODY` under the signing secret, of within five
 * minutes of `nowMs`. `headers` are Node's `headersDistinct`. Compared in constant time. A time that is off is told only of what is truly Slack's, so that a
 * forger learns nothing and the record tells a wrong clock from an attack.
 */
export function checkSignature(
  secret: string,
  headers: Readonly<Record<string, readonly string[] | undefined>>,
  body: Buffer,
  nowMs: number,
): SignatureCheck {
  const time = single(headers['x-slack-request-timestamp']);
  const given = single(headers['x-slack-signature']);
  if (given === undefined || given === '') return { ok: false, why: 'forged', unsigned: true };
  if (time === undefined || !/^\d{1,12}$/.test(time) || !/^v0=[0-9a-f]{64}$/.test(given))
    return { ok: false, why: 'forged' };
  const expected = signatureOf(secret, time, body);
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return { ok: false, why: 'forged' };
  const skew = Number(time) - nowMs / 1000;
  const clockAheadS = -Math.round(skew);
  if (skew < -MOST_SKEW_S) return { ok: false, why: 'too-old', clockAheadS };
  if (skew > MOST_SKEW_S) return { ok: false, why: 'too-new', clockAheadS };
  return { ok: true, signature: given };
}

/** `v0=…`, as Slack signs a body at a time, which is in seconds. */
export function signatureOf(secret: string, time: string, body: Buffer): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${time}:`).update(body).digest('hex')}`;
}

/** A header that comes twice is nobody's: which of the two counts would be for the sender to choose. */
function single(values: readonly string[] | undefined): string | undefined {
  return values?.length === 1 ? values[0] : undefined;
}
