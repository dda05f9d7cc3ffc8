import { z } from 'zod/v4';
import { chat } from './chat.ts';
import { death } from './death.ts';

/** What a process that is to be killed is told, as JSON on its command line. */
export const job = z.object({
  file: z.string(),
  chat,
  /** The time that it is when the process begins to be started, and what the machine's clock says then. */
  start: z.number(),
  realStart: z.number(),
  speed: z.number(),
  /** Without one it lives on. */
  die: death.nullable(),
  /** Ends by itself when nothing is left to do. */
  drain: z.boolean(),
});

export type Job = z.infer<typeof job>;

/** What the world of a kill test holds. */
export const PERIOD_MS = 600_000;
export const RULE = '*/10 * * * *';

/** What a digest's message says when it is whole; without the colons that a chat might take for an emoji's. */
export function wholeText(label: string): string {
  return `whole ${label.replaceAll(':', '.')}`;
}
