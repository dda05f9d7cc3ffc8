import { z } from 'zod/v4';

const shape = z.object({
  /** The listed workspace or organisation whose token answers it; not always the one that the person belongs to. */
  team: z.string(),
  /** The person's own id where it was said on the bot's page, which is in no channel: posting there reaches their direct message. */
  channel: z.string(),
  user: z.string(),
  /** `ts` of the message under which it was said. */
  thread: z.string().nullable(),
  /** Takes five messages within 30 minutes, also where the bot is not a member. Checked by `safeResponseUrl` already. */
  responseUrl: z.string().optional(),
  /** Opens a dialog within about three seconds. */
  trigger: z.string().optional(),
  /** `ts` of the message whose button was pressed. */
  message: z.string().optional(),
  /** Whether the pressed message is seen by one person only, and so can be changed by `responseUrl` alone. */
  ephemeral: z.boolean().optional(),
  /** The view in which it was pressed or sent: a dialog, or the bot's page. */
  view: z.string().optional(),
});

/** By what Slack can be answered, as `Incoming.handle` carries it. */
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
