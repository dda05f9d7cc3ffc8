import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../open.ts';
import type { FileEnd, FileUpload, WaitingFile } from '../readings/waiting-files.ts';
import { write } from '../write.ts';

/** Whoever asks for one file after the other is not to fill the disk: of those that wait, the newest stay. */
const MOST_OF_ONE = 20;
/** What is under way is told within minutes, or at the next start. */
const UNDER_WAY_MS = 24 * 3_600_000;

/** What nobody can have any more. */
const NOBODY_S = "state in ('linked', 'offered', 'declined', 'done') and expires_at <= ?";

type NewFile = Omit<WaitingFile, 'state' | 'upload' | 'given'> & {
  readonly state: 'linked' | 'offered';
  readonly content: string;
};

/** Keeps a file for its person. To be called inside a write. */
export function keepFile(db: Database, file: NewFile): void {
  db.sqlite.prepare(`delete from waiting_files where ${NOBODY_S}`).run(file.madeAt);
  db.sqlite
    .prepare(
      `insert into waiting_files (id, platform, team, user, name, comment, content, rights, state, made_at, expires_at)
       values ($id, $platform, $team, $user, $name, $comment, $content, $rights, $state, $madeAt, $expiresAt)`,
    )
    .run(file);
  db.sqlite
    .prepare(
      `delete from waiting_files where id in (select id from waiting_files
         where platform = ? and team = ? and user = ? and state in ('linked', 'offered')
         order by made_at desc, id limit -1 offset ${MOST_OF_ONE})`,
    )
    .run(file.platform, file.team, file.user);
}

/** Deletes a file. To be called inside a write. */
export function dropFile(db: Database, id: string): void {
  db.sqlite.prepare('delete from waiting_files where id = ?').run(id);
}

/** Its person said no: nothing of it stays but that they did. To be called inside a write. */
export function declineFile(db: Database, id: string): boolean {
  return (
    db.sqlite
      .prepare("update waiting_files set state = 'declined', content = '' where id = ? and state = 'offered'")
      .run(id).changes === 1
  );
}

/** Its person said yes; false where they did before, or it is too old at `at`. To be called inside a write. */
export function acceptFile(db: Database, id: string, upload: FileUpload, at: number): boolean {
  return (
    db.sqlite
      .prepare(
        "update waiting_files set state = 'accepted', upload = ? where id = ? and state = 'offered' and expires_at > ?",
      )
      .run(JSON.stringify(upload), id, at).changes === 1
  );
}

/** From here on some of it may be where it is to be put. To be called inside a write. */
export function startUpload(db: Database, id: string): void {
  db.sqlite.prepare("update waiting_files set state = 'uploading' where id = ? and state = 'accepted'").run(id);
}

/** What became of it; its content is not needed any more. To be called inside a write. */
export function endUpload(db: Database, id: string, state: FileEnd): void {
  db.sqlite.prepare("update waiting_files set state = ?, content = '' where id = ?").run(state, id);
}

/** Its person is being told, for the last time; nothing says any more where it was put. To be called inside a write. */
export function settleFile(db: Database, id: string): void {
  db.sqlite.prepare("update waiting_files set state = 'done', upload = null where id = ?").run(id);
}

/** Counts that it is given out by its link; false where that was done `most` times. To be called inside a write. */
export function giveFile(db: Database, id: string, most: number): boolean {
  return (
    db.sqlite
      .prepare("update waiting_files set given = given + 1 where id = ? and state = 'linked' and given < ?")
      .run(id, most).changes === 1
  );
}

/** Clears away what nobody can have any more; how many. */
export async function dropOldFiles(db: Database, clock: Clock): Promise<number> {
  const now = clock.now();
  const drop = db.sqlite.prepare<[number, number]>(`delete from waiting_files where (${NOBODY_S}) or expires_at <= ?`);
  return await write(db, clock, () => drop.run(now, now - UNDER_WAY_MS).changes);
}
