import type { IncomingMessage } from 'node:http';
import type { Back } from './exchange.ts';

const MOST_KEPT = 200;

/** Files that people dropped, which only the bot's token can have. */
export class FileStore {
  readonly #files = new Map<string, { readonly name: string; readonly content: Buffer }>();
  readonly #token: string;
  #count = 0;

  constructor(token: string) {
    this.#token = token;
  }

  add(name: string, content: Buffer | string): { id: string; path: string; bytes: number } {
    this.#count += 1;
    const id = `F${String(this.#count).padStart(8, '0')}`;
    const path = `/files-pri/T-${id}/download/${encodeURIComponent(name)}`;
    const bytes = Buffer.from(content);
    this.#files.set(path, { name, content: bytes });
    const [oldest] = this.#files.keys();
    if (this.#files.size > MOST_KEPT && oldest !== undefined) this.#files.delete(oldest);
    return { id, path, bytes: bytes.byteLength };
  }

  /** Who has not the right token is sent to sign in, as Slack does. */
  give(request: IncomingMessage, path: string): Back {
    const file = this.#files.get(path);
    if (request.headers.authorization !== `Bearer ${this.#token}`)
      return { status: 302, headers: { location: `/signin?redir=${encodeURIComponent(path)}` }, body: '' };
    if (file === undefined) return { status: 404, body: 'not found' };
    const headers = { 'content-type': 'text/csv', 'content-disposition': `attachment; filename="${file.name}"` };
    return { status: 200, headers, body: file.content };
  }

  signIn(): Back {
    return { status: 200, headers: { 'content-type': 'text/html' }, body: '<!DOCTYPE html><title>Sign in</title>' };
  }
}
