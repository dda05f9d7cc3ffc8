import { z } from 'zod/v4';
import type { Incoming, Place } from '../incoming.ts';

const shape = z.object({
  /** The question it is about. */
  q: z.string(),
  /** By what the message can be answered from which it was opened. */
  handle: z.string(),
  place: z.object({ channel: z.string(), kind: z.enum(['channel', 'direct']), thread: z.string().nullable() }),
});

/** What a dialog remembers of where it was opened. */
export interface DialogState {
  readonly q: string;
  readonly handle: string;
  readonly place: Place;
}

/** The most that a platform keeps with a dialog, in UTF-16 units. */
const LONGEST = 3000;

/** The state of a dialog that `incoming` opens; undefined where the question is too long to be kept with it. */
export function stateText(q: string, { handle, place }: Pick<Incoming, 'handle' | 'place'>): string | undefined {
  const text = JSON.stringify({ q, handle, place });
  return text.length > LONGEST ? undefined : text;
}

/** A dialog's state as it came back; undefined where it is none of ours. */
export function readState(text: string): DialogState | undefined {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** What came back with a dialog, as if it had been said where the dialog was opened. */
export function fromWhereOpened(incoming: Incoming, { handle, place }: DialogState): Incoming {
  return { ...incoming, handle, place };
}
