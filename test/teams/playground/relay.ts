import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fieldsAt, listOf } from '../double/card-parts.ts';
import type { Check } from '../double/check.ts';
import { shownOf } from '../double/connector.ts';
import { type Back, bodyOf, exchange, json, refuse } from '../double/exchange.ts';
import { Faults } from '../double/faults.ts';
import type { TeamsRecord } from '../double/record.ts';
import { type Routed, routeOf } from '../double/route.ts';
import type { Fields } from '../double/types.ts';
import { bare, threadOf, type World } from '../double/world.ts';

interface Options {
  readonly world: World;
  readonly record: TeamsRecord;
  readonly check: Check;
  readonly botId: string;
}

/**
 * Stands where the Playground says that answers are to be sent: keeps what the bot sends, breaks what it is told to break,
 * and passes the rest on. Chats with others than the one person at the Playground have ids there that it makes up; here
 * they keep those of the directory.
 */
export class Relay {
  readonly faults = new Faults();
  readonly #options: Options;
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch((error) => {
      this.#options.record.blame(`the relay failed: ${error instanceof Error ? error.message : String(error)}`);
      response.destroy();
    });
  });
  readonly #chats = new Map<string, Promise<string>>();
  #playground = '';
  url = '';

  constructor(options: Options) {
    this.#options = options;
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the relay has no address');
    this.url = `http://127.0.0.1:${address.port}/_connector`;
  }

  /** Passes on to this Playground from now on. */
  lead(playground: string): void {
    this.#playground = playground;
  }

  async close(): Promise<void> {
    this.faults.release();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { record } = this.#options;
    const raw = (await bodyOf(request)).toString('utf8');
    const verb = request.method ?? 'GET';
    const at = new URL(request.url ?? '/', 'http://127.0.0.1');
    const routed = routeOf(verb, at.pathname);
    if (routed === undefined)
      return exchange(response, undefined, this.faults, async () => refuse(404, 'NotFound', at.pathname));
    const { method } = routed;
    const body = raw === '' ? {} : (JSON.parse(raw) as Fields);
    const path = `${at.pathname}${at.search}`;
    const fault = this.faults.take(method, { path, body });
    const conversation = routed.conversation === null ? null : bare(routed.conversation);
    const token = request.headers.authorization;
    if (token !== undefined) record.blame(`${method}: sent with a token`);
    const seen = { method, path, conversation, body, token, fault: fault?.kind, done: false };
    record.see(seen);
    await exchange(response, fault, this.faults, async () => {
      const back = await this.#pass(verb, at, routed, body);
      seen.done = back.status < 300;
      return back;
    });
  }

  async #pass(verb: string, at: URL, routed: Routed, body: Fields): Promise<Back> {
    const { world } = this.#options;
    const targeted = at.searchParams.get('isTargetedActivity') === 'true';
    // It would show it to everybody.
    if (targeted) return refuse(400, 'BadArgument', 'Targeted messages are not enabled');
    const [member] = listOf(body['members']);
    const person = member === undefined ? undefined : world.person(String(member['id']));
    if (routed.method === 'create' && person !== undefined) {
      await this.#chat(person.id);
      return json({ id: person.chat }, 201);
    }
    const whose = world.place(routed.conversation ?? '')?.user ?? undefined;
    // It knows nobody in the chats that it made up.
    const other = whose === world.people.admin.id ? undefined : world.person(whose ?? '');
    if (routed.method === 'member' && other !== undefined) return json(world.member(other));
    const there = whose === undefined ? undefined : await this.#chat(whose);
    const path = this.#pathThere(at, routed, there);
    const back = await this.#fetch(verb, path, verb === 'GET' ? undefined : body);
    if (back.status < 300) this.#keep(routed, body, back);
    return back;
  }

  #pathThere(at: URL, { conversation }: Routed, there: string | undefined): string {
    const path = `${at.pathname}${at.search}`;
    if (there === undefined || conversation === null) return path;
    return path.replace(encodeURIComponent(conversation), encodeURIComponent(there));
  }

  /** The id that the Playground has for somebody's chat with the bot. */
  #chat(user: string): Promise<string> {
    const { world, botId } = this.#options;
    const person = world.person(user);
    if (person === undefined || user === world.people.admin.id) return Promise.resolve(world.people.admin.chat);
    const made =
      this.#chats.get(user) ??
      this.#fetch('POST', '/_connector/v3/conversations', {
        isGroup: false,
        bot: { id: botId },
        members: [{ id: person.teamsId }],
        tenantId: world.tenant,
        channelData: { tenant: { id: world.tenant } },
      }).then(({ body }) => String((JSON.parse(String(body)) as Fields)['id']));
    this.#chats.set(user, made);
    return made;
  }

  async #fetch(verb: string, path: string, body: object | undefined): Promise<Back> {
    const reply = await fetch(`${this.#playground}${path}`, {
      method: verb,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const type = reply.headers.get('content-type');
    return { status: reply.status, headers: type === null ? {} : { 'content-type': type }, body: await reply.text() };
  }

  /** What was posted or replaced is what people see now. */
  #keep(routed: Routed, body: Fields, back: Back): void {
    const { world, record, check } = this.#options;
    const channel = fieldsAt(fieldsAt(body, 'channelData'), 'channel')['id'];
    const conversation = routed.method === 'create' ? String(channel) : (routed.conversation ?? '');
    const place = world.place(conversation);
    if (place === undefined) return;
    const sent = routed.method === 'create' ? fieldsAt(body, 'activity') : body;
    if (routed.method === 'post' || routed.method === 'create') {
      if (sent['type'] !== 'message') return;
      check.message(routed.method, sent);
      const told = JSON.parse(String(back.body)) as Fields;
      const id = String(told['activityId'] ?? told['id']);
      const thread = place.kind === 'channel' ? threadOf(conversation) : null;
      record.show(shownOf(sent, { place, thread, id, only: undefined, by: 'post', edits: 0 }));
    }
    if (routed.method === 'update') {
      check.message('update', sent);
      const before = record.message(place.id, routed.activity ?? '');
      if (before === undefined) {
        record.blame(`update: of a message that was not sent, ${routed.activity}`);
        return;
      }
      const { thread, id, edits } = before;
      record.replace(before, shownOf(sent, { place, thread, id, only: undefined, by: 'update', edits: edits + 1 }));
    }
  }
}
