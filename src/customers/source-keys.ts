import { foldName } from '../words/fold.ts';

/** Where accounts come from. */
export type Source = 'webex' | 'cloudascent' | 'crm';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * A source's own id in the one form that is compared. Webex gives the same organisation as a bare UUID in exports and
 * as base64 of `ciscospark://us/ORGANIZATION/<uuid>` in its REST API; all become the UUID in lower case. Any other id
 * stays as it is, leading zeros too.
 */
export function comparableId(text: string): string {
  const id = text.trim();
  if (UUID.test(id)) return id.toLowerCase();
  const isEncoded = /^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(id);
  if (isEncoded || id.startsWith('ciscospark://')) {
    const decoded = isEncoded ? Buffer.from(id, 'base64').toString('utf8') : id;
    const tail = decoded.startsWith('ciscospark://') ? decoded.slice(decoded.lastIndexOf('/') + 1) : '';
    if (UUID.test(tail)) return tail.toLowerCase();
  }
  return id;
}

/**
 * The key of an account: its id in the source, or, where the source gives none, its folded name with its domain, or
 * with its country where it has no domain: namesakes in two countries are not one company on the name alone.
 */
export function accountKey(id: string | null, name: string, domain: string | null, country: string | null): string {
  if (id !== null) return `id:${comparableId(id)}`;
  // A name of signs alone folds to nothing; then the signs have to tell.
  const folded = foldName(name) || name.trim();
  if (domain !== null) return `name:${folded}|${domain}`;
  return country === null ? `name:${folded}|` : `name:${folded}||${country}`;
}
