import { commands } from '../../commands/index.ts';
import type { Desk } from '../ask/desk.ts';
import { vocabularyOf } from '../ask/vocabulary.ts';
import { systemClock } from '../base/clock.ts';
import type { Config } from '../config.ts';
import type { Answering } from './databases.ts';

/** The desk at which questions about a database are asked. */
export function deskOf({ db, demo }: Answering, config: Config): Desk {
  return { db, demo, clock: systemClock, commands, vocabulary: vocabularyOf(commands), cycleDay: config.cycleDay };
}
