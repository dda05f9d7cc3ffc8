import { actionsOf, attachmentsOf, fieldsAt, initialValues, inputOf, isFields, listOf, wordsOf } from './card-parts.ts';
import type { Check } from './check.ts';
import type { Drive } from './drive.ts';
import { type Hand, replyOf } from './hand.ts';
import type { TeamsRecord } from './record.ts';
import type { ActorOptions, Fields, Reply, Shown } from './types.ts';
import { bare, type World } from './world.ts';

interface Outside {
  readonly world: World;
  readonly record: TeamsRecord;
  readonly check: Check;
  readonly hand: Hand;
  readonly drive: Drive;
  readonly name: string;
  readonly botId: string;
  /** The double's own address. */
  url(): string;
}

type Values = Readonly<Record<string, string | readonly string[]>>;

/** What people do with what they see, as Teams tells the bot of it. */
export class Acts {
  readonly #outside: Outside;

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  /** A message: with a mention, outside the personal chat. */
  message(text: string, actor: ActorOptions): Record<string, unknown> {
    const { hand, name, botId } = this.#outside;
    const base = hand.base(actor);
    const place = hand.place(actor);
    const id = String(base['id']);
    const said = { type: 'message', textFormat: 'plain', ...base };
    if (place.kind === 'personal') return { ...said, text, attachments: [html(text)] };
    const mentioned = `<at>${name}</at>`;
    const entities = [
      ...listOf(base['entities']),
      { type: 'mention', mentioned: { id: botId, name }, text: mentioned },
    ];
    // What is not said in a thread begins one.
    const conversation = fieldsAt(base, 'conversation');
    const thread = place.kind === 'channel' && !String(conversation['id']).includes(';messageid=');
    return {
      ...said,
      text: `${mentioned} ${text}`,
      attachments: [html(`${mentioned}&nbsp;${text}`)],
      entities,
      conversation: thread ? { ...conversation, id: `${place.id};messageid=${id}` } : conversation,
    };
  }

  slash(text: string, actor: ActorOptions): Promise<Reply> {
    const { hand } = this.#outside;
    const base = hand.base(actor);
    const recipient = { ...fieldsAt(base, 'recipient'), isTargeted: true };
    return hand.send({ type: 'message', textFormat: 'plain', ...base, text, recipient }, actor);
  }

  press(shown: Shown, title: string, values: Values, actor: ActorOptions): Promise<Reply> {
    const all = actionsOf(shown.card);
    const action = all.find((each) => each['title'] === title);
    if (action === undefined)
      throw new Error(`there is no ${title}, but ${all.map((each) => String(each['title'])).join(', ')}`);
    if (action['isEnabled'] === false) throw new Error(`${title} cannot be pressed`);
    const given = Object.entries(values).map(([name, value]) => [...enteredIn(inputOf(shown.card, name), value)]);
    const inputs = action['associatedInputs'] === 'none' ? {} : initialValues(shown.card);
    return this.#act(shown, action, { ...inputs, ...Object.fromEntries(given) }, 'manual', actor);
  }

  refresh(shown: Shown, actor: ActorOptions): Promise<Reply> {
    const refresh = fieldsAt(shown.card, 'refresh');
    const person = this.#outside.hand.person(actor);
    const ids = Array.isArray(refresh['userIds']) ? refresh['userIds'] : [];
    if (!ids.includes(person.teamsId)) throw new Error(`nothing is refreshed for ${person.name}`);
    return this.#act(shown, fieldsAt(refresh, 'action'), {}, 'automatic', actor);
  }

  async search(shown: Shown, name: string, typed: string, actor: ActorOptions): Promise<Reply> {
    const input = inputOf(shown.card, name);
    const query = fieldsAt(input, 'choices.data');
    if (query['type'] !== 'Data.Query') throw new Error(`${name} is not searched`);
    const queryOptions = { skip: 0, top: Number(query['count'] ?? 15) };
    const value = { queryText: typed, queryOptions, dataset: query['dataset'], kind: 'search' };
    const reply = await this.#invoke(shown, 'application/search', value, actor);
    const { type, value: found } = replyOf(reply);
    const isRight =
      type === 'application/vnd.microsoft.search.searchResponse' && isFields(found) && Array.isArray(found['results']);
    if (reply.status === 200 && !isRight)
      this.#outside.record.blame(`search: the reply is ${reply.body.slice(0, 200)}`);
    return reply;
  }

  consent(shown: Shown, accept: boolean, actor: ActorOptions): Promise<Reply> {
    const card = attachmentsOf(shown.payload).find(({ contentType }) => String(contentType).endsWith('.file.consent'));
    if (card === undefined) throw new Error('no file is offered there');
    const content = fieldsAt(card, 'content');
    const context = content[accept ? 'acceptContext' : 'declineContext'];
    const name = String(card['name']);
    const { drive, url } = this.#outside;
    const uploadInfo = {
      contentUrl: `${url()}/personal/${encodeURIComponent(name)}`,
      name,
      uploadUrl: `${url()}${drive.open(name)}`,
      uniqueId: `unique-${shown.id}`,
      fileType: name.split('.').at(-1),
    };
    const value = {
      type: 'fileUpload',
      action: accept ? 'accept' : 'decline',
      context,
      ...(accept ? { uploadInfo } : {}),
    };
    return this.#invoke(shown, 'fileConsent/invoke', value, actor);
  }

