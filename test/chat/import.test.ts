import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import type { Around } from '../../src/chat/around.ts';
import { files } from '../commands/desk.ts';
import { injections } from '../slack/injections.ts';
import { openImportStage, wordsOf } from './import-stage.ts';

const PEOPLE = 'people-2026-11-21.csv';
const OLDER = 'partner-hub-subscriptions-2026-11-08.csv';
const NEWER = 'partner-hub-subscriptions-2026-11-15.csv';
const textOf = (name: string): string => `${files[name]?.join('\n')}\n`;

const imported = (file: string): string =>
  JSON.stringify({
    ...{ file, report: 'crm-customers', asOf: '2026-11-20', rows: 2, accepted: 2, rejected: 0, outcome: 'imported' },
    ...{ reasons: [], next: null, import: 7, notes: [], joins: null, change: null },
  });

describe('a file that an admin drops', () => {
  test('and that is mostly wrong is not in, and its rows come back; where they cannot, that is said', async () => {
    const stage = await openImportStage([PEOPLE]);
    const bad = (n: number) => `Nova,,,,Webex Calling,Subscription,S${n},never,2026-12-01,No,1,1,1`;
    const text = `${[files[NEWER]?.[0], bad(1), bad(2)].join('\n')}\n`;
    await stage.drop('U0ADA', { [NEWER]: text });
    expect(stage.port.last().title).toBe(`${NEWER} is not in`);
    expect(wordsOf(stage.port.last())).toContain('more than half');
    expect(stage.port.files[0]?.file.content.split('\r\n')).toHaveLength(4);
    const { sendFile } = stage.port;
    stage.port.sendFile = async () => ({ at: 'refused', why: 'missing-scope', detail: 'files:write' });
    await stage.drop('U0ADA', { [NEWER]: text });
    expect(wordsOf(stage.port.last())).toContain('could not be sent');
    stage.port.sendFile = sendFile;
  });

  test('is imported, told in one message that is edited in place, held against the portal, and gone afterwards', async () => {
    const stage = await openImportStage([PEOPLE, OLDER], 'child');
    await stage.drop('U0ADA', { [NEWER]: textOf(NEWER) });
    const [first, last] = stage.port.sent;
    expect(stage.port.sent).toHaveLength(2);
    expect(first).toMatchObject({ to: { to: 'person', speaker: { user: 'U0ADA' } } });
    expect(first?.card.title).toBe(`Importing ${NEWER} …`);
    expect(last?.to).toEqual({ to: 'message', team: 'T0001', channel: 'D-U0ADA', message: '1.0' });
    expect(last?.card.title).toBe(`${NEWER} is in`);
    const words = wordsOf(stage.port.last());
    for (const said of ['Partner Hub subscriptions', '15 Nov 2026', '2 → 4 customers', 'They match', 'They differ'])
      expect(words).toContain(said);
    const figures = stage.port.last().parts.filter((part) => part.kind === 'facts')[1];
    expect(figures).toEqual({
      kind: 'facts',
      facts: [
        { label: 'Customers', value: '4' },
        { label: 'Nearing expiration', value: '1' },
        { label: 'Nearing renewal', value: '0' },
        { label: 'Low assignment', value: expect.any(String) },
        { label: 'Over the limit', value: '0' },
      ],
    });
    expect(stage.left()).toEqual([]);
    expect(stage.port.files).toEqual([]);
    const [logged] = stage.audit('change').filter(({ action }) => action === 'import.chat');
    expect(logged).toMatchObject({ actor: 'ada@reseller.example' });
  });

  test('says nothing of what changed in all customers to an admin who sees their own only', async () => {
    const stage = await openImportStage([OLDER]);
    await stage.workspace.put(PEOPLE, 'E-mail,Name,Role,Scope\nada@reseller.example,Ada,admin,own\n');
    await stage.drop('U0ADA', { [NEWER]: textOf(NEWER) });
    const words = wordsOf(stage.port.last());
    expect(words).toContain(`${NEWER} is in`);
    expect(words).not.toMatch(/→|new customer/);
  });

  test('gives its rejected rows back as a file that no spreadsheet runs', async () => {
    const stage = await openImportStage([PEOPLE]);
    const rows = [
      ...(files[NEWER] ?? []),
      '=HYPERLINK("x"),,,,Webex Calling,Subscription,S9,never,2026-12-01,No,1,1,1',
    ];
    await stage.drop('U0ADA', { [NEWER]: `${rows.join('\n')}\n` });
    expect(wordsOf(stage.port.last())).toContain('1 row was rejected');
    const [sent] = stage.port.files;
    expect(sent?.speaker.user).toBe('U0ADA');
    expect(sent?.file.name).toMatch(/^rejected-\d+\.csv$/);
    expect(sent?.file.content).toContain(',Reason');
    expect(sent?.file.content).not.toMatch(/(^|,)"?=/m);
  });

  test.each([
    ['one that went in before', { [OLDER]: textOf(OLDER) }, 'was in already'],
    ['no report at all', { 'holiday.csv': 'Beach,Sun\n1,2\n' }, 'is no report I know'],
    ['a report without its column', { 'x.csv': 'Customer,Product,Country\nNova,Webex,BR\n' }, 'Export it again'],
    ['no day', { 'hub.csv': textOf(OLDER) }, 'write the day of the export beside it'],
    ['a picture', { 'a.png': Buffer.from('89504e470d0a1a0a00000000', 'hex') }, 'a.png'],
  ])('that is %s is refused in plain words', async (_what, dropped, said) => {
    const stage = await openImportStage([PEOPLE, OLDER]);
    await stage.drop('U0ADA', dropped);
    const words = wordsOf(stage.port.last());
    expect(words).toContain(said);
    expect(words).not.toContain(stage.around.filesFolder);
    expect(words).not.toContain('npm run');
    expect(stage.left()).toEqual([]);
  });

  test('takes its day from the words beside it where its name has none', async () => {
    const stage = await openImportStage([PEOPLE]);
    await stage.drop('U0ADA', { 'hub.csv': textOf(NEWER) }, 'this is of 2026-11-15');
    expect(stage.port.last().title).toBe('hub-2026-11-15.csv is in');
  });

  test('is one of several, which are imported one after the other', async () => {
    const stage = await openImportStage([PEOPLE]);
    const crm = 'crm-customers-2026-11-20.csv';
    await stage.drop('U0ADA', { [OLDER]: textOf(OLDER), 'none.csv': 'a,b\n1,2\n', [crm]: textOf(crm) });
    const titles = stage.port.sent.map(({ card }) => card.title);
    expect(titles.filter((title) => title.startsWith('Importing'))).toHaveLength(3);
    expect(titles.filter((title) => title.endsWith('is in'))).toEqual([`${OLDER} is in`, `${crm} is in`]);
  });
});

test('whoever is no admin is told who is, and it is on record', async () => {
  const stage = await openImportStage([PEOPLE]);
  await stage.drop('U0EVE', { [NEWER]: textOf(NEWER) });
  expect(stage.port.sent).toHaveLength(1);
  expect(wordsOf(stage.port.last())).toContain('Ada (ada@reseller.example)');
  expect(stage.audit('refusal')).toMatchObject([{ actor: 'eve@reseller.example', action: 'import' }]);
  expect(stage.left()).toEqual([]);
});

test('a file that is too large, or that the platform does not give, is said to be', async () => {
  const stage = await openImportStage([PEOPLE]);
  const file = { id: 'F1', name: 'a.csv', url: 'https://files.example/none', bytes: 10 };
  const place = { channel: 'D0ADA', kind: 'direct' } as const;
  await stage.say('U0ADA', { do: 'files', text: '', files: [{ ...file, bytes: 400 * 1024 * 1024 }] }, place);
  expect(wordsOf(stage.port.last())).toContain('larger than 300 MB');
  await stage.say('U0ADA', { do: 'files', text: '', files: [file] }, place);
  expect(wordsOf(stage.port.last())).toContain('file_not_found');
  expect(stage.left()).toEqual([]);
});

test('progress is shown at most every three seconds, and never after the end', async () => {
  let ms = 0;
  const importFile: Around['importFile'] = async (path, { onProgress }) => {
    for (let n = 1; n <= 10; n++) {
      ms += 1000;
      onProgress(n * 1000);
      await systemClock.sleep(0);
    }
    return { kind: 'ended', document: imported(path.replace(/.*\//, '')), exitCode: 0 };
  };
  const stage = await openImportStage([PEOPLE], importFile);
  Object.assign(stage.around.clock, { monotonic: () => ms });
  await stage.drop('U0ADA', { 'crm.csv': 'x' });
  const told = stage.port.sent.map(({ card }) => card.fallback);
  expect(told).toHaveLength(5);
  expect(told.slice(1, 4).map((text) => /([\d,]+) rows so far/.exec(text)?.[1])).toEqual(['3,000', '6,000', '9,000']);
  expect(told.at(-1)).toContain('crm.csv is in');
});

test('an import that fails says so, and that nothing counts', async () => {
  const importFile: Around['importFile'] = async () => ({ kind: 'failed', message: 'The disk is full.' });
  const stage = await openImportStage([PEOPLE], importFile);
  await stage.drop('U0ADA', { 'crm.csv': 'x' });
  expect(wordsOf(stage.port.last())).toContain('The disk is full.');
  expect(wordsOf(stage.port.last())).toContain('Nothing of it counts');
  expect(stage.left()).toEqual([]);
});

test('while it is imported a file is for its owner only, under a name that is no path', async () => {
  let seen: string[] = [];
  let path = '';
  const importFile: Around['importFile'] = async (given) => {
    path = given;
    seen = stage.left();
    return { kind: 'ended', document: imported('x'), exitCode: 0 };
  };
  const stage = await openImportStage([PEOPLE], importFile);
  await stage.drop('U0ADA', { '../../etc/pass wd\u202e;$(x).csv': 'x' });
  expect(path.startsWith(`${stage.around.filesFolder}/in-`)).toBe(true);
  expect(path.slice(path.lastIndexOf('/') + 1)).toBe('etc-pass-wd-x-.csv');
  expect(seen.map((each) => each.split(' ').at(-1))).toEqual(['700', '600', '600']);
});

test('names, cells and reasons that are made to do harm do none', async () => {
  const importFile: Around['importFile'] = async (path) => {
    const hostile = readFileSync(path, 'utf8');
    const reasons = Array.from({ length: 3 }, () => hostile.repeat(40));
    const outcome = hostile.length % 2 === 0 ? 'held' : 'refused';
    const notes = Array.from({ length: 60 }, () => hostile);
    const document = JSON.stringify({ ...JSON.parse(imported(hostile)), outcome, reasons, notes });
    return { kind: 'ended', document, exitCode: 1 };
  };
  const stage = await openImportStage([PEOPLE], importFile);
  await stage.drop('U0ADA', Object.fromEntries(injections.map((hostile) => [`${hostile}.csv`, hostile])));
  // The port fails for what Slack would refuse or read as more than text.
  expect(stage.port.sent).toHaveLength(injections.length * 2);
});
