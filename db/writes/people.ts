import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../open.ts';
import { adminsOfList } from '../readings/people.ts';
import { write } from '../write.ts';

/**
 * Takes the admins of one list over into another, over what it says of them: those it names and those who were made
 * admins while it was in force. `fromList` is the number of its import, 0 for the time before any list. Returns their
 * e-mail addresses.
 */
export async function copyAdmins(db: Database, clock: Clock, fromList: number, toImport: number): Promise<string[]> {
  return write(db, clock, () => {
    const add = db.sqlite.prepare(
      `insert into people (import_id, email, name, role, scope, slack_id, teams_id, time_zone)
       values (?, ?, ?, 'admin', ?, ?, ?, ?) on conflict (import_id, email) do update set role = 'admin'`,
    );
    const found = adminsOfList(db, fromList);
    for (const { email, name, scope, slackId, teamsId, timeZone } of found)
      add.run(toImport, email, name, scope, slackId, teamsId, timeZone);
    return found.map(({ email }) => email);
  });
}
