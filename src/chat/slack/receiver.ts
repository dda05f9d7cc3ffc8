import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App, Receiver } from '@slack/bolt';
import { assertNever } from '../../base/errors.ts';
import { readBody } from '../../base/request-bytes.ts';
import type { Route } from '../../base/route.ts';
import { type DeliverOptions, type Delivery, deliver, type Reply } from './deliver.ts';
import { EVENTS_PATH } from './names.ts';
import { Replays } from './replays.ts';
import { parseBody } from './request-body.ts';
import { checkSignature } from './signature.ts';

const MOST_BYTES = 1_048_576;
const BODY_MS = 5_000;
/** Nothing is known of a place that an unsigned request names. */
const NOWHERE = { place: 'slack:unknown/none' };

interface HttpReceiverOptions extends DeliverOptions {
  readonly signingSecret: string;
}

/**
 * What Slack sends over HTTP, at one address of the program's own server: known to be Slack's, of now and not sent
 * before, or refused with nothing said; then handed to Bolt.
 */
export class HttpReceiver implements Receiver {
  readonly route: Route;
  readonly #options: HttpReceiverOptions;
  readonly #replays = new Replays();
  readonly #open = new Set<Promise<unknown>>();
  #app: App | undefined;
  #isTaking = false;

  constructor(options: HttpReceiverOptions) {
    this.#options = options;
    this.route = { method: 'POST', path: EVENTS_PATH, handle: (request, response) => this.#handle(request, response) };
  }

  init(app: App): void {
    this.#app = app;
  }

  async start(): Promise<void> {
    this.#isTaking = true;
  }

  async stop(): Promise<void> {
    this.#isTaking = false;
    await Promise.all(this.#open);
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { clock, signingSecret, reception } = this.#options;
    const body = await readBody(request, MOST_BYTES, BODY_MS, clock);
    switch (body.kind) {
      case 'too-large':
      case 'no-room':
        return end(response, 413, undefined, true);
      case 'too-slow':
        return end(response, 408, undefined, true);
      case 'cut-off':
        response.destroy();
        return;
      case 'whole':
        break;
      default:
        assertNever(body);
    }
    const check = checkSignature(signingSecret, request.headersDistinct, body.bytes, clock.now());
    if (!check.ok) {
      const { ok: _, why, ...detail } = check;
      reception.turnedAway(why, { ...NOWHERE, ...detail });
      return end(response, 401);
    }
    if (!this.#replays.isNew(check.signature, clock.monotonic())) {
      reception.turnedAway('replayed', NOWHERE);
      return end(response, 401);
    }
    await this.#answer(request, response, body.bytes, check.signature);
  }

  async #answer(request: IncomingMessage, response: ServerResponse, bytes: Buffer, signature: string): Promise<void> {
    const parsed = parseBody(request.headers['content-type'], bytes);
    switch (parsed.kind) {
      case 'unreadable':
        return end(response, 400);
      case 'certificate-check':
        return end(response, 200);
      case 'challenge':
        return end(response, 200, { challenge: parsed.challenge });
      case 'delivery':
        break;
      default:
        assertNever(parsed);
    }
    const app = this.#app;
    if (app === undefined || !this.#isTaking) {
      this.#replays.forget(signature);
      return end(response, 503);
    }
    const delivering = deliver(this.#options, app, { body: parsed.body, ...retryOf(request) }, async (reply) => {
      if (reply.kind === 'later') this.#replays.forget(signature);
      write(response, reply);
    });
    this.#open.add(delivering);
    await delivering.finally(() => this.#open.delete(delivering));
  }
}

function retryOf(request: IncomingMessage): Pick<Delivery, 'retryNum' | 'retryReason'> {
  const { 'x-slack-retry-num': number, 'x-slack-retry-reason': reason } = request.headers;
  return {
    ...(typeof number === 'string' && /^\d{1,3}$/.test(number) ? { retryNum: Number(number) } : {}),
    ...(typeof reason === 'string' ? { retryReason: reason } : {}),
  };
}

function write(response: ServerResponse, reply: Reply): void {
  if (reply.kind === 'later') end(response, 503);
  else end(response, 200, reply.body);
}

function end(response: ServerResponse, status: number, body?: string | object, isLast = false): void {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': typeof body === 'object' ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...(isLast ? { connection: 'close' } : {}),
  });
  response.end(text);
}
