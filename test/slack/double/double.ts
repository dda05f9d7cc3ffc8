import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Api } from './api.ts';
import { Check } from './check.ts';
import { BOT_USER, openBackend } from './emulator.ts';
import { type Back, bodyOf, exchange, fieldsOf, json } from './exchange.ts';
import { Faults } from './faults.ts';
import { Hand } from './hand.ts';
import { Hooks } from './hooks.ts';
import { Limits } from './limits.ts';
import { People } from './people.ts';
import { Pictures } from './pictures.ts';
import { SlackRecord } from './record.ts';
import { FileStore } from './store.ts';
import type { DoubleOptions, SlackDouble } from './types.ts';
import { Views } from './views.ts';

export type { Shown, SlackDouble } from './types.ts';

/**
 * A Slack to test against: the stateful emulator, behind a proxy that breaks what it is told to break, checks every
 * payload against Slack's limits and keeps what people would see; and a hand that types, presses and drops, signed.
 */
export async function openSlackDouble(options: DoubleOptions = {}): Promise<SlackDouble> {
  const { botToken = 'xoxb-1-2-double', signingSecret = '8f742231b10e8888abcd99yyyzzz85a5', keep = 2000 } = options;
  let answer: (request: IncomingMessage, response: ServerResponse) => Promise<void> = async () => undefined;
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      record.blame(`the double failed: ${error instanceof Error ? error.message : String(error)}`);
      response.destroy();
    });
  });
  const url = await listen(server);
  const backend = await openBackend(url, botToken);
  const record = new SlackRecord(keep);
  const check = new Check(record);
  const faults = new Faults();
  const views = new Views(record, check);
  const pictures = new Pictures();
  const limits = new Limits();
  const hooks = new Hooks(record, check, pictures);
  const files = new FileStore(botToken);
  const api = new Api(backend, record, check, views, pictures);
  const hand = new Hand(signingSecret, backend);
  const people = new People({ backend, check, hand, hooks, views, url: () => url });
  const { guest, stranger } = backend.people;
  const setPeople = () => {
    api.users.clear();
    api.channels.clear();
    for (const { id } of Object.values(backend.people))
      api.users.set(id, { locale: 'en-US', tz: 'Europe/London', is_restricted: id === guest.id });
    api.users.set(stranger.id, { locale: 'en-US', tz: 'Europe/London', team_id: 'T000000099', is_stranger: true });
  };
  setPeople();

  answer = async (request, response) => {
    const raw = await bodyOf(request);
    const path = new URL(request.url ?? '/', url).pathname;
    const token = request.headers.authorization?.replace(/^Bearer /, '');
    const [method, work] = route(request, path, raw, token);
    const body = path.startsWith('/upload/')
      ? { bytes: raw.byteLength }
      : fieldsOf(raw, request.headers['content-type']);
    const wait = limits.take(method, body);
    const fault = wait === undefined ? faults.take(method) : ({ kind: 'limited', retryAfter: wait } as const);
    record.see({ method, body, token, fault: fault?.kind });
    if (method === 'response_url' && token !== undefined) record.blame('response_url: sent with a token');
    await exchange(response, fault, faults, work);
  };

  const route = (
    request: IncomingMessage,
    path: string,
    raw: Buffer,
    token: string | undefined,
  ): readonly [string, () => Promise<Back>] => {
    const type = request.headers['content-type'];
    if (path.startsWith('/hooks/')) return ['response_url', async () => hooks.post(path, fieldsOf(raw, type))];
    if (path.startsWith('/files-pri/')) return ['download', async () => files.give(request, path)];
    if (path === '/signin') return ['signin', async () => files.signIn()];
    if (path.startsWith('/upload/')) return ['upload', () => passOn(`${backend.url}${path}`, raw, type)];
    const method = path.replace('/api/', '');
    return [method, () => api.answer(method, fieldsOf(raw, type), token)];
  };

  const addFile: SlackDouble['addFile'] = (name, content) => {
    const { id, path, bytes } = files.add(name, content);
    return { id, url: `${url}${path}`, bytes };
  };

  return {
    url,
    apiUrl: `${url}/api/`,
    team: backend.team,
    botToken,
    botUser: BOT_USER,
    signingSecret,
    people: backend.people,
    channels: backend.channels,
    get botUrl() {
      return hand.botUrl;
    },
    set botUrl(to) {
      hand.botUrl = to;
    },
    get seen() {
      return record.seen;
    },
    get shown() {
      return record.shown;
    },
    get problems() {
      return record.problems;
    },
    counts: record.counts,
    fault: (rule) => faults.add(rule),
    clearFaults: () => faults.clear(),
    async whileAway(work) {
      const { port } = new URL(url);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      try {
        return await work();
      } finally {
        await listen(server, Number(port));
      }
    },
    release: () => faults.release(),
    limit: (rules) => limits.set(rules),
    limits,
    pictures,
    setHistoryPage: (most) => {
      api.page = most;
    },
    setUser: (id, change) => api.users.set(id, { ...api.users.get(id), ...change }),
    setChannel: (id, change) => api.channels.set(id, { ...api.channels.get(id), ...change }),
    addFile,
    until: (accept, timeoutMs = 10_000) => record.until(accept, timeoutMs),
    last: (accept = () => true) => record.shown.findLast(accept),
    expireHooks: () => hooks.expire(),
    hook: (actor = {}) => people.hook(actor),
    trigger: (user = backend.people.rep.id) => views.trigger(user),
    clear() {
      record.clear();
      faults.clear();
      pictures.clear();
      limits.set(undefined);
      api.page = 1000;
      setPeople();
    },
    command: (line, actor = {}) => people.command(line, actor),
    mention: (text, actor = {}) => people.mention(text, actor),
    directMessage: (text, actor = {}) => people.directMessage(text, actor),
    press: async (shown, label, actor = {}) => people.press(shown, label, actor),
    submitView: (view, values, actor = {}) => people.submitView(view, values, actor),
    suggest: async (view, field, typed, actor = {}) => people.suggest(view, field, typed, actor),
    openHome: (actor = {}) => {
      const user = actor.user ?? backend.people.rep.id;
      return people.openHome(
        actor,
        record.shown.find((each) => each.kind === 'home' && each.user === user),
      );
    },
    dropFile: (dropped, text = '', actor = {}) =>
      people.directMessage(text, actor, {
        subtype: 'file_share',
        files: dropped.map((each) => fileFields(each.name, addFile(each.name, each.content))),
      }),
    shortcut: (callback, message, actor = {}) => people.shortcut(callback, message, actor),
    event: (event, envelope) => hand.event(event, envelope),
    send: (path, body, type, forge) => hand.send(path, body, type, forge),
    async close() {
      faults.clear();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await backend.close();
    },
  };
}

function fileFields(name: string, { id, url, bytes }: ReturnType<SlackDouble['addFile']>): object {
  return {
    id,
    name,
    title: name,
    mimetype: 'text/csv',
    size: bytes,
    url_private: url,
    url_private_download: url,
    mode: 'hosted',
    is_external: false,
  };
}

async function listen(server: Server, port = 0): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return `http://127.0.0.1:${address.port}`;
}

async function passOn(url: string, raw: Buffer, type: string | undefined): Promise<Back> {
  const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
  const reply = await fetch(url, { method: 'POST', headers, body: new Uint8Array(raw) });
  return reply.ok
    ? { status: reply.status, body: Buffer.from(await reply.arrayBuffer()) }
    : json({ ok: false }, reply.status);
}
