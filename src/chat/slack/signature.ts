import { createHmac, timingSafeEqual } from 'node:crypto';

/** Further away from our clock than this, in either direction, no request is Slack's of now. */
const MOST_SKEW_S = 300;

type SignatureCheck =
  | { readonly ok: true; readonly signature: string }
  | { readonly ok: false; readonly why: 'forged' | 'too-old' | 'too-new' };

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
  if (time === undefined || given === undefined || !/^\d{1,12}$/.test(time) || !/^v0=[0-9a-f]{64}$/.test(given))
    return { ok: false, why: 'forged' };
  const expected = `v0=${createHmac('sha256', secret).update(`v0:${time}:`).update(body).digest('hex')}`;
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return { ok: false, why: 'forged' };
  const skew = Number(time) - nowMs / 1000;
  if (skew < -MOST_SKEW_S) return { ok: false, why: 'too-old' };
  if (skew > MOST_SKEW_S) return { ok: false, why: 'too-new' };
  return { ok: true, signature: given };
}

/** A header that comes twice is nobody's: which of the two counts would be for the sender to choose. */
function single(values: readonly string[] | undefined): string | undefined {
  return values?.length === 1 ? values[0] : undefined;
}