  files(
    given: readonly { name: string; content: Buffer | string }[],
    text: string,
    actor: ActorOptions,
  ): Promise<Reply> {
    const { drive, url, hand } = this.#outside;
    const attachments = given.map(({ name, content }) => ({
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      content: {
        downloadUrl: `${url()}${drive.add(name, content).path}`,
        uniqueId: name,
        fileType: name.split('.').at(-1),
      },
      contentUrl: `${url()}/personal/${encodeURIComponent(name)}`,
      name,
    }));
    return hand.send({ ...this.message(text, actor), attachments: [...attachments, html(text)] }, actor);
  }

  install(on: boolean, actor: ActorOptions): Promise<Reply> {
    const { hand } = this.#outside;
    const place = hand.place(actor);
    place.joined = on;
    const base = hand.base(actor);
    return hand.send({ type: 'installationUpdate', action: on ? 'add' : 'remove', ...base }, actor);
  }

  happened(eventType: string, extra: Fields, actor: ActorOptions): Promise<Reply> {
    const { hand } = this.#outside;
    const base = hand.base(actor);
    const channelData = { ...fieldsAt(base, 'channelData'), eventType, ...fieldsAt(extra, 'channelData') };
    return hand.send({ type: 'conversationUpdate', ...base, ...extra, channelData }, actor);
  }

  async #act(shown: Shown, action: Fields, inputs: Fields, trigger: string, given: ActorOptions): Promise<Reply> {
    const actor = this.#actor(shown, given);
    const data = { ...fieldsAt(action, 'data'), ...inputs };
    if (action['type'] === 'Action.Submit' || actor.asSubmit === true) {
      const base = this.#pressBase(shown, actor);
      return this.#outside.hand.send({ type: 'message', ...base, value: data }, actor);
    }
    const { type, title, verb, id } = action;
    const value = { action: { type, ...(id === undefined ? {} : { id }), title, verb, data }, trigger };
    const reply = await this.#invoke(shown, 'adaptiveCard/action', value, actor);
    if (reply.status === 200) this.#replied(shown, reply, actor);
    return reply;
  }

  #invoke(shown: Shown, name: string, value: Fields, given: ActorOptions): Promise<Reply> {
    const actor = this.#actor(shown, given);
    const base = this.#pressBase(shown, actor);
    const id = `f:${String(base['id'])}`;
    return this.#outside.hand.send({ type: 'invoke', name, ...base, id, value }, actor);
  }

  #pressBase(shown: Shown, actor: ActorOptions): Record<string, unknown> {
    const base = this.#outside.hand.base(actor);
    const target = shown.kind === 'targeted' ? { recipient: { ...fieldsAt(base, 'recipient'), isTargeted: true } } : {};
    return { ...base, ...target, replyToId: shown.id };
  }

  /** Who sees it presses it, where it is. */
  #actor(shown: Shown, given: ActorOptions): ActorOptions {
    const place = this.#outside.world.place(shown.conversation);
    const thread = place?.kind === 'channel' ? { thread: shown.thread ?? shown.id } : {};
    const user = shown.user === null ? {} : { user: shown.user };
    return { ...user, conversation: shown.conversation, ...thread, ...given };
  }

  /** What whoever pressed sees of the reply. */
  #replied(shown: Shown, reply: Reply, actor: ActorOptions): void {
    const { record, check, hand } = this.#outside;
    const user = hand.person(actor).id;
    const { type, value } = replyOf(reply);
    const base = {
      conversation: bare(shown.conversation),
      thread: shown.thread,
      user,
      id: shown.id,
      by: 'reply',
      edits: shown.edits,
      payload: reply.json ?? {},
    };
    if (type === 'application/vnd.microsoft.card.adaptive') {
      check.card('reply', value);
      const card = isFields(value) ? value : null;
      const attachments = [{ contentType: type, content: value }];
      record.view({ ...base, kind: 'view', card, attachments, text: wordsOf(card).join('\n'), summary: '' });
    } else if (type === 'application/vnd.microsoft.activity.message') {
      record.show({ ...base, kind: 'toast', card: null, attachments: [], text: String(value), summary: '' });
    } else if (reply.body !== '' && reply.body !== '{}') {
      record.blame(`reply: a client shows an error for ${reply.body.slice(0, 200)}`);
    }
  }
}

function html(text: string): Fields {
  return { contentType: 'text/html', content: `<p>${text}</p>` };
}

/** What an input sends, with the id it goes by. */
function enteredIn(input: Fields, value: string | readonly string[]): [string, unknown] {
  const id = String(input['id']);
  if (input['type'] !== 'Input.ChoiceSet') return [id, String(value)];
  const choices = listOf(input['choices']);
  const chosen = (typeof value === 'string' ? [value] : value).map((each) => {
    const found = choices.find((choice) => choice['title'] === each || choice['value'] === each);
    if (found === undefined && input['choices.data'] === undefined)
      throw new Error(`${id} has no ${each}, but ${choices.map(({ title }) => String(title)).join(', ')}`);
    return String(found?.['value'] ?? each);
  });
  return [id, chosen.join(',')];
}
