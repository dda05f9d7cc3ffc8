import { beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { addSchedule } from '../../db/writes/schedules.ts';
import { answeringDatabase } from './answering.ts';
import { runHere } from './here.ts';
import { documentOf } from './pulse.ts';
import { tempFolder } from './temp-folder.ts';

const folder = tempFolder();
let database: string;

beforeAll(async () => {
  database = await answeringDatabase(folder, 'digests');
  const db = openDatabase(database);
  addSchedule(
    db,
    {
      ...{ digest: 'renewals', zone: 'UTC', filters: '', language: 'en', catchUp: 'latest', catchUpDays: 5 },
      to: { platform: 'slack', team: 'T0001', kind: 'channel', id: 'C0DEALS' },
      rule: { kind: 'weekly', days: [1], hour: 9, minute: 0 },
      ...{ patienceMs: null, state: 'active', owner: { email: 'eve@reseller.example', user: 'U0EVE' } },
    },
    { at: 0, actor: 'eve@reseller.example' },
  );
  db.close();
});

const digest = (...args: string[]) => runHere(['digest', ...args], { DATABASE_URL: database });

test('preview prints what a digest would say, as text or as one JSON document', async () => {
  const text = await digest('preview', 'renewals', '--as-of', '2026-11-21', '--filters', 'tag:gold');
  expect(text).toMatchObject({ code: 0, stderr: '' });
  expect(text.stdout).toMatch(/^Renewals[\s\S]*Nova Foods/);
  const { name, parts } = documentOf(await digest('preview', 'renewals', '--as-of', '2026-11-21', '--format', 'json'));
  expect({ name, rows: parts[0].table.rows.length }).toEqual({ name: 'renewals', rows: 1 });
});

test.each([
  [['preview', 'renewal'], /no digest renewal\. There are: call-quality/],
  [['preview', 'renewals', '--filters', 'top:5'], /no filters/],
  [['preview', 'my-week'], /“me”/],
  [['send', '9'], /no schedule 9/],
])('digest %j is wrong use that says what to do', async (args, message) => {
  const { code, stdout, stderr } = await digest(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
});

test('send asks the running bot for a post, once for each time it is said, and why tells of it', async () => {
  const sent = await digest('send', 'renewals');
  expect(sent).toMatchObject({ code: 0, stderr: '' });
  expect(sent.stdout).toMatch(/Schedule 1 \(renewals\)/);
  const db = openDatabase(database);
  const slots = db.sqlite.prepare("select state from slots where label like 'now:%'").all();
  db.close();
  expect(slots).toEqual([{ state: 'due' }]);
  const { stdout } = await runHere(['ask', 'why 1'], { DATABASE_URL: database });
  expect(stdout).toContain('Somebody asked');
  expect((await digest('list')).stdout).toMatch(/renewals +Mondays/);
});
