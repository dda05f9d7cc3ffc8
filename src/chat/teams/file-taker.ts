import { filesUnderWay, type WaitingFile, waitingFile } from '../../../db/readings/waiting-files.ts';
import { write } from '../../../db/write.ts';
import { acceptFile, declineFile } from '../../../db/writes/waiting-files.ts';
import type { MessageKey } from '../../words/messages.ts';
import type { Speaker } from '../incoming.ts';
import { recordNotTheirs } from '../waiting-file.ts';
import { type ConsentAnswer, readAnswer } from './consent.ts';
import { deliverFile, type FileDelivery, replaceQuestion } from './file-delivery.ts';

/** What somebody answered to the question whether they want a file. */
export interface FileAnswer {
  /** Who pressed, as the activity's signature vouches for it. */
  readonly speaker: Speaker;
  /** The personal chat, without `;messageid=…`. */
  readonly conversation: string;
  /** The message with the question (`replyToId`); null where Teams does not say. */
  readonly message: string | null;
  /** The invoke's `value` as it came; read with care inside. */
  readonly value: unknown;
}

/** What the listeners call for `fileConsent/invoke`. */
export interface FileTaker {
  /**
   * Resolves as soon as the answer is stored or turned down: then the invoke is to be answered with 200. The file goes on
   * its way by itself; a restart takes it up. Throws where it could not be stored: then 503, and nothing was done.
   */
  take(answer: FileAnswer): Promise<void>;
}

/** The same with what it has under way. */
export interface RunningFiles extends FileTaker {
  /** Takes up what an earlier process left; to be called once, when the platform can be spoken to. Never throws. */
  recover(): void;
  /** Lets what has begun end, for at most so many milliseconds; what is left is taken up at the next start. */
  stop(patienceMs: number): Promise<void>;
  /** Resolves when everything taken so far is done. */
  idle(): Promise<void>;
}

/** Teams gives up on an answer after about ten seconds. */
const PATIENCE_MS = 5_000;
const RETRY_MS = 60_000;

/** Takes what people answer about files, and puts the files where they want them. */
export function makeFileTaker(outside: FileDelivery): RunningFiles {
  const { around, db, key } = outside;
  const { clock, log } = around;
  const stopped = new AbortController();
  const underWay = new Map<string, Promise<void>>();

  /** One thing after the other for each file. */
  const begin = (id: string, work: () => Promise<void>): void => {
    const before = underWay.get(id) ?? Promise.resolve();
    const mine = before
      .then(work)
      .catch((error: unknown) => {
        if (!stopped.signal.aborted) log.error(error, 'a file was not put where it belongs');
      })
      .finally(() => {
        if (underWay.get(id) === mine) underWay.delete(id);
      });
    underWay.set(id, mine);
  };

  const deliver = (id: string) =>
    begin(id, async () => {
      while (!(await deliverFile(outside, id))) {
        stopped.signal.throwIfAborted();
        await clock.sleep(RETRY_MS, stopped.signal);
      }
    });

  const say = (answer: FileAnswer, id: string, text: MessageKey, name: string) =>
    begin(id, async () => {
      await replaceQuestion(outside, answer, text, name);
    });

  const decide = async (answer: FileAnswer, read: Extract<ConsentAnswer, { id: string }>, file: WaitingFile) => {
    const { id } = read;
    if (read.kind === 'no') {
      if (await write(db(), clock, () => declineFile(db(), id), PATIENCE_MS))
        say(answer, id, 'teams.file.declined', file.name);
      return;
    }
    const { conversation, message } = answer;
    const upload = { ...read.to, conversation, message };
    // Of two answers the first counts: the other one has another place to put the same file.
    if (await write(db(), clock, () => acceptFile(db(), id, upload, clock.now()), PATIENCE_MS)) deliver(id);
  };

  return {
    async take(answer) {
      const { speaker } = answer;
      const read = readAnswer(key, answer.value);
      if (read.kind === 'unread') return log.warn('an answer about a file has another shape');
      if (read.kind === 'forged') return recordNotTheirs(around, speaker, 'forged');
      const file = waitingFile(db(), read.id);
      if (file !== undefined && !isOf(file, speaker)) return recordNotTheirs(around, speaker, 'not-theirs');
      if (file === undefined || (file.state === 'offered' && file.expiresAt <= clock.now()))
        return say(answer, read.id, 'teams.file.expired', file?.name ?? '');
      // A no that was stored before the process ended, and not said.
      if (file.state === 'declined') return say(answer, read.id, 'teams.file.declined', file.name);
      await decide(answer, read, file);
    },
    recover() {
      try {
        for (const id of filesUnderWay(db(), 'teams')) deliver(id);
      } catch (error) {
        log.error(error, 'files that were on their way are not taken up');
      }
    },
    async stop(patienceMs) {
      stopped.abort();
      const ended = new AbortController();
      const late = clock.sleep(patienceMs, ended.signal).catch(() => undefined);
      await Promise.race([Promise.all(underWay.values()), late]);
      ended.abort();
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
  };
}

function isOf(file: WaitingFile, { platform, team, user }: Speaker): boolean {
  return file.platform === platform && file.team === team && file.user === user;
}
