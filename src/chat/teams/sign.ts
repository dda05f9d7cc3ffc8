import { createHmac, timingSafeEqual } from 'node:crypto';

/** 96 bits: nobody guesses one, and a card has many. */
const LETTERS = 16;

/**
 * Signs what a button, a dialog or a link carries. Whatever comes back from Teams is what the person's client says, and a
 * client of their own making could say anything; what is signed was made by us. `key` is `signingKey(…)` of db.
 */
export function signed(key: Buffer, what: 'press' | 'dialog' | 'file', text: string): string {
  return createHmac('sha256', key).update(`${what}\n${text}`).digest('base64url').slice(0, LETTERS);
}

export function isSigned(key: Buffer, what: 'press' | 'dialog' | 'file', text: string, signature: string): boolean {
  const right = Buffer.from(signed(key, what, text));
  const given = Buffer.from(signature);
  return right.length === given.length && timingSafeEqual(right, given);
}
