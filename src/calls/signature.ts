import { createHmac, timingSafeEqual } from 'node:crypto';

/** How a pushed message shows that it is from whom it should be. */
export interface PushSettings {
  readonly secret: string;
  /** The header of the signature, in small letters. */
  readonly header: string;
  readonly algorithm: 'sha256' | 'sha1' | 'sha512';
  /** The largest message that is read, in bytes. */
  readonly maxBytes: number;
}

/** What the header holds of a request; undefined where it is missing, or comes twice: which counts would be the sender's choice. */
export function signatureIn(
  headers: Readonly<Record<string, readonly string[] | undefined>>,
  { header }: PushSettings,
): string | undefined {
  const values = headers[header];
  const [only] = values ?? [];
  return values?.length === 1 && only !== '' ? only : undefined;
}

/**
 * Whether `given` is the HMAC of the bytes as they came: in hex or base64, with the algorithm's name in front (`sha256=…`)
 * or without. Compared in constant time.
 */
export function isSigned(bytes: Buffer, given: string, { secret, algorithm }: PushSettings): boolean {
  const [, named, digest = ''] = /^(?:(sha\d+)=)?(.+)$/i.exec(given.trim()) ?? [];
  if (named !== undefined && named.toLowerCase() !== algorithm) return false;
  const expected = createHmac(algorithm, secret).update(bytes).digest();
  const read = /^[0-9a-f]+$/i.test(digest) && digest.length === expected.length * 2 ? 'hex' : 'base64';
  const told = Buffer.from(digest, read);
  return told.length === expected.length && timingSafeEqual(told, expected);
}
