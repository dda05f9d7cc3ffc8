import { type KeyObject, verify } from 'node:crypto';
import { z } from 'zod/v4';

/** Longer than any that Microsoft signs. */
const MOST_LETTERS = 16_384;
/** How far our clock may be from Microsoft's. */
export const TOLERANCE_S = 300;

const head = z.object({ alg: z.string(), kid: z.string().min(1) });
const claims = z.object({ iss: z.string(), exp: z.number(), nbf: z.number().optional() });

/** A token as it came, not yet known to be Microsoft's. */
export interface Token {
  readonly alg: string;
  readonly kid: string;
  readonly issuer: string;
  /** Seconds since 1970. */
  readonly expires: number;
  readonly notBefore: number | undefined;
  readonly signedText: string;
  readonly signature: Buffer;
}

/** The token of an `Authorization` header; undefined where there is none in it. */
export function tokenIn(header: string): Token | undefined {
  const parts = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(header.slice(0, MOST_LETTERS + 1));
  const [, first = '', second = '', third = ''] = parts ?? [];
  const read = head.safeParse(json(first));
  const said = claims.safeParse(json(second));
  if (header.length > MOST_LETTERS || !read.success || !said.success) return undefined;
  const { iss: issuer, exp: expires, nbf: notBefore } = said.data;
  const signature = Buffer.from(third, 'base64url');
  return { ...read.data, issuer, expires, notBefore, signedText: `${first}.${second}`, signature };
}

/** Whether the signature is of this key, by the one algorithm that Microsoft signs with: RSA with SHA-256. */
export function isSignedBy(key: KeyObject, { alg, signedText, signature }: Token): boolean {
  return alg === 'RS256' && verify('RSA-SHA256', Buffer.from(signedText), key, signature);
}

function json(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
