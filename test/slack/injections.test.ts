import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Incoming, What } from '../../src/chat/incoming.ts';
import { type Press, pressText } from '../../src/chat/press.ts';
import { dialogView, drawnOptions } from '../../src/chat/slack/blocks/dialog-view.ts';
import { cardMessage, homeView } from '../../src/chat/slack/blocks/message.ts';
import { openImportStage } from '../chat/import-stage.ts';
import { openStage, room, type Stage } from '../chat/stage.ts';
import { rounds } from '../long.ts';
import { injections } from './injections.ts';
import { assertValidOptions } from './validator/validator.ts';

/** Every third of each kind in the short run. */
const texts = [...new Set(injections)].filter((_, at) => at % rounds(7, 1) === 0);
/** How many of them stand where a row is rejected for them: too few for the file to be refused. */
const some = Math.floor(texts.length / 5);
const press = (meant: Press): What => ({ do: 'press', press: pressText(meant) ?? '' });
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const ADA = 'U0ADA';
const DIRECT = { channel: 'D0ADA', kind: 'direct' } as const;

const day = (n: number) => `2026-12-${String((n % 28) + 1).padStart(2, '0')}`;
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const site = (n: number) => `d${n}.example`;

/** Each text wherever a report has room for a text. */
const reports: Readonly<Record<string, string>> = {
  'partner-hub-subscriptions-2026-11-15.csv': [
    'Customer,Customer ID,Domain,Country,Product,Subscription Type,Subscription ID,Start Date,End Date,Auto Renew,Total Licenses,Assigned Licenses,Used Licenses',
    ...texts.map(
      (text, n) =>
        `${quoted(text)},${id(n)},${site(n)},BR,${quoted(text)},Subscription,S${n},2025-12-01,${day(n)},No,100,20,130`,
    ),
    // Rejected, with their texts in the reasons and in the file that comes back.
    ...texts
      .slice(0, some)
      .map((text) => `${quoted(text)},,,${quoted(text)},${quoted(text)},Subscription,,never,never,No,x,1,1`),
  ].join('\n'),
  'crm-customers-2026-11-20.csv': [
    'Customer,Owner,Domain,Tags,Industry,Country',
    ...texts.map(
      (text, n) =>
        `${quoted(text)},${n < some ? quoted(text) : 'ada@reseller.example'},${site(n)},${quoted(text)},${quoted(text)},BR`,
    ),
  ].join('\n'),
  'cloudascent-azure-2026-10-25.csv': [
    'CustomerID,AccountName,Domain,Country,AzureCluster,AzureFit,AzureIntent,Azure Revenue Potential,Azure Signal Explainability',
    ...texts.map(
      (text, n) => `${70_000 + n},${quoted(text)},${site(n)},Brazil,Act Now,High,High,${quoted(text)},${quoted(text)}`,
    ),
  ].join('\n'),
  'cloudascent-renewals-2026-10-25.csv': [
    'CustomerID,AccountName,Domain,AgreementID,AgreementEndDate,ExpiringRevenue,RevSumDivisionName,M365Cluster',
    ...texts.map(
      (text, n) =>
        `${70_000 + n},${quoted(text)},${site(n)},${quoted(`${text}${n}`)},2027-01-31,1234.5,${quoted(text)},Evaluate`,
    ),
  ].join('\n'),
};

const people = (name: string) =>
  `E-mail,Name,Role,Scope,Slack ID\nada@reseller.example,${quoted(name)},admin,all,${ADA}\nana@reseller.example,${quoted(name)},viewer,own,U0ANA\n`;

/** Addresses that are drawn and would be opened; only ours may be. */
function addresses(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    ['url', 'image_url', 'thumb_url'].includes(key) ? [String(each)] : addresses(each),
  );
}

