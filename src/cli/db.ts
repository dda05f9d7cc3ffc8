import { resolve } from 'node:path';
import { backupDatabase } from '../../db/backup.ts';
import { checkDatabase } from '../../db/check.ts';
import { assertMigrated, migrationState } from '../../db/migrate.ts';
import { openDatabase } from '../../db/open.ts';
import { restoreDatabase } from '../../db/restore.ts';
import { printable } from '../answers/text.ts';
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
        next: 'Stop the bot, then put the newest backup in its place: npm run -s pulse -- db restore FILE   (this file is kept aside)',
      });
    }
    process.stdout.write(`${db.file} is sound.\n`);
  } finally {
    db.close();
  }
}

/** `pulse db backup` */
export async function backup({ to }: { to?: string }): Promise<void> {
  const config = loadConfig();
  const db = openDatabase(config.databasePath);
  try {
    if (migrationState(db).state === 'foreign') assertMigrated(db);
    const path = await backupDatabase(
      db,
      systemClock,
      '',
      config.backupKeepDays,
      to === undefined ? undefined : resolve(to),
    );
    process.stdout.write(`The backup is at ${path}, whole and checked.\n`);
  } finally {
    db.close();
  }
}

/** `pulse db restore` */
export async function restore(file: string): Promise<void> {
  const config = loadConfig();
  const backupFile = resolve(file);
  const { replaced, until, isOlder, missing, schedules } = restoreDatabase(
    config.databasePath,
    backupFile,
    systemClock,
  );
  const lines = [`${config.databasePath} is now what ${backupFile} holds.`];
  if (until !== null) lines.push(`The last thing recorded in it is of ${new Date(until).toISOString()}.`);
  if (replaced !== undefined) lines.push(`The database that was there before is kept at ${replaced}.`);
  if (isOlder) lines.push('It is of an older version; the next start brings it to this one, after a backup.');
  if (missing === undefined) lines.push('What was imported since cannot be told: the database before cannot be read.');
  else if (missing.length > 0) {
    lines.push('Not in it, so import these again:');
    lines.push(...missing.map((each) => `  ${each.report}, ${each.asOf}: ${each.file}`));
  }
  if (schedules.length > 0) {
    lines.push('Digests that were changed since and are now as the backup has them; change them again in the chat:');
    lines.push(
      ...schedules.map(
        ({ id, digest, to, was, is }) => `  ${id} ${digest} to ${to}: ${was} before, ${is ?? 'gone'} now`,
      ),
    );
  }
  lines.push('→ npm run -s pulse -- db check   then   npm start');
  lines.push('→ Digests posted since that moment are looked for on the platform before any is posted again.');
  lines.push('→ SECRETS_KEY has to be the one of that time, or workspaces that installed the app install it again.');
  process.stdout.write(`${lines.map(printable).join('\n')}\n`);
}
