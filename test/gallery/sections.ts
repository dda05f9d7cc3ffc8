import { commands } from '../../commands/index.ts';
import { act, askAbout, pressLast } from './act.ts';
import { alertAnswers } from './alert-world.ts';
import { alertPictures } from './alerts.ts';
import { chartPictures, digestPictures } from './charts.ts';
import { deliveryPictures } from './delivery.ts';
import type { Picture, Section } from './picture.ts';
import { NEW_CHANNEL, people, SHARED_CHANNEL, type World } from './world.ts';

const ask = (world: World, text: string, how: Parameters<typeof act>[2] = {}) => act(world, { do: 'ask', text }, how);

/**
 * Every answer, error, dialog and page, in the order of the gallery; only those that are wanted, where some are. `empty` is without
 * data, `hostile` is for spoiling, `marked` is the demo two months later.
 */
export async function allSections(
  world: World,
  empty: World,
  hostile: World,
  marked: World,
  wanted: readonly string[] = [],
): Promise<Section[]> {
  const known = someCustomer(world);
  const all: readonly (readonly [key: string, title: string, make: () => Promise<Picture[]>])[] = [
    ...commands.map(({ name, examples }) => [name, name, () => answers(world, name, examples, known)] as const),
    ['charts', 'Charts', () => chartPictures(world)],
    ['digests', 'Digests', () => digestPictures(world)],
    ['delivery', 'Digests from chat, and what goes wrong', () => deliveryPictures(world)],
    ['night', 'Alerts: one night', () => alertPictures(world)],
    ['errors', 'Not understood', () => errors(world)],
    ['untrusted', 'Names that mean harm', () => untrusted(world, hostile)],
    ['pages', 'Home and first contact', () => pages(world, empty)],
    ['marked', 'Demo and stale', () => demoAndStale(marked)],
    ['dialogs', 'Dialogs', () => dialogs(world)],
    ['share', 'Share and export', () => share(world)],
    ['refusals', 'Refused', () => refusals(world)],
    ['imports', 'Imports', () => imports(world)],
  ];
  const made: Section[] = [];
  for (const [key, title, make] of all)
    if (wanted.length === 0 || wanted.includes(key)) made.push({ key, title, pictures: await make() });
  return made;
}

/** Each of a question's examples. */
async function answers(world: World, name: string, examples: readonly string[], known: string): Promise<Picture[]> {
  if (name === 'alerts') return alertAnswers(world, examples, known);
  const made: Picture[] = [];
  for (const example of examples) made.push(await ask(world, example.replace('Nova Foods', known)));
  if (name === 'expiring') {
    await ask(world, 'expiring 90d');
    made.push(await pressLast(world, 'show'));
  }
  return made;
}

async function errors(world: World): Promise<Picture[]> {
  const texts = [
    'expirng 90d',
    'expiring cluster:act-nwo',
    'cluster nonsense',
    'expiring 90d sort:colour',
    'customer zzz',
    '???',
  ];
  const made: Picture[] = [];
  for (const text of texts) made.push(await ask(world, text));
  made.push(await ask(world, 'expiring customer:"No Such Company"', { about: 'no rows' }));
  made.push(await ask(world, 'tag gold customer:"x"', { who: 'rep', about: 'not allowed' }));
  return made;
}

async function untrusted(world: World, hostile: World): Promise<Picture[]> {
  await ask(world, 'overage');
  const part = world.port.last().parts.find(({ kind }) => kind === 'rows');
  const shown = part?.kind === 'rows' ? part.rows.map(({ name }) => name) : [];
  // Before its first question: what was read is remembered.
  const rename = hostile.around.desk().db.sqlite.prepare('update customers set name = ? where name = ?');
  for (const [at, each] of spoiled.entries()) rename.run(each, shown[at] ?? '');
  return [
    await ask(hostile, 'overage'),
    await pressLast(hostile, 'csv'),
    await ask(hostile, `customer "${spoiled[0]}"`),
  ];
}

const spoiled = [
  '<!channel> *bold* _it_ `code` <https://evil.example|Click> & co',
  `${'Very long company name '.repeat(14)}Ltd`,
  '\u202eevil\u202c شركة الاختبار للتجارة 株式会社テスト :smile:',
  '=HYPERLINK("https://evil.example")\n@here <@U0001>',
];

async function pages(world: World, empty: World): Promise<Picture[]> {
  return [
    await act(world, { do: 'home' }, { who: 'rep', channel: null, did: 'opened Home' }),
    await act(world, { do: 'home' }, { who: 'admin', channel: null, did: 'opened Home' }),
    await act(world, { do: 'home' }, { who: 'unknown', channel: null, did: 'opened Home' }),
    await act(
      world,
      { do: 'hello' },
      { who: 'rep', channel: null, did: 'opened the direct message for the first time' },
    ),
    await act(
      world,
      { do: 'hello' },
      { who: 'admin', channel: null, did: 'opened the direct message for the first time' },
    ),
    await act(world, { do: 'hello' }, { who: 'editor', did: 'added the bot to a channel' }),
    await act(empty, { do: 'hello' }, { channel: null, did: 'first message', about: 'nothing imported' }),
    await act(empty, { do: 'home' }, { channel: null, did: 'opened Home', about: 'nothing imported' }),
    await ask(empty, 'expiring 90d', { about: 'nothing imported' }),
  ];
}

