import { commands } from '../../commands/index.ts';
import type { Desk } from '../ask/desk.ts';
import { type Vocabulary, vocabularyOf } from '../ask/vocabulary.ts';
import { systemClock } from '../base/clock.ts';
import type { Config } from '../config.ts';
import type { AlertChat } from './alert-chat.ts';
import { alertServices } from './alert-services.ts';
import type { Answering } from './databases.ts';
import { type DigestChat, digestServices } from './digest-services.ts';

let vocabulary: Vocabulary | undefined;

/** What can be asked; made once, at the first question. */
export function questionWords(): Pick<Desk, 'commands' | 'vocabulary'> {
  vocabulary ??= vocabularyOf(commands);
  return { commands, vocabulary };
}

/** The desk at which questions about a database are asked; `chat` is where digests are posted and `alertChat` where alerts are told, null where nowhere. */
export function deskOf(
  { db, demo }: Answering,
  config: Config,
  chat: DigestChat | null = null,
  alertChat: AlertChat | null = null,
): Desk {
  const desk: Desk = {
    ...{ db, demo, clock: systemClock, ...questionWords(), cycleDay: config.cycleDay },
    digests: digestServices(() => desk, chat),
    alerts: alertServices(() => desk, alertChat),
  };
  return desk;
}
