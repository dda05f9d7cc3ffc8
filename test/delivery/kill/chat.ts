import { z } from 'zod/v4';
import type { TeamsConfig } from '../../../src/config/teams.ts';

/** Where messages of a kill test go, by the platform's ids. */
export const places = z.object({
  platform: z.enum(['slack', 'teams']),
  team: z.string(),
  /** Whose the schedules and rules are. */
  owner: z.string(),
  channels: z.tuple([z.string(), z.string(), z.string()]),
  /** The channel that is archived for a while. */
  frail: z.string(),
  /** In the order in which they are called. */
  people: z.tuple([z.string(), z.string(), z.string()]),
});
export type Places = z.infer<typeof places>;

/** How a process reaches the platform. */
export const chat = z.discriminatedUnion('platform', [
  z.object({ platform: z.literal('slack'), places, apiUrl: z.string() }),
  z.object({ platform: z.literal('teams'), places, settings: z.custom<TeamsConfig>() }),
]);
export type Chat = z.infer<typeof chat>;

export const slackPlaces: Places = {
  platform: 'slack',
  team: 'T0001',
  owner: 'U0009',
  channels: ['C0001', 'C0002', 'C0003'],
  frail: 'C0005',
  people: ['U0001', 'U0002', 'U0003'],
};