/** Everything that was drawn; the recording port has held each against the validator already. */
function expectNoEffect({ port }: Stage): void {
  const drawn = [
    ...port.sent.map(({ card }) => cardMessage(card)),
    ...port.homes.map(({ card }) => homeView(card)),
    ...port.dialogs.map((dialog) => dialogView(dialog)),
  ];
  expect(drawn.flatMap(addresses).filter((url) => /evil|bank|javascript/i.test(url))).toEqual([]);
  for (const { file } of port.files) expectOnlyText(file.content);
}

/** Opens a file as a spreadsheet would: no cell may be run. */
function expectOnlyText(content: string): void {
  const rows = parse(content, { bom: true, relax_column_count: true }) as string[][];
  expect(rows.length).toBeGreaterThan(0);
  const run = rows
    .flat()
    .filter((cell) => /^[\s\u200b\ufeff]*[=+\-@＝＋－＠]/u.test(cell) && !/^-([\d.,]+%?)?$/.test(cell));
  expect(run).toEqual([]);
}

describe(`${texts.length} texts that a file holds`, () => {
  test('do nothing on the way in, in what comes of it, in any answer, window or file', async () => {
    const stage = await openImportStage([]);
    const { port } = stage;
    await stage.workspace.put('people-2026-11-21.csv', people('<!channel> *x* =1+1'));
    for (const [name, content] of Object.entries(reports)) {
      await stage.drop(ADA, { [name]: `${content}\n` });
      expect(port.last().title).toBe(`${name} is in`);
    }
    expect(port.files.map(({ file }) => file.name)).toHaveLength(4);
    await stage.say(ADA, { do: 'home' }, DIRECT);
    await stage.say(ADA, { do: 'hello' }, DIRECT);
    await stage.say(ADA, 'audience all');
    for (const { name } of commands) {
      await stage.say(ADA, name);
      await stage.say(ADA, `${name} csv`);
    }
    expect(port.files.length).toBeGreaterThan(15);
    await turnPages(stage);
    for (const q of ['customers', 'expiring 90d', 'cluster act-now', 'agreements 1y', 'overage'])
      await openAll(stage, q);
    expect(port.sent.filter(({ to }) => to.to === 'channel')).toHaveLength(5);
    // All of it was there to do something.
    const said = JSON.stringify([port.sent.map(({ card }) => card.parts), port.dialogs]);
    // Some are names of one company, or lose on the way in what cannot be seen.
    const seen = texts.filter((text) => said.includes(JSON.stringify(text.trim()).slice(1, -1)));
    expect(seen.length).toBeGreaterThan(0.73 * texts.length);
    expectNoEffect(stage);
    expectSoundAudit(stage);
  });
});

describe(`${texts.length} texts that somebody types`, () => {
  test('do nothing as a question, a name, a filter, in the window or in a file’s name', async () => {
    const stage = await openStage(undefined, {
      importFile: async () => ({ kind: 'failed', message: 'no <!channel> today' }),
    });
    const { port } = stage;
    await stage.say('U0EVE', 'customers');
    for (const text of texts) {
      await stage.say('U0EVE', text);
      await stage.say('U0EVE', `customer ${quoted(text)}`);
      await stage.say('U0EVE', `customers tag:${quoted(text)} csv`);
      await stage.say('U0EVE', {
        do: 'dialog',
        name: 'share',
        state: state(),
        chosen: { audience: ['filters'], filters: [text] },
      });
      await stage.say('U0EVE', { do: 'dialog', name: 'customer', state: state(), chosen: { listed: [text] } });
      await stage.say('U0EVE', { do: 'press', press: text });
      await stage.reception.open(asking(text));
      port.uploads.set('https://files.example/1', text);
      await stage.say(
        ADA,
        { do: 'files', text, files: [{ id: 'F1', name: text, url: 'https://files.example/1', bytes: 1 }] },
        DIRECT,
      );
    }
    expectNoEffect(stage);
    expectSoundAudit(stage);
    expect(stage.workspace.db.sqlite.prepare('select count(*) from customers').pluck().get()).toBe(4);
  });
});

