import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { checkDatabase } from '../../db/check.ts';
import { migrationState } from '../../db/migrate.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import { newestByReport } from '../../db/readings/imports.ts';
import { admins, everybody } from '../../db/readings/people.ts';
import { daysBetween, type IsoDate, toIsoDate } from '../base/days.ts';
import { UserError } from '../base/errors.ts';
import { type Finding, ok, warn, wrong } from '../base/finding.ts';
import { type Config, hasChat } from '../config.ts';
import { reportNames } from '../words/headers.ts';
import { isStale } from '../words/portals.ts';
import { demoPath, isEmpty, mayShowDemo } from './databases.ts';
import { checkAlerts } from './doctor-alerts.ts';
import { checkFeeds } from './doctor-feeds.ts';
import { checkSpeakers } from './doctor-speakers.ts';

const PULSE = 'npm run -s pulse --';

/** The database, what is in it and who may ask; changes nothing. */
export async function checkData(config: Config, now: number): Promise<Finding[]> {
  const { databasePath: path } = config;
  if (!existsSync(path)) return [nothing(config), ...diskSpace(dirname(path))];
  let db: Database;
  try {
    db = openDatabase(path);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [wrong('database', error.message, error.next ?? 'look into the log')];
  }
  try {
    const schema = schemaOf(db);
    if (schema.verdict === 'wrong') return [schema, ...diskSpace(dirname(path))];
    const faults = await checkDatabase(db);
    const sound =
      faults.length === 0
        ? ok('database', `${path} is sound and of this version`)
        : wrong('database', faults.join(' '), `stop the bot, then ${PULSE} db restore FILE with the newest backup`);
    return [
      sound,
      ...diskSpace(dirname(path)),
      ...(isEmpty(db) ? [nothing(config)] : await ages(db, toIsoDate(now))),
      ...(await people(db, config)),
      ...checkSpeakers(db, config, now),
      ...checkFeeds(db, now),
      ...(await checkAlerts(db, config)),
    ];
  } finally {
    db.close();
  }
}

function nothing(config: Config): Finding {
  const fix = `${PULSE} import FILE; ${PULSE} data says what to export from where`;
  const demo = mayShowDemo(config) && existsSync(demoPath(config)) && !hasChat(config);
  return warn('data', demo ? 'none of your own yet: answers show the DEMO' : 'nothing is imported yet', fix);
}

function schemaOf(db: Database): Finding {
  const found = migrationState(db);
  switch (found.state) {
    case 'current':
      return ok('database', 'of this version');
    case 'empty':
    case 'behind':
    case 'unfinished':
      return wrong('database', 'of an older version', `${PULSE} db migrate (npm start does the same)`);
    case 'newer':
      return wrong('database', 'of a newer version than this program', 'install that version');
    case 'foreign':
      return wrong('database', 'its tables are not ours', 'set DATABASE_URL to another file');
  }
}

async function ages(db: Database, today: IsoDate): Promise<Finding[]> {
  const newest = (await newestByReport(db)).filter(({ report }) => report !== 'people');
  return newest.map(({ report, asOf }) => {
    const days = Math.max(0, daysBetween(asOf, today));
    const age = `of ${asOf}, ${days} ${days === 1 ? 'day' : 'days'} old`;
    const known = reportNames.find((name) => name === report);
    if (known === undefined || !isStale(known, asOf, today)) return ok(report, age);
    return warn(report, `${age}: stale`, `${PULSE} import FILE with a fresh export`);
  });
}

async function people(db: Database, { defaultRole }: Config): Promise<Finding[]> {
  const found: Finding[] = [];
  const all = await everybody(db);
  const who = (await admins(db)).map(({ email }) => email);
  const add = `${PULSE} people add E-MAIL --role admin`;
  if (who.length > 0) found.push(ok('admins', who.slice(0, 5).join(', ') + (who.length > 5 ? ' …' : '')));
  else
    found.push(
      wrong(
        'admins',
        'nobody: nobody can import, or let others in, from chat',
        `${add}, or the code that npm start prints`,
      ),
    );
  if (all.length > 0) found.push(ok('people', `${all.length} may ask`));
  else if (defaultRole === undefined)
    found.push(warn('people', 'nobody may ask in chat', `${add}, import a list of people, or set DEFAULT_ROLE=viewer`));
  else found.push(ok('people', 'everybody of the workspace or tenant may ask as viewer (DEFAULT_ROLE)'));
  return found;
}

const WARN_BYTES = 1024 ** 3;
const WRONG_BYTES = 100 * 1024 ** 2;

function diskSpace(folder: string): Finding[] {
  const there = existsSync(folder) ? folder : dirname(folder);
  if (!existsSync(there)) return [];
  const { bavail, bsize } = statfsSync(there);
  return [diskFinding(bavail * bsize, there)];
}

/** What so many free bytes mean. */
export function diskFinding(free: number, folder: string): Finding {
  const detail = `${Math.floor(free / 1024 ** 2).toLocaleString('en-US')} MB free in ${folder}`;
  const fix = 'free space there; backups beside the database are the first to look at (BACKUP_KEEP)';
  if (free < WRONG_BYTES) return wrong('disk', detail, fix);
  return free < WARN_BYTES ? warn('disk', detail, fix) : ok('disk', detail);
}
