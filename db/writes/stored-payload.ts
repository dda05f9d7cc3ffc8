import { createHash } from 'node:crypto';

/** What a message says as the ledger keeps it: JSON text and its SHA-256. */
export function stored(payload: unknown): { payload: string | null; payloadHash: string } {
  const text = payload === null || payload === undefined ? null : JSON.stringify(payload);
  return {
    payload: text,
    payloadHash: createHash('sha256')
      .update(text ?? '')
      .digest('hex'),
  };
}
