import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Around } from '../../src/chat/around.ts';
import { sweepFiles } from '../../src/chat/flow/import-folders.ts';
import { pressText } from '../../src/chat/press.ts';
import { files } from '../commands/desk.ts';
import { buttonOf, direct, type ImportStage, openImportStage, wordsOf } from './import-stage.ts';

const PEOPLE = 'people-2026-11-21.csv';
const NEWER = 'partner-hub-subscriptions-2026-11-15.csv';
const PART = 'partner-hub-subscriptions-2026-11-20.csv';
const part = `${files[NEWER]?.slice(0, 2).join('\n')}\n`;
const DAY_MS = 86_400_000;

const statusOf = (stage: ImportStage): unknown =>
  stage.workspace.db.sqlite.prepare('select status, extent from imports order by id desc limit 1').get();

async function held(): Promise<ImportStage> {
  const stage = await openImportStage([PEOPLE, NEWER]);
  await stage.drop('U0ADA', { [PART]: part });
  expect(stage.port.last().title).toBe(`Is ${PART} the whole list?`);
  return stage;
}

describe('a held import', () => {
  test('says why, keeps its file for its owner only, and asks', async () => {
    const stage = await held();
    expect(wordsOf(stage.port.last())).toContain('under 70 %');
    expect(stage.port.last().buttons.map(({ label }) => label)).toEqual([
      'It is the whole list',
      'It is a part',
      'Drop it',
    ]);
    expect(stage.left().map((each) => each.split(' ').at(-1))).toEqual(['700', '600', '600']);
    expect(statusOf(stage)).toEqual({ status: 'held', extent: 'whole' });
  });

  test.each([
    ['It is the whole list', { status: 'done', extent: 'whole' }, '4 → 1 customer'],
    ['It is a part', { status: 'done', extent: 'part' }, 'is in'],
    ['Drop it', { status: 'undone', extent: 'whole' }, 'is dropped'],
  ])('does what “%s” says in the same message, and its file is gone', async (label, status, said) => {
    const stage = await held();
    await stage.press('U0ADA', label);
    expect(statusOf(stage)).toEqual(status);
    expect(stage.port.sent.at(-1)?.to).toMatchObject({ to: 'message', message: '1.0' });
    expect(wordsOf(stage.port.last())).toContain(said);
    expect(stage.left()).toEqual([]);
  });

  test('is decided once: a second press says that the file is gone', async () => {
    const stage = await held();
    const again = pressText(buttonOf(stage.port.last(), 'It is a part').press) ?? '';
    await stage.press('U0ADA', 'Drop it');
    await stage.say('U0ADA', { do: 'press', press: again }, direct);
    expect(stage.port.last().title).toBe('That file is not here any more');
    expect(statusOf(stage)).toEqual({ status: 'undone', extent: 'whole' });
  });

  test('is nobody else’s to decide, and no admin’s any more who is none', async () => {
    const stage = await held();
    const meant = buttonOf(stage.port.last(), 'It is a part').press;
    await stage.say('U0EVE', { do: 'press', press: pressText(meant) ?? '' }, direct);
    await stage.say('U0EVE', { do: 'press', press: (pressText(meant) ?? '').replace('U0ADA', 'U0EVE') }, direct);
    expect(statusOf(stage)).toEqual({ status: 'held', extent: 'whole' });
    expect(stage.audit('refusal')).toMatchObject([{ action: 'import-as' }, { action: 'import-as' }]);
    expect(stage.left()).toHaveLength(3);
  });

  test('is decided by one of two presses at once', async () => {
    const stage = await held();
    const [whole, part] = ['It is the whole list', 'It is a part'].map(
      (label) => pressText(buttonOf(stage.port.last(), label).press) ?? '',
    );
    const press = (text: string | undefined, channel: string) =>
      stage.say('U0ADA', { do: 'press', press: text ?? '' }, { channel, kind: 'direct' });
    await Promise.all([press(whole, 'D0001'), press(part, 'D0002')]);
    const titles = stage.port.sent.map(({ card }) => card.title);
    expect(titles.filter((title) => title.endsWith('is in'))).toHaveLength(1);
    expect(titles.filter((title) => title === 'That file is not here any more')).toHaveLength(1);
    expect(stage.left()).toEqual([]);
  });

  test('waits for a day, and then its button says so', async () => {
    const stage = await held();
    const { clock } = stage.around;
    const now = clock.now();
    sweepFiles({ ...stage.around, clock: { ...clock, now: () => now + DAY_MS - 1000 } });
    expect(stage.left()).toHaveLength(3);
    sweepFiles({ ...stage.around, clock: { ...clock, now: () => now + DAY_MS + 1000 } });
    expect(stage.left()).toEqual([]);
    await stage.press('U0ADA', 'It is a part');
    expect(stage.port.last().title).toBe('That file is not here any more');
  });

  test.each(['../../../etc', '', 'held-x', '00000000-0000-4000-8000-000000000000/../..'])(
    'is found by its id only, and not by the path “%s”',
    async (file) => {
      const stage = await openImportStage([PEOPLE]);
      const press = JSON.stringify({ do: 'import-as', file, as: 'whole', of: 'U0ADA' });
      await stage.say('U0ADA', { do: 'press', press }, direct);
      expect(wordsOf(stage.port.last())).not.toContain('is in');
    },
  );
});

