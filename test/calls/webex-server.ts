import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CallRecord } from './recorded.ts';

/** What a test makes the next request meet instead of an answer. */
export type Trouble =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | 'hang up'
  | 'hang up within the body'
  | 'no json';

/** A Webex that keeps call records: pages, windows and limits as it documents them, on this machine. */
export class WebexServer {
  /** By the moment it was reported (feed) or stored (stream). */
  readonly records: { readonly at: number; readonly record: CallRecord }[] = [];
  readonly asked: {
    readonly path: string;
    readonly from: string;
    readonly to: string;
    readonly page: number;
    readonly token: string;
  }[] = [];
  readonly troubles: Trouble[] = [];
  /** How many records a page has, whatever `max` asks for. */
  pageSize = 5000;
  /** What its clock says. */
  now: () => number;
  readonly #server = createServer((request, response) => this.#answer(request, response));

  constructor(now: () => number) {
    this.now = now;
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  reset(): void {
    this.records.length = 0;
    this.asked.length = 0;
    this.troubles.length = 0;
    this.pageSize = 5000;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '', 'http://x');
    const [from = '', to = ''] = ['startTime', 'endTime'].map((key) => url.searchParams.get(key) ?? '');
    const page = Number(url.searchParams.get('page') ?? 0);
    this.asked.push({ path: url.pathname, from, to, page, token: request.headers.authorization ?? '' });
    const trouble = this.troubles.shift();
    if (trouble === 'hang up') {
      request.socket.destroy();
      return;
    }
    const found = this.records.filter(({ at }) => at >= Date.parse(from) && at <= Date.parse(to));
    const start = page * this.pageSize;
    const items = found.slice(start, start + this.pageSize).map(({ record }) => record);
    response.setHeader('date', new Date(this.now()).toUTCString());
    if (typeof trouble === 'object') {
      response.writeHead(trouble.status, trouble.headers ?? {}).end(trouble.body ?? '');
      return;
    }
    if (start + this.pageSize < found.length) {
      url.searchParams.set('page', String(page + 1));
      url.searchParams.set('startTimeForNextFetch', to);
      const next = `http://${request.headers.host}${url.pathname}${url.search}`;
      response.setHeader('link', `<http://x/first>; rel="first", <${next}>;rel="next"`);
    }
    const body = trouble === 'no json' ? '{"items":[' : JSON.stringify({ items });
    if (trouble !== 'hang up within the body') {
      response.end(body);
      return;
    }
    response.setHeader('content-length', Buffer.byteLength(body));
    response.write(body.slice(0, -5), () => request.socket.destroy());
  }
}
