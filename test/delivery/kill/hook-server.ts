import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod/v4';
import type { Fault } from './faults.ts';

/** A webhook's message as it was taken. */
interface Hooked {
  readonly incident: string;
  readonly action: string;
}

const hooked = z.object({ dedup_key: z.string(), event_action: z.string(), routing_key: z.string() });

const RETRY_AFTER_S = 5;

/** Whoever is told by a webhook; as faulty as the platform. */
export class HookServer {
  readonly taken: Hooked[] = [];
  readonly #fault: () => Fault;
  readonly #server;

  constructor(fault: () => Fault) {
    this.#fault = fault;
    this.#server = createServer((request, response) => {
      this.#take(request, response).catch(() => response.destroy());
    });
  }

  /** Starts on a free port of the loopback address; returns where it is told. */
  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook/pagerduty`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = hooked.parse(JSON.parse((await bodyOf(request)).toString('utf8')));
    const fault = this.#fault();
    if (isDone(fault)) this.taken.push({ incident: body.dedup_key, action: body.event_action });
    end(
      response,
      fault,
      () => RETRY_AFTER_S,
      () => ({}),
    );
  }
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Whether a request takes effect. */
export function isDone(fault: Fault): boolean {
  return fault === 'none' || fault.startsWith('done');
}

/** Ends a request as the fault says. */
export function end(response: ServerResponse, fault: Fault, retryAfter: () => number, body: () => object): void {
  switch (fault) {
    case 'none':
      reply(response, body());
      return;
    case 'done-internal':
      body();
      reply(response, { ok: false, error: 'internal_error' });
      return;
    case '429':
      response.writeHead(429, { 'retry-after': String(retryAfter()) }).end();
      return;
    case 'done-500':
      body();
      response.writeHead(500).end('try again');
      return;
    case '500':
      response.writeHead(500).end('try again');
      return;
    case 'done-silence':
      body();
      return;
    case 'silence':
      return;
    case 'done-dropped':
    case 'done-hidden-dropped':
      body();
      response.socket?.destroy();
      return;
    case 'dropped':
      response.socket?.destroy();
      return;
  }
}

export function reply(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
