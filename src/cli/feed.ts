import { readFileSync } from 'node:fs';
import { text as readText } from 'node:stream/consumers';
import type { Database } from '../../db/open.ts';
import { allFeeds, type Feed } from '../../db/readings/feeds.ts';
import { write } from '../../db/write.ts';
import { putFeed, removeFeed } from '../../db/writes/feeds.ts';
import { printable } from '../answers/text.ts';
import { systemClock } from '../base/clock.ts';
import { toIsoDate } from '../base/days.ts';
import { UserError } from '../base/errors.ts';
import { seal } from '../base/sealing.ts';
import { feedSealName } from '../calls/poll-feed.ts';
import { originOf, recordHosts } from '../calls/poll-hosts.ts';
import type { PolledKind } from '../calls/poll-window.ts';
import { type Config, loadConfig } from '../config.ts';
import { comparableId } from '../customers/source-keys.ts';
import { whoseFile } from '../ingest/whose-file.ts';
import { openImportDatabase } from './databases.ts';

const LIST = 'npm run -s pulse -- feed list';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

interface AddFlags {
  readonly customer?: string;
  readonly org?: string;
  readonly kind: PolledKind;
  readonly host: string;
  readonly tokenFile?: string;
}

async function withDatabase<T>(work: (db: Database, config: Config) => Promise<T>): Promise<T> {
  const config = loadConfig();
  const db = openImportDatabase(config);
  try {
    return await work(db, config);
  } finally {
    db.close();
  }
}

/** `pulse feed add`: keeps the token sealed; a second time for the same organisation and kind it takes the place of the first. */
export async function addFeed(flags: AddFlags): Promise<void> {
  await withDatabase(async (db, { secretsKey }) => {
    if (secretsKey === undefined) {
      throw new UserError('SECRETS_KEY is not set, and no token is kept unsealed.', {
        exitCode: 2,
        next: 'Put SECRETS_KEY=… into .env; make one with: openssl rand -base64 32',
      });
    }
    if (originOf(flags.host) === undefined) {
      throw new UserError(`${flags.host} keeps no call records.`, {
        exitCode: 2,
        next: `Give one of: ${recordHosts.join(', ')}`,
      });
    }
    const { org, name } = await whose(db, flags);
    const token = readToken(flags.tokenFile === undefined ? await readStandardInput() : readFile(flags.tokenFile));
    const { kind, host } = flags;
    const feed = { kind, org, name, host: host.trim().toLowerCase() };
    const at = systemClock.now();
    const id = await write(db, systemClock, () =>
      putFeed(db, feed, at, (number) => seal(secretsKey, feedSealName(number), token)),
    );
    say(`Feed ${id} is in: ${kind} of ${name}. The running bot asks it within a minute; see how it goes with: ${LIST}`);
  });
}

/** `pulse feed list` */
export async function listFeeds({ format }: { format: 'text' | 'json' }): Promise<void> {
  await withDatabase(async (db) => {
    const feeds = allFeeds(db).map(shown);
    if (format === 'json') process.stdout.write(`${JSON.stringify(feeds, null, 2)}\n`);
    else if (feeds.length === 0) say('There is no feed. Add one: npm run -s pulse -- feed add --help');
    else for (const feed of feeds) say(lineOf(feed));
  });
}

/** `pulse feed remove N`: the token is forgotten, what came stays. */
export async function endFeed(id: number): Promise<void> {
  await withDatabase(async (db) => {
    const removed = await write(db, systemClock, () => removeFeed(db, id, systemClock.now()));
    if (!removed) throw new UserError(`There is no feed ${id}.`, { exitCode: 2, next: `See them: ${LIST}` });
    say(`Feed ${id} is removed and its token forgotten; what came from it stays.`);
  });
}

async function whose(db: Database, { customer, org }: AddFlags): Promise<{ org: string; name: string }> {
  if ((customer === undefined) === (org === undefined)) {
    throw new UserError('Whose feed it is must be said once: --customer NAME or --org UUID.', { exitCode: 2 });
  }
  if (org !== undefined) {
    const uuid = comparableId(org);
    if (UUID.test(uuid)) return { org: uuid, name: uuid };
    throw new UserError(`${JSON.stringify(org)} is no organisation id of Webex.`, {
      exitCode: 2,
      next: 'Give it as Control Hub > Account shows it: --org 3f2b8c1e-5a47-4d0b-9c36-0b1f6a7d2e54',
    });
  }
  const found = await whoseFile(db, customer ?? '', toIsoDate(systemClock.now()));
  if ('reason' in found) throw new UserError(found.reason, { exitCode: 2, next: found.next });
  const { source, key, name } = found.whose;
  const uuid = source === 'webex' && key.startsWith('id:') ? key.slice('id:'.length) : '';
  if (UUID.test(uuid)) return { org: uuid, name };
  throw new UserError(`No list says which Webex organisation ${name} is.`, {
    exitCode: 2,
    next: 'Give its id (Control Hub > Account > Organization ID): --org UUID',
  });
}

async function readStandardInput(): Promise<string> {
  if (process.stdin.isTTY)
    process.stderr.write('Paste the token and end with Enter and Ctrl+D (it is shown as you type):\n');
  return readText(process.stdin);
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UserError(`The token cannot be read from ${path}.`, { exitCode: 2, cause });
  }
}

function readToken(text: string): string {
  const token = text.trim().replace(/^Bearer\s+/i, '');
  if (/^[\x21-\x7e]{20,4000}$/.test(token)) return token;
  throw new UserError('There is no token: it has at least 20 letters and no spaces.', {
    exitCode: 2,
    next: 'Give it on standard input or in a file: --token-file PATH   How to get one: docs/feeds.md',
  });
}

interface Shown {
  readonly id: number;
  readonly kind: string;
  readonly name: string;
  readonly org: string;
  readonly host: string | null;
  readonly heard: string | null;
  readonly completeUntil: string | null;
  readonly lagMinutes: number | null;
  readonly error: string | null;
  readonly errorDetail: string | null;
  readonly failingSince: string | null;
}

function shown(feed: Feed): Shown {
  const { id, kind, name, org, host, heardAt, completeUntil, error, errorDetail, failingSince } = feed;
  const lag = completeUntil === null ? null : Math.max(0, Math.round((systemClock.now() - completeUntil) / 60_000));
  return {
    ...{ id, kind, name, org, host, error, errorDetail },
    heard: iso(heardAt),
    completeUntil: iso(completeUntil),
    lagMinutes: lag,
    failingSince: iso(failingSince),
  };
}

function lineOf({ id, kind, name, host, heard, lagMinutes, error, errorDetail, failingSince }: Shown): string {
  const where = host === null ? '' : ` at ${host}`;
  const how = heard === null ? 'nothing heard yet' : `complete up to ${lagMinutes} minutes ago, heard ${heard}`;
  const wrong = error === null ? '' : `\n  ! ${error} since ${failingSince}: ${errorDetail}`;
  return `${id}  ${kind} of ${name}${where}: ${how}${wrong}`;
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

function say(text: string): void {
  process.stdout.write(`${text.split('\n').map(printable).join('\n')}\n`);
}
