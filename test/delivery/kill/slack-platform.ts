import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod/v4';
import type { Dice } from '../../questions/dice.ts';
import { Limits } from '../../slack/double/limits.ts';
import { type Chat, slackPlaces } from './chat.ts';
import { type Fault, faultFor, type Weather } from './faults.ts';
import { bodyOf, end, HookServer, reply } from './hook-server.ts';
import type { Platform, Posted } from './platform.ts';

type Fields = Readonly<Record<string, string>>;

const metadata = z.object({ event_payload: z.object({ delivery: z.string() }) });
const HISTORY_PAGE = 50;
const HIDDEN_MS = 45_000;

/** The part of Slack that a digest goes through, over real HTTP, with faults on purpose. */
export class SlackPlatform implements Platform {
  weather: Weather = 'fair';
  /** Channels that are archived now. */
  readonly archived = new Set<string>();
  readonly posts: Posted[] = [];
  readonly hooks = new HookServer(() => this.#faultOf(true));
  readonly places = slackPlaces;
  readonly problems: readonly string[] = [];
  readonly name: string;
  /** Slack's limits; none until they are set. */
  readonly limits = new Limits();
  /** How many requests ended how. */
  readonly ended = new Map<string, number>();
  readonly #dice: Dice;
  readonly #now: () => number;
  readonly #server;
  readonly #readable: boolean;
  #lastTs = 0;
  #files = 0;

  /** `readable`: whether what was posted can be read back. */
  constructor(dice: Dice, now: () => number, readable = true) {
    this.name = `Slack, ${readable ? 'read back' : 'nothing read back'}`;
    this.#readable = readable;
    this.#dice = dice;
    this.#now = now;
    this.#server = createServer((request, response) => {
      this.#take(request, response).catch((error: unknown) =>
        response.destroy(error instanceof Error ? error : undefined),
      );
    });
  }

  /** Starts on a free port of the loopback address; returns the address of the API, with a slash at the end. */
  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.hooks.close();
  }

  async start(): Promise<Chat> {
    return { platform: 'slack', places: slackPlaces, apiUrl: await this.open() };
  }

  introduce(): void {
    // Whatever it has to know of Slack, it asks.
  }

  isReadable(): boolean {
    return this.#readable;
  }

  isBelow(root: Posted, { thread, channel }: Posted): boolean {
    return root.ts === thread && root.channel === channel;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let raw: Buffer;
    try {
      raw = await bodyOf(request);
    } catch {
      return;
    }
    const [, area, method = ''] = (request.url ?? '').split('?')[0]?.split('/') ?? [];
    if (area === 'upload') {
      response.writeHead(200).end('OK');
      return;
    }
    const fields: Fields = Object.fromEntries(new URLSearchParams(raw.toString('utf8')));
    if (this.weather === 'token-off') {
      reply(response, { ok: false, error: 'token_revoked' });
      return;
    }
    const wait = this.limits.take(method, fields);
    if (wait !== undefined) {
      response.writeHead(429, { 'retry-after': String(wait) }).end();
      return;
    }
    const fault = this.#faultOf(method === 'chat.postMessage');
    end(
      response,
      fault,
      () => 1 + this.#dice.below(20),
      () => this.#do(method, fields, request, fault),
    );
  }

  #faultOf(posts: boolean): Fault {
    const fault = faultFor(posts, this.weather, this.#dice);
    this.ended.set(fault, (this.ended.get(fault) ?? 0) + 1);
    return fault;
  }

  /** Does what is asked, and returns what the platform says of it. */
  #do(method: string, fields: Fields, request: IncomingMessage, fault: Fault): object {
    switch (method) {
      case 'chat.postMessage':
        return this.#post(fields, fault);
      case 'chat.update':
        return this.#withMessage(fields, (message) => {
          message.text = fields['text'] ?? '';
        });
      case 'chat.delete':
        return this.#withMessage(fields, (message) => {
          message.removed = true;
        });
      case 'conversations.history':
      case 'conversations.replies':
        return this.#readable ? this.#history(fields) : { ok: false, error: 'missing_scope' };
      case 'conversations.open':
        return { ok: true, channel: { id: `D${(fields['users'] ?? '').slice(1)}` } };
      case 'auth.test':
        return { ok: true, team_id: 'T0001', user_id: 'UBOT', bot_id: 'BBOT' };
      case 'files.getUploadURLExternal':
        this.#files += 1;
        return {
          ok: true,
          file_id: `F${String(this.#files).padStart(6, '0')}`,
          upload_url: `http://${request.headers.host}/upload/${this.#files}`,
        };
      case 'files.completeUploadExternal':
        return { ok: true, files: [] };
      case 'files.info':
        return { ok: true, file: { id: fields['file'], mimetype: 'image/png' } };
      default:
        return { ok: false, error: 'unknown_method' };
    }
  }

  #post(fields: Fields, fault: Fault): object {
    const channel = fields['channel'] ?? '';
    if (this.archived.has(channel)) return { ok: false, error: 'is_archived' };
    const key = metadata.safeParse(JSON.parse(fields['metadata'] ?? 'null')).data?.event_payload.delivery;
    if (key === undefined) return { ok: false, error: 'metadata_missing' };
    const at = this.#now();
    this.#lastTs = Math.max(this.#lastTs + 1, Math.floor(at * 1000));
    const ts = (this.#lastTs / 1_000_000).toFixed(6);
    const hiddenUntil = fault === 'done-hidden-dropped' ? at + this.#dice.below(HIDDEN_MS) : at;
    const text = fields['text'] ?? '';
    const called = [...text.matchAll(/<@(\w+)>/g)].map(([, user = '']) => user);
    const thread = fields['thread_ts'] ?? null;
    this.posts.push({ channel, ts, key, thread, called, text, at, hiddenUntil, removed: false });
    return { ok: true, channel, ts };
  }

  #withMessage(fields: Fields, change: (message: Posted) => void): object {
    const found = this.posts.find(
      ({ channel, ts, removed }) => channel === fields['channel'] && ts === fields['ts'] && !removed,
    );
    if (found === undefined) return { ok: false, error: 'message_not_found' };
    if (this.archived.has(found.channel)) return { ok: false, error: 'is_archived' };
    change(found);
    return { ok: true, channel: found.channel, ts: found.ts };
  }

  #history(fields: Fields): object {
    const now = this.#now();
    const oldest = Number(fields['oldest'] ?? 0);
    const latest = fields['cursor'] === undefined ? Number.POSITIVE_INFINITY : Number(fields['cursor']);
    const limit = Math.min(Number(fields['limit'] ?? 100), HISTORY_PAGE);
    const root = fields['ts'];
    const found = this.posts
      .filter(({ channel, removed, hiddenUntil }) => channel === fields['channel'] && !removed && hiddenUntil <= now)
      .filter(({ ts, thread }) => (root === undefined ? thread === null : thread === root || ts === root))
      .filter(({ ts }) => Number(ts) >= oldest && Number(ts) < latest)
      .sort((one, other) => Number(other.ts) - Number(one.ts));
    const page = found.slice(0, limit);
    const more = found.length > limit;
    return {
      ok: true,
      messages: page.map(({ ts, text, key }) => ({
        type: 'message',
        ts,
        text,
        bot_id: 'BBOT',
        metadata: { event_type: 'partner_pulse', event_payload: { delivery: key } },
      })),
      has_more: more,
      ...(more ? { response_metadata: { next_cursor: String(page.at(-1)?.ts) } } : {}),
    };
  }
}
