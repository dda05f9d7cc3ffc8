import { systemClock } from '../../../src/base/clock.ts';
import { fieldsAt, isFields } from '../double/card-parts.ts';
import { Hand } from '../double/hand.ts';
import type { ActorOptions, Fields, Forge, Reply } from '../double/types.ts';
import type { PlaygroundClient } from './client.ts';

type Outside = ConstructorParameters<typeof Hand>[0];

/**
 * Does what people do through the Playground, where it can: it has one person, and no words for a search, a slash command
 * or a file. Those go straight to the bot, as the Playground would send them: without a token.
 */
export class PlaygroundHand extends Hand {
  readonly #client: PlaygroundClient;
  readonly #bot: { id: string; name: string };
  readonly #me: string;
  /** How much went through the Playground, and how much past it. */
  readonly ways = { through: 0, past: 0 };

  constructor(outside: Outside, client: PlaygroundClient) {
    super(outside);
    this.#client = client;
    this.#bot = { id: outside.botId, name: outside.name };
    this.#me = outside.world.people.admin.id;
  }

  override say(bot: string, activity: Fields, forge: Forge = {}): Promise<Reply> {
    return super.say(bot, activity, { token: null, ...forge });
  }

  override async send(activity: Record<string, unknown>, actor: ActorOptions): Promise<Reply> {
    const through = this.#through(activity, actor);
    if (through === undefined) {
      this.ways.past += 1;
      return super.send(activity, actor);
    }
    this.ways.through += 1;
    const began = systemClock.monotonic();
    const { status, body } = await through();
    const json: unknown = body.startsWith('{') ? JSON.parse(body) : undefined;
    return { status, body, json: isFields(json) ? json : undefined, ms: systemClock.monotonic() - began };
  }

  #through(activity: Record<string, unknown>, actor: ActorOptions) {
    const from = fieldsAt(activity, 'from');
    if (from['aadObjectId'] !== this.#me || actor.change !== undefined || actor.forge !== undefined) return undefined;
    const id = String(fieldsAt(activity, 'conversation')['id']);
    const at = { conversation: id, from: String(from['id']) };
    const { type, name, value, text } = activity;
    const pressed = String(activity['replyToId']);
    if (type === 'invoke')
      return name === 'adaptiveCard/action' ? () => this.#client.invoke(at, pressed, name, value) : undefined;
    if (type === 'installationUpdate') return () => this.#client.install(id);
    if (type !== 'message' || fieldsAt(activity, 'recipient')['isTargeted'] === true || hasFiles(activity))
      return undefined;
    if (value !== undefined) return () => this.#client.submit(at, pressed, value);
    const isPersonal = fieldsAt(activity, 'conversation')['conversationType'] === 'personal';
    // What is not said in a thread begins one, and the Playground names it.
    const conversation = actor.thread === undefined ? id.replace(/;messageid=.*$/, '') : id;
    return () => this.#client.write({ ...at, conversation }, String(text), isPersonal ? undefined : this.#bot);
  }
}

function hasFiles(activity: Fields): boolean {
  const attachments = activity['attachments'];
  return Array.isArray(attachments) && attachments.some((each) => isFields(each) && 'contentUrl' in each);
}
