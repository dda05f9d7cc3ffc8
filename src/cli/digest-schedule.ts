import type { WantedDigest } from '../../commands/digest-services.ts';
import type { Schedule } from '../delivery/schedule.ts';
import { type Language, languages } from '../words/languages.ts';

/** The channel a schedule goes to; null for a person. */
export function placeOf({ to }: Pick<Schedule, 'to'>): WantedDigest['place'] {
  return to.kind === 'person' ? null : { platform: to.platform, team: to.team, channel: to.id };
}

/** The language a schedule speaks; English where it is none that we know any more. */
export function languageOf({ language }: Pick<Schedule, 'language'>): Language {
  return languages.find((each) => each === language) ?? 'en';
}
