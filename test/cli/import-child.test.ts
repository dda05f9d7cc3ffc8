import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { runChild } from '../../src/cli/child.ts';
import { importInChild, rowsSoFar } from '../../src/cli/import-child.ts';
import { progressOn } from '../../src/ingest/progress.ts';
import { openWorkspace } from '../customers/workspace.ts';

const HEAD = 'Customer,Owner,Domain,Tags,Industry,Country';
const never = new AbortController().signal;

test('what an import says of its progress is understood', () => {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  let ms = 0;
  const progress = progressOn(stream as NodeJS.WriteStream, { ...systemClock, monotonic: () => ms });
  progress.onWait();
  progress.onStart({ file: 'a.csv', bytes: 1000, report: 'crm-customers' });
  ms = 10_000;
  progress.onProgress({ bytes: 370, rows: 1_234_567 });
  expect(lines.map(rowsSoFar)).toEqual([undefined, 1_234_567]);
});

test('the lines of a child’s standard error are heard as they come', async () => {
  const heard: string[] = [];
  const done = await runChild(['import', '/nowhere/at/all.csv'], process.env, never, (line) => heard.push(line));
  expect(done.code).not.toBe(0);
  expect(`${heard.join('\n')}\n`).toBe(done.stderr);
});

test('an import gives its document and its exit code, whatever became of the file', async () => {
  const workspace = openWorkspace();
  const take = importInChild({ databasePath: workspace.db.file }, never);
  const good = workspace.write('crm-customers-2026-11-20.csv', `${HEAD}\nNova,ana@x.example,nova.com.br,,Food,BR\n`);
  const ended = await take(good, { onProgress() {} });
  expect(ended).toMatchObject({ kind: 'ended', exitCode: 0 });
  const unknown = await take(workspace.write('none.csv', 'a,b\n1,2\n'), { onProgress() {}, extent: 'part' });
  expect(unknown).toMatchObject({ kind: 'ended', exitCode: 2 });
  const none = await take(`${workspace.folder}/none-at-all.csv`, { onProgress() {} });
  expect(none).toMatchObject({ kind: 'failed', message: expect.stringContaining('none-at-all.csv') });
});
