import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Database } from '../../db/open.ts';
import { pushFeed } from '../../db/writes/feed-news.ts';
import { noteReceived, wasReceived } from '../../db/writes/received.ts';
import type { Clock } from '../base/clock.ts';
import { assertNever } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { readBody } from '../base/request-bytes.ts';
import type { Route } from '../base/route.ts';
import { type Taken, TooMany, takeIn } from './intake.ts';
import { jsonItems, NotJson } from './json-items.ts';
import { RefusalLog } from './refusal-log.ts';
import { isSigned, type PushSettings, signatureIn } from './signature.ts';

const CALL_RECORDS_PATH = '/call-records';

const BODY_MS = 10_000;
const MOST_WAITING = 128;
/** Of all messages that are being read or wait for their turn, as far as they have come. */
const MOST_BYTES = 64 * 1024 * 1024;
const RETRY_S = 5;
const MINUTE_MS = 60_000;
/** A message holds the calls that ended between ten and five minutes before it. */
const COVERS_MS = { from: 10 * MINUTE_MS, until: 5 * MINUTE_MS };
/** Half an hour between two messages, less what one covers. */
const BRIDGE_MS = 25 * MINUTE_MS;
const TYPES = new Set(['', 'application/json', 'application/jsonl', 'application/x-ndjson', 'application/json-lines']);

interface ReceiverOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: PushSettings;
  /** Told when calls are listed to be looked at. */
  readonly onTaken: () => void;
}

interface Reply {
  readonly status: number;
  readonly body: object;
}

/**
 * Takes call records that are pushed to `POST /call-records`, one message after the other. A message is answered with 200
 * once all of it is on the disk; sent again, it changes nothing and is no news of the feed. What is not signed with the
 * secret, too large or no JSON is refused whole; with too much under way it asks to come again.
 */
export class Receiver {
  readonly route: Route;
  readonly #options: ReceiverOptions;
  readonly #refusals: RefusalLog;
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #bytes = 0;
  #isTaking = true;

  constructor(options: ReceiverOptions) {
    this.#options = options;
    this.#refusals = new RefusalLog(options.clock, options.log);
    this.route = {
      method: 'POST',
      path: CALL_RECORDS_PATH,
      handle: (request, response) => this.#handle(request, response),
    };
  }

  /** Refuses what comes from now on and ends what is under way. */
  async stop(): Promise<void> {
    this.#isTaking = false;
    await this.#turn;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { settings } = this.#options;
    const signature = signatureIn(request.headersDistinct, settings);
    if (signature === undefined) return end(response, this.#refuse(401, 'It is not signed.'));
    const unreadable = unreadableKind(request);
    if (unreadable !== undefined) return end(response, this.#refuse(415, unreadable));
    if (!this.#isTaking) return end(response, this.#busy());
    let held = 0;
    // What has come, and not what is announced: anybody may announce much and never send it.
    const hold = (bytes: number) => {
      held += bytes;
      this.#bytes += bytes;
      return this.#bytes <= Math.max(MOST_BYTES, settings.maxBytes);
    };
    try {
      const reply = await this.#read(request, signature, hold);
      if (reply === undefined) response.destroy();
      else end(response, reply);
    } finally {
      this.#bytes -= held;
    }
  }

  async #read(
    request: IncomingMessage,
    signature: string,
    hold: (bytes: number) => boolean,
  ): Promise<Reply | undefined> {
    const { settings, clock } = this.#options;
    const body = await readBody(request, settings.maxBytes, BODY_MS, clock, hold);
    switch (body.kind) {
      case 'too-large':
        return this.#refuse(413, `It is larger than ${settings.maxBytes} bytes.`);
      case 'too-slow':
        return this.#refuse(408, 'It did not come to its end in time.');
      case 'no-room':
        return this.#busy();
      case 'cut-off':
        this.#refusals.add(400);
        return undefined;
      case 'whole':
        break;
      default:
        assertNever(body);
    }
    if (!isSigned(body.bytes, signature, settings)) return this.#refuse(401, 'It is not signed with the secret.');
    // Only those who know the secret wait here.
    if (!this.#isTaking || this.#waiting >= MOST_WAITING) return this.#busy();
    this.#waiting++;
    const taking = this.#turn.then(() => this.#take(body.bytes)).finally(() => this.#waiting--);
    this.#turn = taking;
    return taking;
  }

  /** Never throws. */
  async #take(bytes: Buffer): Promise<Reply> {
    const { db, clock, log, onTaken } = this.#options;
    try {
      const began = clock.monotonic();
      const hash = createHash('sha256').update(bytes).digest('hex');
      if (wasReceived(db, hash, clock.now())) {
        log.info({ bytes: bytes.length }, 'call records came again; nothing changed');
        return { status: 200, body: { repeated: true } };
      }
      const taken = await this.#store(bytes, hash);
      onTaken();
      const { accepted, repeated, rejected } = taken;
      const ms = Math.round(clock.monotonic() - began);
      log.info(
        { accepted, repeated, rejected: rejected.length, bytes: bytes.length, ms },
        'call records were taken in',
      );
      return { status: 200, body: taken };
    } catch (error) {
      if (error instanceof NotJson)
        return this.#refuse(400, 'It is no JSON: a list of records, {"items": […]}, or one on each line.');
      if (error instanceof TooMany) return this.#refuse(413, 'It holds too many records.');
      log.error(error, 'call records could not be stored; they are asked for again');
      return { status: 503, body: { error: 'They could not be stored; send it again in a moment.' } };
    }
  }

  #store(bytes: Buffer, hash: string): Promise<Taken> {
    const { db, clock } = this.#options;
    const now = clock.now();
    return takeIn(db, clock, recordsIn(bytes), {
      news: {
        feed: () => pushFeed(db, now),
        from: now - COVERS_MS.from,
        until: now - COVERS_MS.until,
        ...{ bridgeMs: BRIDGE_MS, always: false },
      },
      last: () => noteReceived(db, hash, now),
    });
  }

  #busy(): Reply {
    return this.#refuse(503, 'There is too much to do; send it again in a moment.');
  }

  #refuse(status: number, error: string): Reply {
    this.#refusals.add(status);
    return { status, body: { error } };
  }
}

function* recordsIn(bytes: Buffer): Generator<unknown> {
  if (bytes.toString('latin1', 0, 4096).trim() === '') throw new NotJson();
  yield* jsonItems(bytes);
}

/** Why a message cannot be read, by its headers; undefined where it can. */
function unreadableKind({ headers }: IncomingMessage): string | undefined {
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!TYPES.has(type)) return 'Only JSON is read here.';
  const encoding = headers['content-encoding'] ?? 'identity';
  // Unpacked it could be of any size.
  return encoding.toLowerCase() === 'identity' ? undefined : 'Send it without a content encoding.';
}

function end(response: ServerResponse, { status, body }: Reply): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...(status === 503 ? { 'retry-after': String(RETRY_S) } : {}),
    // What was refused may not have been read to its end; the connection goes with it.
    ...(status === 200 ? {} : { connection: 'close' }),
  });
  response.end(text);
}
