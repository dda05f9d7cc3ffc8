import { z } from 'zod/v4';
import { chat, type Places } from './chat.ts';
import { death } from './death.ts';

/** What a process that is to be killed while it alerts is told, as JSON on its command line. */
export const alertJob = z.object({
  file: z.string(),
  chat,
  hookUrl: z.string(),
  start: z.number(),
  realStart: z.number(),
  speed: z.number(),
  die: death.nullable(),
  drain: z.boolean(),
  /** The script begins and ends then. */
  from: z.number(),
  until: z.number(),
});

export type AlertJob = z.infer<typeof alertJob>;

/** One moment of an incident: what its message says from then on, what its thread is told, and a webhook. */
export interface Step {
  readonly number: number;
  readonly at: number;
  readonly root: string | null;
  readonly thread: string | null;
  /** Whether the thread's message has a body that is edited in. */
  readonly hasBody: boolean;
  readonly mentions: readonly string[];
  readonly hook: 'trigger' | 'acknowledge' | 'resolve' | null;
}

export interface ScriptedIncident {
  readonly uid: string;
  readonly channel: string;
  readonly steps: readonly Step[];
}

const MINUTE_MS = 60_000;
const EVERY_MS = 6 * MINUTE_MS;
const life: readonly (readonly [minutes: number, root: string | null, thread: string | null, hook: Step['hook']])[] = [
  [0, 'firing', null, 'trigger'],
  [4, null, 'nobody acknowledged', null],
  [6, 'acknowledged', 'acknowledged by somebody', 'acknowledge'],
  [7, 'worse', null, null],
  [7.5, 'worst', null, null],
  [11, 'recovering', null, null],
  [12, 'resolved', 'resolved after a while', 'resolve'],
];

/** What is to be said, by plain arithmetic: an incident every six minutes, each with its whole life. */
export function scriptOf(from: number, until: number, places: Places): ScriptedIncident[] {
  const [onCall, second] = places.people;
  // The last is archived for a while.
  const channels = [...places.channels, places.frail];
  const incidents: ScriptedIncident[] = [];
  for (let opened = from; opened <= until; opened += EVERY_MS) {
    const n = incidents.length;
    const steps = life.map(([minutes, root, thread, hook], number): Step => {
      const mentions = number === 0 ? [onCall] : number === 1 ? [second] : [];
      const hasBody = hook === 'resolve';
      return { number, at: opened + minutes * MINUTE_MS, root, thread, hasBody, mentions, hook };
    });
    incidents.push({ uid: `i${n}`, channel: channels[n % channels.length] ?? places.frail, steps });
  }
  return incidents;
}
