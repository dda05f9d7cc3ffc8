import { join } from 'node:path';
import { commands } from '../../commands/index.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import { setTag } from '../../db/writes/tags.ts';
import type { Asker } from '../../src/access/asker.ts';
import { answerAsCsv } from '../../src/answers/csv.ts';
import { jsonLine } from '../../src/answers/json.ts';
import { answerAsText } from '../../src/answers/text.ts';
import { ask } from '../../src/ask/ask.ts';
import type { Desk, Outcome } from '../../src/ask/desk.ts';
import { vocabularyOf } from '../../src/ask/vocabulary.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { demoFiles, writeDemo } from '../../src/demo/index.ts';
import { foldValue } from '../../src/words/fold.ts';
import type { Language } from '../../src/words/languages.ts';
import { makeWorkspace } from '../customers/workspace.ts';
import { rounds } from '../long.ts';
import { onceARun } from '../once-a-run.ts';

export const TODAY = '2026-11-21';

/** Stands still, so that an answer is the same whenever it is asked for. */
export const clock: Clock = { ...systemClock, now: () => Date.parse(`${TODAY}T09:00:00Z`) };

export const vocabulary = vocabularyOf(commands);

/** Where questions about a database are asked. */
export function deskOn(db: Database): Desk {
  return { db, demo: false, clock, commands, vocabulary, cycleDay: 25 };
}

/** A demo that went through the real import; every sixth customer has a tag that no other has. */
export interface World {
  readonly desk: Desk;
  /** A copy of the database as it is now, for changing it. */
  copy(name: string): Promise<Database>;
  close(): void;
}

/** Whoever opens one closes it. Those of one size and seed begin as copies of one import. */
export async function openWorld(customers: number, seed: number): Promise<World> {
  const template = await onceARun(`world-${customers}-${seed}`, (file) => makeWorld(customers, seed, file));
  const { workspace, close } = makeWorkspace(template);
  const { db, folder } = workspace;
  const copies: Database[] = [];
  return {
    desk: deskOn(db),
    async copy(name) {
      const path = join(folder, `${name}.db`);
      await db.sqlite.backup(path);
      const copied = openDatabase(path, {});
      copies.push(copied);
      return copied;
    },
    close() {
      for (const each of copies) each.close();
      close();
    },
  };
}

async function makeWorld(customers: number, seed: number, file: string): Promise<void> {
  const { workspace, close } = makeWorkspace();
  try {
    const { db, folder } = workspace;
    const options = { customers, seed, today: TODAY };
    await writeDemo(options, folder);
    for (const { name } of demoFiles(options)) {
      const { outcome, reasons } = await workspace.take(join(folder, name));
      if (outcome !== 'imported') throw new Error(`${name} is ${outcome}: ${reasons.join(' ')}`);
    }
    const everySixth = db.sqlite.prepare<[], number>('select id from customers where id % 6 = 0').pluck().all();
    for (const id of everySixth) {
      const tag = `only-${(id * 7919 + 100_000).toString(36)}`;
      await setTag(db, clock, { customerId: id, tag, folded: foldValue(tag), verdict: 'on', by: null });
    }
    await db.sqlite.backup(file);
  } finally {
    close();
  }
}

/** A seed of a file's own, except in the short run, where many files share one world. */
export function ownSeed(seed: number, more: number): number {
  return rounds(seed, seed + more);
}

/** The command line itself. */
export const everybody: Asker = { email: null, name: null, role: 'admin', scope: 'all', money: true };

/** A person who sees nothing but their own customers. */
export function ownOf(email: string, role: Asker['role'] = 'viewer', money = role !== 'viewer'): Asker {
  return { email, name: null, role, scope: 'own', money };
}

/** Asks for every row, in English unless told. */
export function askAs(desk: Desk, asker: Asker, text: string, more: Partial<Parameters<typeof ask>[1]> = {}) {
  return ask(desk, { text, asker, language: 'en', pageSize: Number.POSITIVE_INFINITY, ...more });
}

/** Every byte that can leave with an outcome, in each of its forms. */
export function bytesOf(outcome: Outcome): string {
  if (outcome.kind === 'error') return `${outcome.message}\n${outcome.suggestion ?? ''}\n`;
  const { answer, language } = outcome;
  return `${jsonLine(answer)}${answerAsCsv(answer)}${answerAsText(answer, { language })}\n`;
}

/** The answer's rows as JSON gives them; throws the product's own words where there is no answer. */
export async function answerTo(desk: Desk, asker: Asker, text: string, language: Language = 'en') {
  const outcome = await askAs(desk, asker, text, { language });
  if (outcome.kind === 'error') throw new Error(`${text}: ${outcome.message}`);
  return outcome.answer;
}
