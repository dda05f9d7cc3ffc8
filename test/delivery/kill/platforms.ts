import type { Dice } from '../../questions/dice.ts';
import type { Platform } from './platform.ts';
import { SlackPlatform } from './slack-platform.ts';
import { TeamsPlatform } from './teams-platform.ts';

/** Makes a platform, whose faults are thrown by the dice, and whose time is `now`. */
export type PlatformMaker = (dice: Dice, now: () => number) => Platform;

/** The platforms of the kill tests, by what can be read back there. */
export const platforms = {
  slack: (dice, now) => new SlackPlatform(dice, now),
  slackBlind: (dice, now) => new SlackPlatform(dice, now, false),
  teams: (dice, now) => new TeamsPlatform(dice, now, false),
  teamsReadBack: (dice, now) => new TeamsPlatform(dice, now, true),
} as const satisfies Readonly<Record<string, PlatformMaker>>;
