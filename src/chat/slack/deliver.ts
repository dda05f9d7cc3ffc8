import type { App } from '@slack/bolt';
import type { z } from 'zod/v4';
import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import type { Language } from '../../words/languages.ts';
import { messagesFor } from '../../words/messages.ts';
import type { Speaker } from '../incoming.ts';
import type { Reception } from '../reception.ts';
import { type Admitted, admitDelivery } from './gate.ts';
import { type Envelope, envelope } from './payloads.ts';

/** Slack waits three seconds. */
const PATIENCE_MS = 2_700;

/** What a delivery is told. `later`: it was not kept, and Slack should bring it again where it does such a thing. */
export type Reply = { readonly kind: 'ack'; readonly body?: string | object } | { readonly kind: 'later' };

export interface Delivery {
  /** As Slack sent it, already known to be Slack's. */
  readonly body: Record<string, unknown>;
  readonly retryNum?: number;
  readonly retryReason?: string;
}

export interface DeliverOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly reception: Pick<Reception, 'turnedAway'>;
  /** Who may ask; may throw where that is not known now. */
  teams(): Promise<readonly string[]>;
  /** `/pulse`, for somebody who typed a command that is no longer there. */
  readonly command: string;
  languageOf?(speaker: Speaker): Promise<Language | undefined>;
}

/** What the listeners find in their context. */
export interface Delivered {
  readonly admitted: Admitted;
  readonly envelope: Envelope;
}

/** The part of a listener's context that is ours. */
export function deliveredIn(context: Readonly<Record<string, unknown>>): Delivered {
  return context['delivered'] as Delivered;
}

/**
 * Hands one delivery to the listeners, from whichever transport, and calls `send` exactly once: as soon as a listener
 * acknowledges, or for an event when its listeners are done, since an event that was not kept has to come again. Resolves
 * with what was sent, when everything is done. Never throws.
 */
export async function deliver(
  options: DeliverOptions,
  app: Pick<App, 'processEvent'>,
  delivery: Delivery,
  send: (reply: Reply) => Promise<void>,
): Promise<Reply['kind']> {
  const { clock, log } = options;
  const body = envelope.safeParse(delivery.body);
  let sent: Reply | undefined;
  const reply = async (given: Reply) => {
    if (sent !== undefined) return;
    sent = given;
    await send(given);
  };
  const fail = async (error: unknown) => {
    const what = sent === undefined ? 'a request of Slack was not taken' : 'a request of Slack was not carried out';
    if (error instanceof UserError) log.error({ why: error.message }, what);
    else log.error(error, what);
    await reply(await notTaken(options, body.data)).catch((cause: unknown) => log.error(cause, 'Slack was not told'));
  };
  const done = new AbortController();
  const late = clock.sleep(PATIENCE_MS, done.signal).then(
    () => (sent === undefined ? fail(new Error('it was not stored in time')) : undefined),
    () => undefined,
  );
  try {
    if (body.success) await pass(options, app, { ...delivery, envelope: body.data }, reply);
    else log.warn({ issues: pathsOf(body.error) }, 'a request of Slack has another shape');
    if (sent === undefined) await reply(await unclaimed(options, body.data));
  } catch (error) {
    await fail(error);
  } finally {
    done.abort();
    await late;
  }
  return sent?.kind ?? 'later';
}

async function pass(
  options: DeliverOptions,
  app: Pick<App, 'processEvent'>,
  { envelope: read, ...delivery }: Delivery & { readonly envelope: Envelope },
  reply: (given: Reply) => Promise<void>,
): Promise<void> {
  const admitted = admitDelivery(read, await options.teams(), options.reception);
  if (admitted === undefined)
    return reply(isCommand(read) ? privately(messagesFor('en')('slack.other-workspace')) : { kind: 'ack' });
  const isEvent = read.event !== null && read.event !== undefined;
  const delivered: Delivered = { admitted, envelope: read };
  await app.processEvent({
    ...delivery,
    customProperties: { delivered },
    // Bolt acknowledges an event before its listeners have run; then a crash would lose it.
    ack: async (body?: string | object) => {
      if (!isEvent) await reply(body === undefined ? { kind: 'ack' } : { kind: 'ack', body });
    },
  });
}

/** An event that is stored, a link's button, or a command of an earlier manifest, which has to be told so. */
async function unclaimed(options: DeliverOptions, body: Envelope | undefined): Promise<Reply> {
  if (body === undefined || !isCommand(body)) return { kind: 'ack' };
  const say = messagesFor(await languageOf(options, body));
  return privately(say('slack.command-gone', { command: options.command }));
}

/** Slack shows a failed command's status as it is, so a command is told in words; a press and a dialog Slack explains itself. */
async function notTaken(options: DeliverOptions, body: Envelope | undefined): Promise<Reply> {
  if (body === undefined || !isCommand(body)) return { kind: 'later' };
  return privately(messagesFor(await languageOf(options, body))('slack.busy'));
}

function pathsOf(error: z.ZodError): readonly string[] {
  return error.issues.map(({ path }) => path.join('.'));
}

function isCommand(body: Envelope): boolean {
  return typeof body.command === 'string';
}

async function languageOf(options: DeliverOptions, body: Envelope): Promise<Language> {
  const speaker = { platform: 'slack' as const, team: body.team_id ?? '', user: body.user_id ?? '' };
  return (await options.languageOf?.(speaker).catch(() => undefined)) ?? 'en';
}

/** An answer that only whoever asked sees. */
function privately(text: string): Reply {
  return { kind: 'ack', body: { response_type: 'ephemeral', text } };
}
