import { foldName } from '../words/fold.ts';

/** Where accounts come from. */
export type Source = 'webex' | 'cloudascent' | 'crm';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The UUID in lower case with its dashes, however it was written (`{3F2B8C1E-…}`, 32 hex digits); else undefined. */
function uuidOf(text: string): string | undefined {
  const bare = /^\{.*\}$/.test(text) ? text.slice(1, -1) : text;
  const lower = bare.toLowerCase();
  if (UUID.test(lower)) return lower;
  const hex = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(lower);
  // Thirty-two digits without a letter are a long number of somebody's own.
  return hex && /[a-f]/.test(lower) ? hex.slice(1).join('-') : undefined;
}

/**
 * A source's own id in the one form that is compared. Webex gives the same organisation as a bare UUID in exports and
 * as base64 of `ciscospark://us/ORGANIZATION/<uuid>` in its REST API; all become the UUID in lower case with dashes.
 * Any other id stays as it is, leading zeros too.
 */
export function comparableId(text: string): string {
  const id = text.trim();
  const uuid = uuidOf(id);
  if (uuid !== undefined) return uuid;
  const isEncoded = /^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(id);
  if (isEncoded || id.startsWith('ciscospark://')) {
    const decoded = isEncoded ? Buffer.from(id, 'base64').toString('utf8') : id;
    const tail = decoded.startsWith('ciscospark://') ? decoded.slice(decoded.lastIndexOf('/') + 1) : '';
    return uuidOf(tail) ?? id;
  }
  return id;
}

/** Whether an account's key is an id that nobody else in the world gives out: a UUID. */
export function isWorldwide(key: string): boolean {
  return key.startsWith('id:') && UUID.test(key.slice(3));
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
