import type { DoubleOptions, SlackDouble } from './types.ts';

export type { SlackDouble } from './types.ts';

/**
 * A Slack to test against: the stateful emulator, behind a proxy that breaks what it is told to break, checks every
 * payload against Slack's limits and keeps what people would see; and a hand that types, presses and drops, signed.
 */
export async function openSlackDouble(_options: DoubleOptions = {}): Promise<SlackDouble> {
  throw new Error('not yet');
}