async function demoAndStale(marked: World): Promise<Picture[]> {
  const about = 'demo, two months later';
  return [
    await ask(marked, 'expiring 90d', { about }),
    await ask(marked, 'cluster act-now', { about }),
    await ask(marked, 'overview', { who: 'rep', about }),
    await act(marked, { do: 'home' }, { who: 'admin', channel: null, did: 'opened Home', about }),
  ];
}

const LONG_LIST = 'BR,US,GB,DE,FR,ES,PT,IT,NL,BE,AT,CH,SE,NO,DK,FI,PL,CZ,MX,AR,CL,CO,PE,CA,AU,NZ,JP,IN,SG,ZA,AE';

const LONG_TAGS = Array.from({ length: 12 }, (_, at) => `a-tag-that-is-long-${at}`).join(',');

/** The customer that is known best. */
function someCustomer(world: World): string {
  const found = world.around
    .desk()
    .db.sqlite.prepare<[], string>(
      `select c.name from customers c join accounts a on a.customer_id = c.id group by c.id order by count(*) desc, c.id limit 1`,
    );
  return found.pluck().get() ?? '';
}

async function dialogs(world: World): Promise<Picture[]> {
  const list = await ask(world, 'expiring 90d', { who: 'editor' });
  return [
    list,
    await pressLast(world, 'filter', { who: 'editor' }),
    await pressLast(world, 'customer', { who: 'editor' }),
    await pressLast(world, 'share', { who: 'editor', channel: NEW_CHANNEL }),
    await ask(world, `expiring 90d country:${LONG_LIST} -tag:${LONG_TAGS}`, {
      who: 'editor',
      about: 'too long for a menu',
    }),
    await act(
      world,
      { do: 'press', press: JSON.stringify({ do: 'more', q: 'expiring 90d', of: people.editor }) },
      { who: 'editor', did: 'pressed: More…', about: 'where a question is too long for a menu' },
    ),
    await askAbout(world, 'Did anybody call Nova Foods about the renewal?'),
  ];
}

async function share(world: World): Promise<Picture[]> {
  const made = [
    await ask(world, 'audience all', { who: 'editor' }),
    await ask(world, 'expiring 90d', { who: 'editor' }),
    await pressLast(world, 'share', { who: 'editor' }),
  ];
  const dialog = world.port.dialogs.at(-1);
  if (dialog !== undefined)
    made.push(
      await act(
        world,
        { do: 'dialog', name: dialog.name, state: dialog.state, chosen: {} },
        { who: 'editor', did: 'sent the share dialog' },
      ),
    );
  await ask(world, 'overage', { who: 'editor' });
  made.push(await pressLast(world, 'csv', { who: 'editor' }));
  await ask(world, 'overage', { who: 'editor' });
  made.push(await pressLast(world, 'to-me', { who: 'editor' }));
  return made;
}

async function refusals(world: World): Promise<Picture[]> {
  const made = [
    await ask(world, 'expiring 90d', { who: 'guest' }),
    await ask(world, 'expiring 90d', { channel: SHARED_CHANNEL, about: 'shared channel' }),
    await ask(world, 'expiring 90d', { who: 'unknown' }),
    await pressLast(world, 'request-access', { who: 'unknown' }),
  ];
  await ask(world, 'overage', { who: 'editor' });
  made.push(await pressLast(world, 'show', { who: 'rep', about: 'the button of somebody else' }));
  return made;
}

const PARTS =
  'Customer,Customer ID,Domain,Country,Product,Subscription Type,Subscription ID,Start Date,End Date,Auto Renew,Total Licenses,Assigned Licenses,Used Licenses';

async function imports(world: World): Promise<Picture[]> {
  const line = (n: number, end: string) =>
    `Nova Foods ${n},00000000-0000-4000-8000-00000000000${n},nova${n}.com.br,BR,Webex Calling,Subscription,S${n},2025-12-01,${end},No,100,80,60`;
  const drop = (name: string, text: string, about: string) => {
    world.port.uploads.set(`https://files.example/${name}`, text);
    const file = { id: 'F0001', name, url: `https://files.example/${name}`, bytes: Buffer.byteLength(text) };
    return act(world, { do: 'files', text: '', files: [file] }, { channel: null, did: `dropped ${name}`, about });
  };
  return [
    await drop(
      'partner-hub-subscriptions-2026-11-21.csv',
      `${PARTS}\n${line(1, '2026-12-01')}\n${line(2, 'never')}\n`,
      'much smaller than last week',
    ),
    await pressLast(world, 'import-as', { channel: null }),
    await drop(
      'crm-customers-2026-11-21.csv',
      'Customer,Owner,Domain\nNova Foods,ana@reseller.example,nova.com.br\n,,\n',
      '',
    ),
    await drop('holiday.csv', 'a,b\n1,2\n', 'nothing we know'),
  ];
}
