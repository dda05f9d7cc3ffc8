import type { Check } from './check.ts';
import type { Backend } from './emulator.ts';
import { type Back, json } from './exchange.ts';
import type { Pictures } from './pictures.ts';
import type { SlackRecord } from './record.ts';
import type { Block, Shown } from './types.ts';
import type { Views } from './views.ts';

type Fields = Readonly<Record<string, unknown>>;
type Changes = Map<string, Fields>;

/** The methods: the emulator's, with what it lacks. */
export class Api {
  readonly users: Changes = new Map();
  readonly channels: Changes = new Map();
  readonly #backend: Backend;
  readonly #record: SlackRecord;
  readonly #check: Check;
  readonly #views: Views;
  readonly #pictures: Pictures;
  /** Most messages on a page of a history, whatever is asked for. */
  page = 1000;

  constructor(backend: Backend, record: SlackRecord, check: Check, views: Views, pictures: Pictures) {
    this.#backend = backend;
    this.#record = record;
    this.#check = check;
    this.#views = views;
    this.#pictures = pictures;
  }

  async answer(method: string, fields: Fields, token: string | undefined): Promise<Back> {
    const refusal = this.#refusal(method, fields);
    if (refusal !== undefined) return json({ ok: false, error: refusal });
    if (isMessage(method)) this.#check.message(method, fields);
    const unready = isMessage(method) ? this.#pictures.refusal(fields['blocks']) : undefined;
    if (unready !== undefined) return json(unready);
    if (method === 'files.info' && token !== undefined) return json(this.#pictures.info(String(fields['file'])));
    if (token !== undefined) {
      const viewed = this.#views.answer(method, fields);
      if (viewed !== undefined) return viewed;
    }
    const reply =
      this.#moreThanEmulated(method, fields) ?? (await this.#forward(method, this.#asForwarded(method, fields), token));
    if (reply['ok'] !== true) return json(reply);
    if (isMessage(method)) this.#show(method, fields, reply);
    if (method === 'files.completeUploadExternal') this.#pictures.completed(reply);
    if (method === 'chat.delete') this.#record.remove(String(fields['ts']));
    return json(this.#completed(method, fields, reply));
  }

  #asForwarded(method: string, fields: Fields): Fields {
    const isHistory = method === 'conversations.history';
    return isHistory ? { ...fields, limit: Math.min(this.page, Number(fields['limit'] ?? 100)) } : fields;
  }

  /** People beyond the emulator's few, who are there by `setUser` alone. */
  #moreThanEmulated(method: string, fields: Fields): Fields | undefined {
    const user = String(fields['user'] ?? fields['users']);
    if (!/^U9\d+$/.test(user) || !this.users.has(user)) return undefined;
    if (method === 'users.info') return { ok: true, user: { id: user, team_id: this.#backend.team } };
    return method === 'conversations.open' ? { ok: true, channel: { id: `D${user.slice(1)}` } } : undefined;
  }

  /** Where the bot is not a member: it may not post, nor read, nor see a private channel at all. */
  #refusal(method: string, fields: Fields): string | undefined {
    const channel = fields['channel'];
    if (typeof channel !== 'string' || !/^(chat\.post|conversations\.(history|replies))/.test(method)) return undefined;
    const { deals, private: hidden } = this.#backend.channels;
    const isMember = this.channels.get(channel)?.['is_member'] ?? channel !== deals;
    if (isMember) return undefined;
    return channel === hidden ? 'channel_not_found' : 'not_in_channel';
  }

  async #forward(method: string, fields: Fields, token: string | undefined): Promise<Fields> {
    const auth: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const reply = await fetch(`${this.#backend.url}/api/${method}`, {
      method: 'POST',
      headers: { ...auth, 'content-type': 'application/json' },
      body: JSON.stringify(fields),
    });
    if (reply.status !== 200) return { ok: false, error: 'unknown_method' };
    return (await reply.json()) as Fields;
  }

  #show(method: string, fields: Fields, reply: Fields): void {
    const ephemeral = method === 'chat.postEphemeral';
    const channel = String(reply['channel'] ?? fields['channel']);
    const shown: Shown = {
      kind: ephemeral ? 'ephemeral' : 'message',
      channel,
      thread: typeof fields['thread_ts'] === 'string' ? fields['thread_ts'] : null,
      user: ephemeral ? String(fields['user']) : null,
      ts: String(reply['message_ts'] ?? reply['ts']),
      text: String(fields['text'] ?? ''),
      blocks: Array.isArray(fields['blocks']) ? (fields['blocks'] as Block[]) : [],
      by: method,
      edits: 0,
      payload: fields,
    };
    if (method !== 'chat.update') {
      this.#record.show(shown);
      return;
    }
    this.#record.replace(shown.ts, channel, (before) => ({
      ...shown,
      thread: before?.thread ?? null,
      blocks: fields['blocks'] === undefined ? (before?.blocks ?? []) : shown.blocks,
      edits: (before?.edits ?? 0) + 1,
    }));
  }

  #completed(method: string, fields: Fields, reply: Fields): Fields {
    switch (method) {
      case 'users.info': {
        const user = { ...(reply['user'] as Fields), ...this.users.get(String(fields['user'])) };
        if (fields['include_locale'] !== true) Reflect.deleteProperty(user, 'locale');
        return { ...reply, user };
      }
      case 'conversations.info': {
        const channel = { ...(reply['channel'] as Fields), ...this.#room(String(fields['channel'])) };
        if (fields['include_num_members'] !== true) Reflect.deleteProperty(channel, 'num_members');
        return { ...reply, channel };
      }
      case 'conversations.history':
      case 'conversations.replies': {
        const all = reply['messages'] as Fields[];
        const messages = all.filter((each) => Number(each['ts']) >= Number(fields['oldest'] ?? 0));
        // The newest come first, so what is older than asked for ends it.
        const end = messages.length < all.length ? { has_more: false, response_metadata: { next_cursor: '' } } : {};
        if (fields['include_all_metadata'] === true) return { ...reply, ...end, messages };
        return { ...reply, ...end, messages: messages.map(({ metadata: _, ...rest }) => rest) };
      }
      default:
        return reply;
    }
  }

  #room(channel: string): Fields {
    const { deals, shared } = this.#backend.channels;
    const isShared = channel === shared;
    return {
      is_member: channel !== deals,
      is_ext_shared: isShared,
      is_shared: isShared,
      ...this.channels.get(channel),
    };
  }
}

function isMessage(method: string): boolean {
  return method === 'chat.postMessage' || method === 'chat.postEphemeral' || method === 'chat.update';
}
