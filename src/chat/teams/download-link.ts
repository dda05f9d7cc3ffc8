import { DOWNLOAD_PATH } from './names.ts';
import { isSigned, signed } from './sign.ts';

/** Where somebody fetches a file that waits for them: its number and our signature, nothing of what is in it. */
export function downloadLink(publicUrl: string, key: Buffer, id: string): string {
  const query = new URLSearchParams({ file: id, sig: signed(key, 'file', id) });
  return `${publicUrl.replace(/\/+$/, '')}${DOWNLOAD_PATH}?${query}`;
}

/** The file that an address names; undefined where we did not make the address. */
export function fileOfLink(key: Buffer, address: string): string | undefined {
  const at = address.indexOf('?');
  const query = new URLSearchParams(at < 0 ? '' : address.slice(at + 1));
  const id = query.get('file') ?? '';
  return isSigned(key, 'file', id, query.get('sig') ?? '') ? id : undefined;
}
