import type { Log } from '../../base/log.ts';
import type { Say } from '../../words/messages.ts';
import type { Refusal, Sent } from '../port.ts';

type Refused = Extract<Sent, { at: 'refused' }>;

/** Why a message was not taken and what would help, for whoever asked. */
export function undeliveredText({ why, detail }: Refused, say: Say): string {
  return say(`undelivered.${why}`, { detail });
}

/** What stays so until somebody looks after the app. */
const broken: ReadonlySet<Refusal> = new Set<Refusal>(['account-off', 'token-off', 'missing-scope']);

/** Tells the operator that a message was not taken, and what to do where it will not be until they do something. */
export function logRefused(log: Log, { why, detail }: Refused, message: string): void {
  if (!broken.has(why)) log.warn({ why, detail }, message);
  else log.error({ why, detail, fix: 'install the app again; pulse doctor says what is missing' }, message);
}
