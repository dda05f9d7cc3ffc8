import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { UserError } from './errors.ts';

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const NONCE = 12;
const TAG = 16;

/**
 * Seals a text with AES-256-GCM so that only the same key and the same `name` open it: a sealed token cannot be moved
 * to another row. Base64 of a version byte, the random nonce, the tag and the cipher text.
 */
export function seal(key: Buffer, name: string, text: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG }).setAAD(associated(name));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

const AGAIN = 'install the app in that workspace again';

/** The opposite of `seal`. Throws a UserError where it was sealed with another key, or is damaged; `next` is what else helps then. */
export function unseal(key: Buffer, name: string, sealed: string, next = AGAIN): string {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes[0] !== VERSION || bytes.length < 1 + NONCE + TAG) throw cannotOpen(name, next);
  const nonce = bytes.subarray(1, 1 + NONCE);
  const tag = bytes.subarray(1 + NONCE, 1 + NONCE + TAG);
  try {
    const cipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG })
      .setAAD(associated(name))
      .setAuthTag(tag);
    return Buffer.concat([cipher.update(bytes.subarray(1 + NONCE + TAG)), cipher.final()]).toString('utf8');
  } catch (cause) {
    throw cannotOpen(name, next, cause);
  }
}

function associated(name: string): Buffer {
  return Buffer.from(`${VERSION}:${name}`, 'utf8');
}

function cannotOpen(name: string, next: string, cause?: unknown): UserError {
  return new UserError(
    `What is kept of ${name} cannot be unsealed: SECRETS_KEY is another one than when it was sealed.`,
    {
      next: `set SECRETS_KEY to the earlier key, or ${next}`,
      ...(cause === undefined ? {} : { cause }),
    },
  );
}
