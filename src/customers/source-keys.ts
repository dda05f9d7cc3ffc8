import { foldName } from '../words/fold.ts';

/** Where accounts come from. */
export type Source = 'webex' | 'cloudascent' | 'crm';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * A source's own id in the one form that is compared. Webex gives the same organisation as a bare UUID in exports and
 * as base64 of `ciscospark://us/ORGANIZATION/<uuid>` in its REST API; both become the UUID in lower case. Any other id
 * stays as it is, leading zeros too.
 */
export function comparableId(text: string): string {
  const id = text.trim();
  if (UUID.test(id)) return id.toLowerCase();
  if (/^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(id)) {
    const decoded = Buffer.from(id, 'base64').toString('utf8');
    const tail = decoded.startsWith('ciscospark://') ? decoded.slice(decoded.lastIndexOf('/') + 1) : '';
    if (UUID.test(tail)) return tail.toLowerCase();
  }
  return id;
}

/** The key of an account: its id in the source, or, where the source gives none, its folded name and domain. */
export function accountKey(id: string | null, name: string, domain: string | null): string {
  return id === null ? `name:${foldName(name)}|${domain ?? ''}` : `id:${comparableId(id)}`;
}
