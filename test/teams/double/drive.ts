import type { IncomingMessage } from 'node:http';
import { type Back, json } from './exchange.ts';

const MOST_KEPT = 200;

interface Upload {
  readonly name: string;
  bytes: Buffer;
  done: boolean;
}

/** Where files are that people send and accept. */
export class Drive {
  readonly uploads = new Map<string, Buffer>();
  readonly #files = new Map<string, Buffer>();
  readonly #open = new Map<string, Upload>();
  #count = 0;

  add(name: string, content: Buffer | string): { path: string; bytes: number } {
    this.#count += 1;
    const path = `/download/${this.#count}/${encodeURIComponent(name)}`;
    const bytes = Buffer.from(content);
    this.#files.set(path, bytes);
    const [oldest] = this.#files.keys();
    if (this.#files.size > MOST_KEPT && oldest !== undefined) this.#files.delete(oldest);
    return { path, bytes: bytes.byteLength };
  }

  /** A place for one file. */
  open(name: string): string {
    this.#count += 1;
    const path = `/upload/${this.#count}`;
    this.#open.set(path, { name, bytes: Buffer.alloc(0), done: false });
    return path;
  }

  give(path: string): Back {
    const file = this.#files.get(path);
    if (file === undefined) return { status: 404, body: 'itemNotFound' };
    return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: file };
  }

  /** Pieces in order, each with its range; the answer says what is still to come. */
  take(request: IncomingMessage, path: string, raw: Buffer): Back {
    const upload = this.#open.get(path);
    if (upload === undefined) return no(404, 'itemNotFound', 'the upload session was not found');
    if (request.method === 'GET') return upload.done ? no(404, 'itemNotFound', 'finished') : json(this.#next(upload));
    if (request.method === 'DELETE') {
      this.#open.delete(path);
      return { status: 204, body: '' };
    }
    if (request.method !== 'PUT') return no(405, 'methodNotAllowed', 'PUT, GET or DELETE');
    if (upload.done) return no(404, 'itemNotFound', 'finished');
    const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(String(request.headers['content-range'] ?? ''));
    if (range === null) return no(400, 'invalidRequest', 'Content-Range is missing');
    const [from, to, total] = [Number(range[1]), Number(range[2]), Number(range[3])];
    if (to - from + 1 !== raw.byteLength || to >= total) return no(400, 'invalidRequest', 'the range is not the body');
    if (from !== upload.bytes.byteLength) return no(416, 'invalidRange', 'the fragment overlaps or leaves a gap');
    upload.bytes = Buffer.concat([upload.bytes, raw]);
    if (upload.bytes.byteLength < total) return json(this.#next(upload), 202);
    upload.done = true;
    this.uploads.set(upload.name, upload.bytes);
    return json({ id: path, name: upload.name, size: total }, 201);
  }

  #next({ bytes }: Upload): object {
    return { expirationDateTime: '2030-01-01T00:00:00Z', nextExpectedRanges: [`${bytes.byteLength}-`] };
  }
}

function no(status: number, code: string, message: string): Back {
  return json({ error: { code, message } }, status);
}
