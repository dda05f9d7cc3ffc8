import { createHmac } from 'node:crypto';
import { systemClock } from '../../../src/base/clock.ts';
import { EVENTS_PATH } from '../../../src/chat/slack/names.ts';
import { APP, type Backend, BOT_USER } from './emulator.ts';
import type { Reply, SlackDouble } from './types.ts';

type Fields = Readonly<Record<string, unknown>>;
type Forge = NonNullable<Parameters<SlackDouble['send']>[3]>;

/** The part of Slack that calls the bot: signs what people do, and sends it. */
export class Hand {
  botUrl = 'http://127.0.0.1:9';
  readonly #secret: string;
  readonly #backend: Backend;
  #events = 0;

  constructor(secret: string, backend: Backend) {
    this.#secret = secret;
    this.#backend = backend;
  }

  async send(path: string, body: string, type: 'form' | 'json', forge: Forge = {}): Promise<Reply> {
    const at = forge.at ?? Math.floor(systemClock.now() / 1000);
    const signature = `v0=${createHmac('sha256', this.#secret).update(`v0:${at}:${body}`).digest('hex')}`;
    const began = systemClock.monotonic();
    const reply = await fetch(`${this.botUrl}${path}`, {
      method: 'POST',
      headers: {
        'content-type': type === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': String(at),
        'x-slack-signature': forge.signature ?? signature,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        ...forge.headers,
      },
      body,
    });
    const text = await reply.text();
    return { status: reply.status, body: text, ms: systemClock.monotonic() - began };
  }

  /** A slash command. */
  form(fields: Readonly<Record<string, string>>): Promise<Reply> {
    return this.send(EVENTS_PATH, new URLSearchParams(fields).toString(), 'form');
  }

  /** A press, a dialog, a shortcut, something typed into a select. */
  interaction(payload: Fields): Promise<Reply> {
    return this.form({
      payload: JSON.stringify({
        api_app_id: APP,
        token: 'old',
        is_enterprise_install: false,
        enterprise: null,
        ...payload,
      }),
    });
  }

  event(event: Fields, envelope: Fields = {}): Promise<Reply> {
    this.#events += 1;
    const team = this.#backend.team;
    const told = {
      token: 'old',
      team_id: team,
      context_team_id: team,
      context_enterprise_id: null,
      api_app_id: APP,
      event,
      type: 'event_callback',
      event_id: `Ev${String(this.#events).padStart(8, '0')}${Math.random().toString(36).slice(2, 6)}`,
      event_time: Math.floor(systemClock.now() / 1000),
      authorizations: [
        { enterprise_id: null, team_id: team, user_id: BOT_USER, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: false,
      ...envelope,
    };
    return this.send(EVENTS_PATH, JSON.stringify(told), 'json');
  }
}
