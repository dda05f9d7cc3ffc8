import { backupDatabase } from '../../db/backup.ts';
import { checkDatabase } from '../../db/check.ts';
import { bringUpToDate } from '../../db/migrate.ts';
import { openDatabase } from '../../db/open.ts';
import { systemClock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { loadConfig } from '../config.ts';
import { openAnsweringDatabase } from './databases.ts';

/** `pulse db migrate` */
export async function migrate(): Promise<void> {
  const config = loadConfig();
  const db = openDatabase(config.databasePath, { create: true });
  try {
    const { applied, backup } = await bringUpToDate(db, (reason) =>
      backupDatabase(db, systemClock, reason, config.backupKeepDays),
    );
    process.stdout.write(
      applied.length === 0
        ? 'The database is up to date.\n'
        : `Applied ${applied.join(', ')}.${backup ? ` A backup is at ${backup}.` : ''}\n`,
    );
  } finally {
    db.close();
  }
}

/** `pulse db check` */
export async function check(): Promise<void> {
  const { db } = openAnsweringDatabase(loadConfig());
  try {
    const faults = await checkDatabase(db);
    if (faults.length > 0) {
      throw new UserError(`${db.file} is not sound: ${faults.join(' ')}`, {
        next: 'Stop the bot, keep this file, and put the newest backup in its place.',
      });
    }
    process.stdout.write(`${db.file} is sound.\n`);
  } finally {
    db.close();
  }
}