describe('the figures after an import', () => {
  test.each([
    ['They match', 'the figures match', '{"match":true}'],
    ['They differ', 'What to check', '{"match":false}'],
  ])('are on record when somebody says “%s”', async (label, said, detail) => {
    const stage = await openImportStage([PEOPLE]);
    await stage.drop('U0ADA', { [NEWER]: `${files[NEWER]?.join('\n')}\n` });
    await stage.press('U0ADA', label);
    expect(wordsOf(stage.port.last())).toContain(said);
    const logged = stage.audit('change').filter(({ action }) => action === 'import.figures');
    expect(logged).toMatchObject([{ actor: 'ada@reseller.example', detail }]);
  });

  test('are not asked for where a newer export counts', async () => {
    const stage = await openImportStage([PEOPLE, NEWER]);
    await stage.drop('U0ADA', { 'partner-hub-subscriptions-2026-11-01.csv': `${files[NEWER]?.join('\n')}\n` });
    expect(stage.port.last().title).toContain('is in');
    expect(stage.port.last().buttons).toEqual([]);
  });
});

describe('after a crash', () => {
  /** What an earlier process left of the first message: its file half fetched, its message there. */
  function leave(stage: ImportStage, message: { channel: string; message: string } | null): void {
    const hash = createHash('sha256').update('slack K1 0').digest('hex').slice(0, 40);
    const folder = join(stage.around.filesFolder, `in-${hash}`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const note = {
      at: stage.around.clock.now(),
      name: NEWER,
      message,
      import: null,
      decidedBy: null,
      said: '',
      rejectsSent: false,
    };
    writeFileSync(join(folder, '.note.json'), JSON.stringify(note));
    writeFileSync(join(folder, NEWER), 'Customer,');
  }

  test.each([
    ['before the file was in', [PEOPLE], false],
    ['after the file was in', [PEOPLE, NEWER], true],
  ])('%s the same message goes on and says how it ended', async (_when, given, wasIn) => {
    const stage = await openImportStage(given);
    leave(stage, { channel: 'D0ADA', message: '9.9' });
    await stage.drop('U0ADA', { [NEWER]: `${files[NEWER]?.join('\n')}\n` });
    expect(stage.port.sent).toHaveLength(1);
    expect(stage.port.sent[0]?.to).toMatchObject({ to: 'message', message: '9.9' });
    expect(stage.port.last().title).toBe(`${NEWER} is in`);
    expect(wordsOf(stage.port.last()).includes('had gone in before')).toBe(wasIn);
    expect(stage.left()).toEqual([]);
  });

  test('an import that is cut off because the program is told to stop stays in the inbox with its file, for the next start', async () => {
    const stop = new AbortController();
    stop.abort();
    const { importInChild } = await import('../../src/cli/import-child.ts');
    let database = '';
    const importFile: Around['importFile'] = (path, options) =>
      importInChild({ databasePath: database }, stop.signal)(path, options);
    const stage = await openImportStage([PEOPLE], importFile);
    database = stage.workspace.db.file;
    await stage.drop('U0ADA', { [NEWER]: `${files[NEWER]?.join('\n')}\n` });
    const waiting = stage.workspace.db.sqlite.prepare('select state from inbox').pluck().all();
    expect(waiting).toEqual(['received']);
    expect(stage.left()).not.toEqual([]);
  });
});
