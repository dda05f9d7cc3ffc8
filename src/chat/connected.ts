import type { Around } from './around.ts';
import { type Platform, platforms } from './incoming.ts';
import type { ChatPort } from './port.ts';

type Connected = Pick<Around, 'port' | 'settings'>;

/** Platforms that are connected now. */
export function connectedPlatforms({ settings }: Connected): readonly Platform[] {
  return platforms.filter((platform) => settings.command[platform] !== '');
}

/** The port of a platform; undefined where it is not connected, as what is stored may be of one that was switched off. */
export function connectedPort(around: Connected, platform: string): ChatPort | undefined {
  const known = connectedPlatforms(around).find((each) => each === platform);
  return known === undefined ? undefined : around.port(known);
}
