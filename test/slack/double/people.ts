import type { Check } from './check.ts';
import { APP, type Backend, BOT_USER } from './emulator.ts';
import { pressables } from './find-element.ts';
import type { Hand } from './hand.ts';
import { type Hooks, stamp } from './hooks.ts';
import { inputOf, valuesOf } from './modal.ts';
import type { ActorOptions, Reply, Shown } from './types.ts';
import type { Views } from './views.ts';

interface Outside {
  readonly check: Check;
  readonly backend: Backend;
  readonly hand: Hand;
  readonly hooks: Hooks;
  readonly views: Views;
  /** The double's own address. */
  url(): string;
}

interface Actor {
  readonly user: string;
  readonly channel: string;
  readonly team: string;
  readonly thread: string | null;
}

/** What people do, as Slack tells the bot of it. */
export class People {
  readonly #outside: Outside;

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  hook(options: ActorOptions, target?: Shown): string {
    const { user, channel, thread } = this.#actor(options);
    return `${this.#outside.url()}${this.#outside.hooks.add({ user, channel, thread, target })}`;
  }

  command(line: string, options: ActorOptions): Promise<Reply> {
    const { user, channel, team } = this.#actor(options);
    const [command = '', ...words] = line.split(' ');
    return this.#outside.hand.form({
      token: 'old',
      team_id: team,
      team_domain: 'reseller',
      channel_id: channel,
      channel_name: channel.startsWith('D') ? 'directmessage' : 'somewhere',
      user_id: user,
      user_name: user.toLowerCase(),
      command,
      text: words.join(' '),
      api_app_id: APP,
      is_enterprise_install: 'false',
      response_url: this.hook(options),
      trigger_id: this.#outside.views.trigger(user),
    });
  }

  mention(text: string, options: ActorOptions): Promise<Reply> {
    const { user, channel, team, thread } = this.#actor(options);
    const ts = stamp();
    const said = { type: 'app_mention', user, text: `<@${BOT_USER}> ${text}`, ts, event_ts: ts, channel, team };
    return this.#outside.hand.event({ ...said, ...(thread === null ? {} : { thread_ts: thread }) });
  }

  async directMessage(text: string, options: ActorOptions, extra: object = {}): Promise<Reply> {
    const { user, team, thread } = this.#actor(options);
    const channel = await this.direct(user);
    const ts = stamp();
    const said = { type: 'message', channel_type: 'im', user, text, ts, event_ts: ts, channel, team, ...extra };
    return this.#outside.hand.event({ ...said, ...(thread === null ? {} : { thread_ts: thread }) });
  }

  press(shown: Shown, label: string, options: ActorOptions): Promise<Reply> {
    const all = pressables(shown.blocks);
    const found = all.find((each) => each.label === label);
    if (found === undefined) throw new Error(`there is no ${label}, but ${all.map((each) => each.label).join(', ')}`);
    const actor = this.#actor({ ...options, user: options.user ?? shown.user ?? undefined });
    const actions = [{ ...found.action, action_ts: stamp() }];
    const base = {
      type: 'block_actions',
      ...this.#who(actor),
      trigger_id: this.#outside.views.trigger(actor.user),
      actions,
    };
    if (shown.kind === 'home' || shown.kind === 'modal') {
      const container = { type: 'view', view_id: shown.ts };
      return this.#outside.hand.interaction({ ...base, container, view: this.#view(shown, {}) });
    }
    const channel = shown.channel ?? actor.channel;
    const ephemeral = shown.kind === 'ephemeral';
    const inThread = shown.thread === null ? {} : { thread_ts: shown.thread };
    const container = {
      type: 'message',
      message_ts: shown.ts,
      channel_id: channel,
      is_ephemeral: ephemeral,
      ...inThread,
    };
    const message = {
      type: 'message',
      ts: shown.ts,
      text: shown.text,
      user: BOT_USER,
      blocks: shown.blocks,
      ...inThread,
    };
    return this.#outside.hand.interaction({
      ...base,
      container,
      channel: { id: channel, name: 'somewhere' },
      // Slack does not give the message back that only one person sees.
      ...(ephemeral ? {} : { message }),
      response_url: this.hook({ ...options, user: actor.user, channel }, shown),
      state: { values: {} },
    });
  }

  async submitView(
    view: Shown,
    given: Readonly<Record<string, string | readonly string[]>>,
    options: ActorOptions,
  ): Promise<Reply> {
    const actor = this.#actor({ ...options, user: options.user ?? view.user ?? undefined });
    const values = await valuesOf(view, given, async (input, typed) => {
      const reply = await this.suggest(view, input.block, typed, options);
      const read = JSON.parse(reply.body === '' ? '{}' : reply.body) as { options?: Record<string, unknown>[] };
      return read.options ?? [];
    });
    const trigger_id = this.#outside.views.trigger(actor.user);
    const said = { type: 'view_submission', ...this.#who(actor), trigger_id, response_urls: [] };
    const reply = await this.#outside.hand.interaction({ ...said, view: this.#view(view, values) });
    this.#answered(view, reply);
    return reply;
  }

  async suggest(view: Shown, field: string, typed: string, options: ActorOptions): Promise<Reply> {
    const actor = this.#actor({ ...options, user: options.user ?? view.user ?? undefined });
    const { block, action } = inputOf(view, field);
    const reply = await this.#outside.hand.interaction({
      type: 'block_suggestion',
      ...this.#who(actor),
      container: { type: 'view', view_id: view.ts },
      action_id: action,
      block_id: block,
      value: typed,
      view: this.#view(view, {}),
    });
    if (reply.status === 200) this.#outside.check.options(reply.body);
    return reply;
  }

  async openHome(options: ActorOptions, view: Shown | undefined): Promise<Reply> {
    const { user } = this.#actor(options);
    const channel = await this.direct(user);
    const seen = view === undefined ? {} : { view: this.#view(view, {}) };
    return this.#outside.hand.event({
      type: 'app_home_opened',
      user,
      channel,
      tab: 'home',
      event_ts: stamp(),
      ...seen,
    });
  }

  shortcut(
    callback: string,
    { text, ts = stamp() }: { text: string; ts?: string },
    options: ActorOptions,
  ): Promise<Reply> {
    const actor = this.#actor(options);
    return this.#outside.hand.interaction({
      type: 'message_action',
      callback_id: callback,
      ...this.#who(actor),
      channel: { id: actor.channel, name: 'somewhere' },
      trigger_id: this.#outside.views.trigger(actor.user),
      response_url: this.hook(options),
      action_ts: stamp(),
      message_ts: ts,
      message: {
        type: 'message',
        user: actor.user,
        ts,
        text,
        ...(actor.thread === null ? {} : { thread_ts: actor.thread }),
      },
    });
  }

  /** The person's direct message with the bot. */
  async direct(user: string): Promise<string> {
    const reply = await this.#outside.backend.call('conversations.open', { users: user });
    return String(Reflect.get(Object(reply['channel']), 'id'));
  }

  #actor({ user, channel, team, thread }: { [K in keyof ActorOptions]: ActorOptions[K] | undefined }): Actor {
    const { backend } = this.#outside;
    return {
      user: user ?? backend.people.rep.id,
      channel: channel ?? backend.channels.general,
      team: team ?? backend.team,
      thread: thread ?? null,
    };
  }

  #who({ user, team }: Actor): object {
    const name = user.toLowerCase();
    return { team: { id: team, domain: 'reseller' }, user: { id: user, username: name, name, team_id: team } };
  }

  #view(shown: Shown, values: object): object {
    const { backend } = this.#outside;
    const base = {
      id: shown.ts,
      team_id: backend.team,
      app_id: APP,
      app_installed_team_id: backend.team,
      bot_id: 'B000000009',
    };
    return {
      ...base,
      root_view_id: shown.ts,
      previous_view_id: null,
      hash: `${shown.edits}.h`,
      private_metadata: '',
      callback_id: '',
      ...shown.payload,
      state: { values },
    };
  }

  /** A submission may be answered with another view. */
  #answered(view: Shown, reply: Reply): void {
    if (!reply.body.startsWith('{')) return;
    const read = JSON.parse(reply.body) as { response_action?: string; view?: unknown };
    if (read.response_action === 'update' && read.view !== undefined) this.#outside.views.replaceBy(view.ts, read.view);
  }
}
