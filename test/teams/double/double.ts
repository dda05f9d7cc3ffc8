import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { systemClock } from '../../../src/base/clock.ts';
import type { TeamsConfig } from '../../../src/config/teams.ts';
import { Acts } from './acts.ts';
import { Check } from './check.ts';
import { Connector } from './connector.ts';
import { Drive } from './drive.ts';
import { type Back, bodyOf, exchange, refuse } from './exchange.ts';
import { Faults } from './faults.ts';
import { Graph } from './graph.ts';
import { Hand } from './hand.ts';
import { ISSUER, Login } from './login.ts';
import { Paced } from './paced.ts';
import { TeamsRecord } from './record.ts';
import { type Routed, routeOf } from './route.ts';
import type { DoubleOptions, Fields, TeamsDouble } from './types.ts';
import { bare, TEAM, World } from './world.ts';

export type { Shown, TeamsDouble } from './types.ts';

const NAME = 'Partner Pulse';

/**
 * A Microsoft to test against: the Bot Connector, the sign-in, the published keys, the channels of Graph and the places of
 * files, with a memory. It breaks what it is told to break, refuses what Teams refuses, keeps what people would see, and
 * has a hand that types, presses and sends files, signed.
 */
export async function openTeamsDouble(options: DoubleOptions = {}): Promise<TeamsDouble> {
  const {
    tenant = '0f2b1c3d-0000-4000-8000-000000000001',
    appId = 'b0000000-0000-4000-8000-00000000000b',
    password = 'double~client~secret~0123456789',
    keep = 2000,
    installed = true,
    now = () => systemClock.now(),
    isHidden = () => false,
  } = options;
  const botId = `28:${appId}`;
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      record.blame(`the double failed: ${error instanceof Error ? error.message : String(error)}`);
      response.destroy();
    });
  });
  const url = await listen(server);
  const serviceUrl = `${url}/emea/${tenant}/`;
  const world = new World(tenant, installed, now);
  const record = new TeamsRecord(keep);
  const check = new Check(record);
  const faults = new Faults();
  const paced = new Paced();
  const login = new Login({ id: appId, password, tenant });
  const connector = new Connector(world, record, check, botId, options.watch);
  const graph = new Graph(record, connector, appId, isHidden);
  const drive = new Drive();
  const hand = new Hand({ world, login, botId, name: NAME, serviceUrl: () => serviceUrl });
  const acts = new Acts({ world, record, check, hand, drive, name: NAME, botId, url: () => url });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await bodyOf(request);
    const at = new URL(request.url ?? '/', url);
    const routed = routeOf(request.method ?? 'GET', at.pathname);
    const method = routed?.method ?? 'unknown';
    const body = method === 'upload' ? { bytes: raw.byteLength } : fieldsOf(raw, request.headers['content-type']);
    const token = request.headers.authorization?.replace(/^Bearer /, '');
    const conversation =
      routed?.conversation === undefined || routed.conversation === null ? null : bare(routed.conversation);
    const wait = paced.take(method, conversation);
    const path = `${at.pathname}${at.search}`;
    const fault =
      wait === undefined
        ? (faults.take(method, { path, body }) ?? options.weather?.(method, conversation))
        : ({ kind: 'limited', retryAfter: wait } as const);
    const seen = { method, path, conversation, body, token, fault: fault?.kind, done: false };
    record.see(seen);
    await exchange(response, fault, faults, async () => {
      const back = work({ request, at, routed, raw, body, token });
      seen.done = back.status < 300;
      return back;
    });
  }

  interface Work {
    readonly request: IncomingMessage;
    readonly at: URL;
    readonly routed: Routed | undefined;
    readonly raw: Buffer;
    readonly body: Fields;
    readonly token: string | undefined;
  }

  function work({ request, at, routed, raw, body, token }: Work): Back {
    if (routed === undefined) return refuse(404, 'NotFound', `nothing is at ${at.pathname}`);
    switch (routed.method) {
      case 'openid':
        return login.metadata(url);
      case 'jwks':
        return login.keys();
      case 'token':
        return login.give(at.pathname, body);
      case 'graph':
        if (!login.isFor(token, /graph/)) return refuse(401, 'InvalidAuthenticationToken', 'Access token is empty');
        return graph.answer(at);
      case 'upload':
      case 'download':
        if (token !== undefined) record.blame(`${routed.method}: sent with a token`);
        return routed.method === 'upload' ? drive.take(request, at.pathname, raw) : drive.give(at.pathname);
      default: {
        if (!login.isFor(token, /botframework/))
          return refuse(401, 'Unauthorized', 'Authorization has been denied for this request.');
        const targeted = at.searchParams.get('isTargetedActivity') === 'true';
        return connector.answer({ ...routed, targeted, query: at.searchParams, body, bytes: raw.byteLength });
      }
    }
  }

  const settings = (change: Partial<TeamsConfig> = {}): TeamsConfig => ({
    app: { id: appId, password, tenant },
    tenants: [tenant],
    guests: [],
    sharedChannels: [],
    name: NAME,
    serviceHosts: ['127.0.0.1'],
    targeted: false,
    readBack: false,
    playground: false,
    openIdUrl: `${url}/v1/.well-known/openidconfiguration`,
    issuer: ISSUER,
    loginUrl: `${url}/`,
    tokenScope: 'https://api.botframework.com/.default',
    graphUrl: `${url}/graph/`,
    ...change,
  });

  return {
    url,
    serviceUrl,
    tenant,
    appId,
    password,
    botId,
    people: world.people,
    places: world.places,
    team: TEAM,
    get botUrl() {
      return hand.botUrl;
    },
    set botUrl(to) {
      hand.botUrl = to;
    },
    settings,
    env: () => ({
      TEAMS_APP_ID: appId,
      TEAMS_APP_PASSWORD: password,
      TEAMS_APP_TENANT: tenant,
      TEAMS_TENANTS: tenant,
      TEAMS_SERVICE_HOSTS: '127.0.0.1',
      TEAMS_OPENID_URL: `${url}/v1/.well-known/openidconfiguration`,
      TEAMS_LOGIN_URL: `${url}/`,
      TEAMS_GRAPH_URL: `${url}/graph/`,
    }),
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
    async whileAway(away) {
      const { port } = new URL(url);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      try {
        return await away();
      } finally {
        await listen(server, Number(port));
      }
    },
    release: () => faults.release(),
    limit: (now) => paced.set(now),
    paced,
    setTargeted: (on) => {
      connector.targeted = on;
    },
    setReadable: (on) => {
      graph.readable = on;
    },
    setPerson: (id, change) => world.change(id, change),
    setInstalled: (id, on) => connector.setInstalled(id, on),
    setJoined: (conversation, on) => {
      const place = world.place(conversation);
      if (place !== undefined) place.joined = on;
    },
    setMembers: (conversation, ids) => {
      const place = world.place(conversation);
      if (place !== undefined) place.members = [...ids];
    },
    directory: () => world.everybody(),
    removePerson: (id) => world.remove(id),
    addPlace: (kind, name) => world.add(kind, name),
    until: (accept, timeoutMs = 10_000) => record.until(accept, timeoutMs),
    last: (accept = () => true) => record.shown.findLast(accept),
    seenBy: (user, id) => record.seenBy(user, id),
    clear() {
      record.clear();
      faults.clear();
      paced.set(undefined);
      connector.reset();
      graph.readable = false;
      world.reset();
    },
    say: (bot, activity, forge) => hand.say(bot, activity, forge),
    write: (text, actor = {}) => hand.send(acts.message(text, actor), actor),
    slash: (text, actor = {}) => acts.slash(text, actor),
    press: async (shown, title, actor = {}) => acts.press(shown, title, {}, actor),
    submit: async (shown, title, values, actor = {}) => acts.press(shown, title, values, actor),
    search: async (shown, input, typed, actor = {}) => acts.search(shown, input, typed, actor),
    refresh: async (shown, actor = {}) => acts.refresh(shown, actor),
    consent: async (shown, accept, actor = {}) => acts.consent(shown, accept, actor),
    sendFiles: async (files, text = '', actor = {}) => acts.files(files, text, actor),
    install: async (on, actor = {}) => acts.install(on, actor),
    happened: async (eventType, extra = {}, actor = {}) => acts.happened(eventType, extra, actor),
    activity: (text, actor = {}) => acts.message(text, actor),
    addFile: (name, content) => {
      const { path, bytes } = drive.add(name, content);
      return { url: `${url}${path}`, bytes };
    },
    uploadUrl: (name) => `${url}${drive.open(name)}`,
    uploads: drive.uploads,
    async close() {
      faults.release();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function fieldsOf(raw: Buffer, type: string | undefined): Fields {
  const text = raw.toString('utf8');
  if (text === '') return {};
  if (type?.includes('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  const read: unknown = JSON.parse(text);
  return typeof read === 'object' && read !== null ? (read as Fields) : {};
}

async function listen(server: Server, port = 0): Promise<string> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the double has no address');
  return `http://127.0.0.1:${address.port}`;
}
