import { commands } from '../../commands/index.ts';
import type { Desk } from '../ask/desk.ts';
import { type Vocabulary, vocabularyOf } from '../ask/vocabulary.ts';
import { systemClock } from '../base/clock.ts';
import type { Config } from '../config.ts';
import type { Answering } from './databases.ts';

let vocabulary: Vocabulary | undefined;

/** What can be asked; made once, at the first question. */
export function questionWords(): Pick<Desk, 'commands' | 'vocabulary'> {
  vocabulary ??= vocabularyOf(commands);
  return { commands, vocabulary };
}

/** The desk at which questions about a database are asked. */
export function deskOf({ db, demo }: Answering, config: Config): Desk {
  return { db, demo, clock: systemClock, ...questionWords(), cycleDay: config.cycleDay };
}
