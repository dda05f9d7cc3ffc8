import { decided, openAnswer, records } from '../../commands/matches.ts';
import type { Database } from '../../db/open.ts';
import { type Decided, decideMatch, joinRecords, splitRecords, undoDecision } from '../../db/writes/decisions.ts';
import { systemClock } from '../base/clock.ts';
import { toIsoDate } from '../base/days.ts';
import { loadConfig } from '../config.ts';
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

/** `pulse matches`, with `--decided` */
export async function showMatches(flags: { format: Format; decided?: boolean }): Promise<void> {
  const show = flags.decided ? decided : openAnswer;
  await withDatabase(async (db, demo) => printAnswer(await show(db, today(), demo), flags.format));
}

/** `pulse matches records NAME` */
export async function showRecords(name: string, flags: { format: Format }): Promise<void> {
  await withDatabase(async (db, demo) => printAnswer(await records(db, name, today(), demo), flags.format));
}

async function change(work: (db: Database) => Promise<Decided>, told: string): Promise<void> {
  await withDatabase(async (db) => {
    await work(db);
    process.stdout.write(`${told}\n`);
  });
}

/** `pulse matches join|apart MATCH` */
export async function decide(match: number, verdict: 'same' | 'different'): Promise<void> {
  const told = verdict === 'same' ? 'joined, also for later imports' : 'kept apart, also in later imports';
  await change((db) => decideMatch(db, systemClock, match, verdict, null), `Match ${match}: ${told}.`);
}

/** `pulse matches undo MATCH` */
export async function undoMatch(match: number): Promise<void> {
  await change(
    (db) => undoDecision(db, systemClock, match),
    `Match ${match}: the newest decision is taken back; what was decided before it, if anything, counts again.`,
  );
}

/** `pulse matches join-records RECORD RECORD` */
export async function joinTwo(one: number, other: number): Promise<void> {
  await change(
    (db) => joinRecords(db, systemClock, [one, other], null),
    `Records ${one} and ${other} are one customer now, also for later imports.`,
  );
}

/** `pulse matches split RECORD…` */
export async function split(records: number[]): Promise<void> {
  const told =
    records.length === 1
      ? `Record ${records[0]} is a customer of its own now, also in later imports.`
      : `Records ${records.join(', ')} are one customer of their own now, also in later imports.`;
  await change((db) => splitRecords(db, systemClock, records, null), told);
}
