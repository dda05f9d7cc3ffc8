import { matches, records } from '../../commands/matches.ts';
import type { Database } from '../../db/open.ts';
import { decideMatch, splitAccount } from '../../db/writes/decisions.ts';
import { systemClock } from '../base/clock.ts';
import { toIsoDate } from '../base/days.ts';
import { loadConfig } from '../config.ts';
import { redraw } from '../customers/join-import.ts';
import { openAnsweringDatabase } from './databases.ts';
import { printAnswer } from './print.ts';

type Format = 'text' | 'json';

async function withDatabase(work: (db: Database, demo: boolean) => Promise<void>): Promise<void> {
  const { db, demo } = openAnsweringDatabase(loadConfig());
  try {
    await work(db, demo);
  } finally {
    db.close();
  }
}

const today = () => toIsoDate(systemClock.now());

/** `pulse matches` */
export async function showMatches(flags: { format: Format }): Promise<void> {
  await withDatabase(async (db, demo) => printAnswer(await matches(db, today(), demo), flags.format));
}

/** `pulse matches records NAME` */
export async function showRecords(name: string, flags: { format: Format }): Promise<void> {
  await withDatabase(async (db, demo) => printAnswer(await records(db, name, today(), demo), flags.format));
}

/** `pulse matches join|apart MATCH` */
export async function decide(matchId: number, verdict: 'same' | 'different'): Promise<void> {
  await withDatabase(async (db) => {
    const decided = await decideMatch(db, systemClock, matchId, verdict, null);
    await redraw(db, systemClock, decided.customers);
    process.stdout.write(
      verdict === 'same'
        ? `Match ${matchId}: joined, also for later imports.\n`
        : `Match ${matchId}: kept apart, also in later imports.\n`,
    );
  });
}

/** `pulse matches split RECORD` */
export async function split(record: number): Promise<void> {
  await withDatabase(async (db) => {
    const decided = await splitAccount(db, systemClock, record, null);
    await redraw(db, systemClock, decided.customers);
    process.stdout.write(`Record ${record} is a customer of its own now, also in later imports.\n`);
  });
}