describe(`${texts.length} texts that the platform tells`, () => {
  test('do nothing as the names of people and of channels', async () => {
    const stage = await openStage([]);
    const { port } = stage;
    await stage.workspace.put('people-2026-11-21.csv', people('Ada'));
    await stage.say(ADA, 'audience all');
    for (const [n, name] of texts.entries()) {
      const user = `U9${n}`;
      const known = { language: 'en', timeZone: 'UTC', standing: 'member' } as const;
      port.profiles.set(ADA, { ...known, name, email: 'ada@reseller.example' });
      port.profiles.set(user, { ...known, name, email: `new${n}@reseller.example` });
      port.rooms.set('C0DEALS', { ...room, name });
      await stage.say(user, 'customers');
      await stage.say(user, press({ do: 'request-access' }));
      const request = port.last().buttons.length > 0 ? port.last() : port.sent.at(-2)?.card;
      const decided = request?.buttons[n % 3]?.press ?? { do: 'request-access' };
      await stage.say(ADA, press(decided as Press), DIRECT);
      await stage.say(ADA, { do: 'home' }, DIRECT);
      await stage.say(ADA, press({ do: 'share', q: 'customers', of: ADA }));
      await stage.say(ADA, { do: 'dialog', name: 'share', state: port.dialogs.at(-1)?.state ?? '', chosen: {} });
    }
    expect(port.sent.filter(({ to }) => to.to === 'channel')).toHaveLength(texts.length);
    expect(stage.audit('change').filter(({ action }) => /grant|decline|access/.test(action)).length).toBeGreaterThan(
      0.73 * texts.length,
    );
    expectNoEffect(stage);
    expectSoundAudit(stage);
  });
});

/** Turns over every page, and looks at some of them in a wide table and at what can be chosen of them. */
async function turnPages(stage: Stage): Promise<void> {
  for (let page = 1; page <= rounds(17, 80); page++) {
    const q = `customers page:${page}`;
    await stage.say(ADA, press({ do: 'show', q, of: ADA }));
    if (page % 3 > 0) continue;
    await stage.say(ADA, press({ do: 'show', q: `${q} columns:customer,tags,owner,industry`, of: ADA }));
    await stage.say(ADA, press({ do: 'customer', q, of: ADA }));
  }
}

/** Shares a question, and opens its windows with what can be chosen in them. */
async function openAll(stage: Stage, q: string): Promise<void> {
  const { port } = stage;
  for (const opening of ['share', 'filter', 'more'] as const) {
    await stage.say(ADA, press({ do: opening, q, of: ADA }));
    const of = port.dialogs.at(-1)?.state ?? '';
    if (opening === 'share') await stage.say(ADA, { do: 'dialog', name: 'share', state: of, chosen: {} });
    for (const key of ['customer', 'country', 'tag', 'owner', 'product', 'industry'])
      for (const typed of ['', '<', '=', '*', '@'])
        assertValidOptions({ options: drawnOptions(await found(stage, of, key, typed)) });
  }
}

function state(): string {
  return JSON.stringify({ q: 'customers', handle: 'h', place: { channel: 'C0DEALS', kind: 'channel', thread: null } });
}

function found(stage: Stage, of: string, key: string, typed: string) {
  return stage.reception.options({ speaker: { platform: 'slack', team: 'T0001', user: ADA }, state: of, key, typed });
}

/** Somebody asks about a message in the channel. */
function asking(text: string): Incoming {
  return {
    key: 'K',
    speaker: { platform: 'slack', team: 'T0001', user: 'U0EVE' },
    place: { channel: 'C0DEALS', kind: 'channel', thread: null },
    handle: 'h',
    what: { do: 'ask', text },
  };
}

/** What a text says stays in its own column of the log. */
function expectSoundAudit(stage: Stage): void {
  const all = [...stage.audit('question'), ...stage.audit('change'), ...stage.audit('refusal')];
  expect(all.length).toBeGreaterThan(0);
  for (const { actor, detail } of all) {
    expect(actor ?? '').toMatch(/^[\w.@:/-]*$/);
    expect(typeof JSON.parse(detail)).toBe('object');
  }
}
