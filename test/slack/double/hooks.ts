import { systemClock } from '../../../src/base/clock.ts';
import type { Check } from './check.ts';
import { type Back, json } from './exchange.ts';
import type { Pictures } from './pictures.ts';
import type { SlackRecord } from './record.ts';
import type { Block, Shown } from './types.ts';

export interface Hook {
  readonly user: string;
  readonly channel: string;
  readonly thread: string | null;
  /** The message whose button was pressed, which can be replaced. */
  readonly target: Shown | undefined;
}

type Payload = Readonly<Record<string, unknown>>;

const MOST_POSTS = 5;
const LASTS_MS = 30 * 60_000;
const MOST_KEPT = 20_000;

/** The addresses at which commands and presses are answered: five posts within half an hour. */
export class Hooks {
  readonly #record: SlackRecord;
  readonly #check: Check;
  readonly #pictures: Pictures;
  readonly #open = new Map<string, { readonly hook: Hook; readonly since: number; posts: number }>();
  #count = 0;

  constructor(record: SlackRecord, check: Check, pictures: Pictures) {
    this.#record = record;
    this.#check = check;
    this.#pictures = pictures;
  }

  /** Its path, which nobody can guess. */
  add(hook: Hook): string {
    this.#count += 1;
    const path = `/hooks/T/${this.#count}/${Math.random().toString(36).slice(2)}`;
    this.#open.set(path, { hook, since: systemClock.monotonic(), posts: 0 });
    const [oldest] = this.#open.keys();
    if (this.#open.size > MOST_KEPT && oldest !== undefined) this.#open.delete(oldest);
    return path;
  }

  expire(): void {
    this.#open.clear();
  }

  post(path: string, payload: Payload): Back {
    const open = this.#open.get(path);
    if (open === undefined || systemClock.monotonic() - open.since > LASTS_MS)
      return json({ ok: false, error: 'expired_url' }, 404);
    if (open.posts >= MOST_POSTS) {
      this.#record.blame('response_url: posted to more than five times');
      return json({ ok: false, error: 'used_url' }, 404);
    }
    open.posts += 1;
    if (payload['delete_original'] === true) {
      if (open.hook.target !== undefined) this.#record.remove(open.hook.target.ts);
      return { status: 200, body: 'ok' };
    }
    this.#check.message('response_url', payload);
    const unready = this.#pictures.refusal(payload['blocks']);
    if (unready !== undefined) return json(unready, 400);
    this.#show(open.hook, payload);
    return { status: 200, body: 'ok' };
  }

  #show(hook: Hook, payload: Payload): void {
    const { target } = hook;
    const isPublic = payload['response_type'] === 'in_channel';
    const base = {
      kind: isPublic ? ('message' as const) : ('ephemeral' as const),
      channel: hook.channel,
      thread: typeof payload['thread_ts'] === 'string' ? payload['thread_ts'] : null,
      user: isPublic ? null : hook.user,
      ts: stamp(),
      text: String(payload['text'] ?? ''),
      blocks: Array.isArray(payload['blocks']) ? (payload['blocks'] as Block[]) : [],
      by: 'response_url',
      edits: 0,
      payload,
    };
    if (payload['replace_original'] !== true || target === undefined) {
      this.#record.show(base);
      return;
    }
    const { kind, user, ts, thread } = target;
    this.#record.replace(ts, hook.channel, (before) => ({
      ...base,
      kind,
      user,
      ts,
      thread,
      edits: (before?.edits ?? target.edits) + 1,
    }));
  }
}

let stamps = 0;

/** A `ts` as Slack would give it; never the same twice. */
export function stamp(): string {
  stamps += 1;
  return `${Math.floor(systemClock.now() / 1000)}.9${String(stamps % 100_000).padStart(5, '0')}`;
}
