import { checkDatabase } from '../../db/check.ts';
import { openDatabase } from '../../db/open.ts';
import { systemClock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { loadConfig } from '../config.ts';
import { openAnsweringDatabase } from './databases.ts';
import { migrateAlone } from './migrate-alone.ts';

/** `pulse db migrate` */
export async function migrate(): Promise<void> {
  const config = loadConfig();
  const db = openDatabase(config.databasePath, { create: true });
  try {
    const onWait = () => process.stderr.write('An import is running; the migration starts when it ends.\n');
    const { applied, backup } = await migrateAlone(db, systemClock, config.backupKeepDays, onWait);
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
