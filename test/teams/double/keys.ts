import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Fields, Forge } from './types.ts';

const MAIN = 'double-main';
const WEBCHAT = 'double-webchat';

interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

let main: Pair | undefined;
let other: Pair | undefined;

/** One for all doubles of a process: making one takes long, and whoever checks tokens keeps keys by address. */
function mainKey(): Pair {
  main ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
  return main;
}

function otherKey(): Pair {
  other ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
  return other;
}

/** What Microsoft publishes: each key with the channels it signs for. */
export function publishedKeys(): Fields {
  const jwk = { ...mainKey().publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' };
  return {
    keys: [
      { ...jwk, kid: MAIN, x5t: MAIN, endorsements: ['msteams'] },
      { ...jwk, kid: WEBCHAT, x5t: WEBCHAT, endorsements: ['webchat'] },
    ],
  };
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as Microsoft signs it, or as somebody would who is not Microsoft. */
export function signToken(claims: Fields, forge: Pick<Forge, 'key' | 'alg'> = {}): string {
  const { key, alg = 'RS256' } = forge;
  const kid = key === 'unknown' ? 'double-unknown' : key === 'webchat' ? WEBCHAT : MAIN;
  const head = `${part({ typ: 'JWT', alg, kid, x5t: kid })}.${part(claims)}`;
  if (alg === 'none') return `${head}.`;
  // The public key as if it were a shared secret.
  if (alg === 'HS256') {
    const secret = mainKey().publicKey.export({ format: 'pem', type: 'spki' });
    return `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`;
  }
  const pair = key === 'wrong' || key === 'unknown' ? otherKey() : mainKey();
  return `${head}.${createSign('RSA-SHA256').update(head).sign(pair.privateKey, 'base64url')}`;
}
