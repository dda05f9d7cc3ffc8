import { z } from 'zod/v4';
import { askedIn } from './asked-in.ts';

const conversationKinds = ['personal', 'group', 'channel'] as const;
export type ConversationKind = (typeof conversationKinds)[number];

const shape = z.object({
  /** The listed tenant, lower case. */
  tenant: z.string(),
  /** Without the `;messageid=…` of a thread. */
  conversation: z.string(),
  kind: z.enum(conversationKinds),
  /** The id of the message under which it was said; only channels have threads. */
  thread: z.string().nullable(),
  /** The person's object id in the directory, lower case. */
  user: z.string(),
  /** The message that was said, or whose button was pressed. */
  message: z.string().optional(),
  /** Whether that message is one that a button was pressed in, and so can be replaced. */
  pressed: z.boolean().optional(),
  /** Whether only this person sees it: a slash command, or a targeted message. */
  targeted: z.boolean().optional(),
  /** Whether it was asked in a window, which nobody else saw. */
  unseen: z.boolean().optional(),
  /** The request that still waits for its reply, if this process has it: see waiting.ts. */
  invoke: z.string().optional(),
  /** Where the question was asked that is answered here, in the personal chat. */
  asked: askedIn.optional(),
});

/** By what Teams can be answered, as `Incoming.handle` carries it. Where to send it is looked up when it is sent. */
export type Handle = z.infer<typeof shape>;

export function handleText(handle: Handle): string {
  return JSON.stringify(handle);
}

/** A handle out of an `Incoming`; undefined where it is not one of ours, as of another platform or version. */
export function readHandle(text: string): Handle | undefined {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
