import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataAnswer } from '../../commands/data.ts';
import { importDetailsShape } from '../../db/import-details.ts';
import { tryLockImports } from '../../db/import-lock.ts';
import { startImport } from '../../db/writes/imports.ts';
import { atDesk, clock } from '../ingest/hostile/cases.ts';
import { ordinary, subscriptions } from '../ingest/hostile/files.ts';
import { databaseAt, startPulse } from './pulse.ts';

const statuses = async (desk: Parameters<Parameters<typeof atDesk>[0]>[0]) => {
  const { sections } = await dataAnswer(desk.db, '2026-11-21', false);
  return sections.find(({ title }) => title.startsWith('Imports'))?.table?.rows.map((row) => row['status']);
};

test('Ctrl-C in an import says that nothing of the file counts, and what to do', () =>
  atDesk(async (desk) => {
    const file = join(desk.folder, 'subs-2026-11-15.csv');
    writeFileSync(file, subscriptions(ordinary(3)));
    const unlock = tryLockImports(desk.db.file);
    const { child, ended, says } = startPulse(['import', file], databaseAt(desk.db.file));
    await says(/Another import is running/);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 130, stdout: '' });
    expect((await ended).stderr).toContain(`Interrupted. Nothing of ${file} counts.\n→ Run the same command again.`);
    unlock?.();
  }));

test('an import whose process is gone shows as interrupted, one at work as running', () =>
  atDesk(async (desk) => {
    const details = importDetailsShape.parse({});
    const report = 'partner-hub-subscriptions';
    await startImport(desk.db, clock, {
      report,
      file: 'a',
      contentHash: 'b',
      asOf: '2026-11-15',
      extent: 'whole',
      details,
    });
    expect(await statuses(desk)).toEqual(['interrupted']);
    const unlock = tryLockImports(desk.db.file);
    expect(await statuses(desk)).toEqual(['running']);
    unlock?.();
  }));

test('a source whose newest import is a part says what the part adds to', () =>
  atDesk(async (desk) => {
    await desk.import({ name: 'subs-2026-11-08.csv', content: subscriptions(ordinary(10)) });
    await desk.import({
      name: 'subs-2026-11-15.csv',
      content: subscriptions(ordinary(2)),
      options: { extent: 'part' },
    });
    const { notes } = await dataAnswer(desk.db, '2026-11-16', false);
    expect(notes).toContain(
      'partner-hub-subscriptions: import 2 is only a part; it adds to import 1 as of 2026-11-08.',
    );
  }));
