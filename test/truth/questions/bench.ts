import { join } from 'node:path';
import { commands } from '../../../commands/index.ts';
import type { Asker } from '../../../src/access/asker.ts';
import type { Answer } from '../../../src/answers/answer.ts';
import { ask } from '../../../src/ask/ask.ts';
import type { Desk } from '../../../src/ask/desk.ts';
import { vocabularyOf } from '../../../src/ask/vocabulary.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { demoFiles, writeDemo } from '../../../src/demo/index.ts';
import { makeWorkspace } from '../../customers/workspace.ts';
import { readWorld, type World } from '../oracle/oracle.ts';
import { PART, writeExtraFiles } from './extra-files.ts';

/** A demo with some files more, imported, and the same files as the oracle reads them. */
export interface Bench {
  readonly world: World;
  /** The answer with every row; throws the product's own words when there is none. */
  ask(text: string, owner?: string): Promise<Answer>;
  close(): void;
}

export async function openBench(customers: number, seed: number): Promise<Bench> {
  const { workspace, close } = makeWorkspace();
  const { db, folder } = workspace;
  const options = { customers, seed, today: '2026-11-21' };
  await writeDemo(options, folder);
  const files = [...demoFiles(options).map(({ name }) => ({ name, options: {} })), ...writeExtraFiles(folder)];
  for (const { name, options: how } of files) {
    const { outcome, reasons } = await workspace.take(join(folder, name), how);
    if (outcome !== 'imported') throw new Error(`${name} is ${outcome}: ${reasons.join(' ')}`);
  }
  const desk: Desk = {
    ...{ db, demo: false, clock: systemClock, commands },
    ...{ vocabulary: vocabularyOf(commands), cycleDay: 25 },
  };
  return {
    world: readWorld(folder, { parts: [PART] }),
    ask: (text, owner) => answerOf(desk, text, owner),
    close,
  };
}

export async function answerOf(desk: Desk, text: string, owner?: string): Promise<Answer> {
  const all: Asker = { email: null, name: null, role: 'admin', scope: 'all', money: true };
  const asker: Asker = owner === undefined ? all : { ...all, email: owner, role: 'editor', scope: 'own' };
  const outcome = await ask(desk, { text, asker, language: 'en', pageSize: Number.POSITIVE_INFINITY });
  if (outcome.kind === 'error') throw new Error(`${text}: ${outcome.message}`);
  return outcome.answer;
}
