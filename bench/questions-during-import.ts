import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { commands } from '../commands/index.ts';
import { type Database, openDatabase } from '../db/open.ts';
import { commandLine } from '../src/access/asker.ts';
import { ask } from '../src/ask/ask.ts';
import type { Desk } from '../src/ask/desk.ts';
import { vocabularyOf } from '../src/ask/vocabulary.ts';
import { systemClock as clock } from '../src/base/clock.ts';
import { assetPath } from '../src/base/paths.ts';
import { writeLinesFile } from './lines-file.ts';
import type { Figure } from './measure.ts';
import { TODAY } from './reading.ts';

export const PER_SECOND = 50;
const QUIET_SECONDS = 10;
const kinds = ['overview', 'customers', 'expiring 90d', 'expiring 30d', 'renewing 90d', 'new 90d', 'expired 30d'];
const more = ['low-assignment', 'overage', 'licenses', 'cluster act-now m365', 'cluster', 'cohort', 'agreements 90d'];
const filters = ['', 'country:BR', 'cluster:act-now', '-tag:lost', 'owner:rep01@reseller.example', 'family:calling'];
const texts = [...kinds, ...more].flatMap((kind) => filters.map((filter) => `${kind} ${filter}`.trim()));

/**
 * How long questions take that come at a steady rate, whether or not the one before is answered yet, in one process while
 * another imports: from the moment each is due. Each was asked once before.
 */
export async function measureDuringImport(folder: string, database: string, rows: number): Promise<Figure> {
  const db = openDatabase(database);
  const desk = deskOf(db);
  try {
    await warmUp(desk);
    const start = clock.monotonic();
    const quiet = await askSteadily(desk, () => clock.monotonic() - start > QUIET_SECONDS * 1000);
    // Of a day before all others: what is asked about stays what it is, until the import's last commit and after.
    const file = join(folder, 'partner-hub-subscriptions-2026-08-16.csv');
    await writeLinesFile(file, rows);
    const child = spawn(process.execPath, [assetPath('src/launch/pulse.mjs'), 'import', file, '--format', 'json'], {
      env: { ...process.env, DATABASE_URL: `file:${database}` },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    let ended = false;
    const closed = once(child, 'close').then(([code]) => {
      ended = true;
      return code;
    });
    const busy = await askSteadily(desk, () => ended);
    const code = await closed;
    if (code !== 0) throw new Error(`The import beside the questions ended with ${code}.`);
    return {
      what: `${PER_SECOND} questions a second beside an import of ${rows.toLocaleString('en-US')} rows, ms`,
      ours: `p50 ${at(busy, 0.5)}, p99 ${at(busy, 0.99)}, longest ${at(busy, 1)} (${busy.length})`,
      baseline: `p50 ${at(quiet, 0.5)}, p99 ${at(quiet, 0.99)}, longest ${at(quiet, 1)} (no import)`,
      ratio: (Number(at(busy, 0.99)) / Number(at(quiet, 0.99))).toFixed(2),
      wanted: 'p99 <= 100 ms',
    };
  } finally {
    db.close();
  }
}

/** Where questions are answered from a database. */
export function deskOf(db: Database): Desk {
  return { db, demo: false, clock, commands, vocabulary: vocabularyOf(commands), cycleDay: 25 };
}

/** Asks every question once. */
export async function warmUp(desk: Desk): Promise<void> {
  for (const text of texts) await answer(desk, text);
}

/** Asks at a steady rate until it is over; gives how long each answer took from the moment it was due, milliseconds. */
export async function askSteadily(desk: Desk, isOver: () => boolean): Promise<number[]> {
  const took: number[] = [];
  const start = clock.monotonic();
  for (let n = 0; !isOver(); n++) {
    const due = start + (n * 1000) / PER_SECOND;
    // Also when behind: readings never let go of the process by themselves, and the import's end has to be heard.
    await clock.sleep(Math.max(0, due - clock.monotonic()));
    // A multiplier prime to their number visits all questions, kinds and filters mixed.
    await answer(desk, texts[(n * 37) % texts.length] ?? '');
    took.push(clock.monotonic() - due);
  }
  return took;
}

async function answer(desk: Desk, text: string): Promise<void> {
  const outcome = await ask(desk, { text, asker: commandLine, language: 'en', asOf: TODAY, pageSize: 50 });
  if (outcome.kind === 'error') throw new Error(`${text}: ${outcome.message}`);
}

/** The value below which a share of them is, as text. */
export function at(values: readonly number[], share: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return value.toFixed(value < 10 ? 1 : 0);
}
