import { WebSocket } from 'ws';
import { z } from 'zod/v4';

const message = z.object({
  messageId: z.string(),
  text: z.string().optional(),
  attachments: z.array(z.record(z.string(), z.unknown())).default([]),
});
const event = z.object({
  action: z.string(),
  actionConversationId: z.string(),
  message: message.optional(),
});
/** Something that the Playground shows to its page. */
export type PlaygroundEvent = z.infer<typeof event>;

const said = z.object({ messageId: z.string(), postConversationId: z.string().optional() });

export interface Answered {
  readonly status: number;
  readonly body: string;
}

export interface Spoken {
  readonly conversation: string;
  readonly from: string;
}

/** The Playground's own addresses, by which its page does what people do. */
export class PlaygroundClient {
  readonly events: PlaygroundEvent[] = [];
  readonly #url: string;
  #stream: WebSocket | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  /** Listens to everything that is shown from now on. */
  async listen(): Promise<void> {
    const stream = new WebSocket(`${this.#url.replace('http', 'ws')}/_ws_conversation/v1/conversations/stream`);
    this.#stream = stream;
    stream.on('message', (data) => this.events.push(event.parse(JSON.parse(String(data)))));
    await new Promise<void>((resolve, reject) => {
      stream.once('open', () => resolve());
      stream.once('error', reject);
    });
  }

  /** Writes as the person at the Playground; says which message it became, and which thread it began. */
  async write({ conversation, from }: Spoken, text: string, bot: { id: string; name: string } | undefined) {
    const mentions = bot === undefined ? [] : [{ mentioned: bot, text: `<at>${bot.name}</at>` }];
    const body = { from: { id: from }, text, textFormat: 'plain', mentions };
    const answered = await this.#post(
      `_conversation/v1/conversations/${encodeURIComponent(conversation)}/messages`,
      body,
    );
    return { ...answered, said: answered.status === 200 ? said.parse(JSON.parse(answered.body)) : undefined };
  }

  /** A pressed Action.Execute: the bot's reply. */
  invoke({ conversation, from }: Spoken, replyToId: string, name: string, value: unknown): Promise<Answered> {
    const body = { name, value, from: { id: from }, conversation: { id: conversation }, replyToId };
    return this.#post('_conversation/v1/invoke', body);
  }

  /** A pressed Action.Submit. */
  submit({ conversation, from }: Spoken, replyToId: string, value: unknown): Promise<Answered> {
    return this.#post('_conversation/v1/submit', {
      conversation: { id: conversation },
      from: { id: from },
      replyToId,
      value,
    });
  }

  /** Adds the bot to a conversation: an installationUpdate, and the members that came. */
  install(conversation: string): Promise<Answered> {
    return this.#post(`_debug/conversation/${encodeURIComponent(conversation)}/installation`, {});
  }

  close(): void {
    this.#stream?.close();
  }

  async #post(path: string, body: object): Promise<Answered> {
    const reply = await fetch(`${this.#url}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: reply.status, body: await reply.text() };
  }
}
