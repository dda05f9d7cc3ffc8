import { z } from 'zod/v4';
import type { Incident } from '../../../src/alerts/incident.ts';
import type { Voice } from '../../../src/alerts/voice.ts';
import { messageCard } from '../../../src/chat/card/message-card.ts';
import { chat } from './chat.ts';
import { death } from './death.ts';

/** What a process that is to be killed while it watches queues is told, as JSON on its command line. */
export const engineJob = z.object({
  file: z.string(),
  chat,
  hookUrl: z.string(),
  start: z.number(),
  realStart: z.number(),
  speed: z.number(),
  die: death.nullable(),
  drain: z.boolean(),
  /** The feed, since when it covers, and how long after its end a slot is in. */
  feed: z.object({ id: z.number(), from: z.number(), lagMs: z.number() }),
  /** The list of the rule of lists has a row more in every half hour since then. */
  listFrom: z.number(),
});

export type EngineJob = z.infer<typeof engineJob>;

/** What an incident's message says when it is whole; another text for every state that people tell apart. */
export function rootText({ uid, phase, members, because }: Incident): string {
  const queues = members.map(({ series, phase: now, ended }) => `${series} ${now} ${ended ?? '–'}`).join(', ');
  return `${uid} ${phase} ${because ?? '–'} [${queues}]`;
}

/** How a firing is named where several are told in one message. */
export function firingText({ series, firedAt }: { readonly series: number; readonly firedAt: number }): string {
  return `[${series}/${firedAt}]`;
}

const said = (line: string, whole = line) => ({ line, payload: { ...messageCard(whole), fallback: whole } });

/** Words that only name what they are about. */
export const voice: Voice = {
  root: (incident) => said(`line ${incident.uid}`, rootText(incident)),
  event: ({ uid }, { kind }) => ({ line: `${kind} ${uid}`, payload: null }),
  learned: (firings) => said(`learned ${firings.length}`),
  whileDown: (firings) => said(`while down ${firings.map(firingText).join('')}`),
  notice: (rows) => said(`new: ${rows.map(({ customer }) => `[${customer}]`).join('')}`),
  silence: ({ kind }) => said(`silence ${kind}`),
};
