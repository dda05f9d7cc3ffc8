import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a webhook's server took it. */
export interface Taken {
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** The connection breaks after the request was taken, or there is never a reply. */
  | 'reset'
  | 'silence';

/** Somebody else's server, on a free port of the loopback address. */
export class HookServer {
  readonly taken: Taken[] = [];
  answer: Answer = { status: 202 };
  /** Told when a request was taken. */
  onTaken: () => void = () => undefined;
  readonly #server = createServer((request, response) => {
    this.#take(request, response).catch(() => response.destroy());
  });

  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/in`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', headers } = request;
    this.taken.push({ method, headers, body: Buffer.concat(chunks).toString('utf8') });
    this.onTaken();
    if (this.answer === 'silence') return;
    if (this.answer === 'reset') request.socket.destroy();
    else response.writeHead(this.answer.status, this.answer.headers).end('x'.repeat(100_000));
  }
}
