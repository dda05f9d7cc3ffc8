import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../db/open.ts';
import type { Asker } from '../../src/access/asker.ts';
import type { Desk } from '../../src/ask/desk.ts';
import { foldName } from '../../src/words/fold.ts';
import { languages } from '../../src/words/languages.ts';
import { rounds } from '../long.ts';
import { diceOf, seed } from './dice.ts';
import { lists, nameLike, questionText, type Values, valuesIn } from './draw.ts';
import { askAs, bytesOf, deskOn, everybody, openWorld, ownOf, vocabulary, type World } from './world.ts';

let world: World;
let values: Values;

beforeAll(async () => {
  world = await openWorld(120, seed + 7);
  values = valuesIn(world.desk.db);
}, 120_000);
afterAll(() => world.close());

const quiet = [...vocabulary.commands.keys()].filter((name) => !['tag', 'untag', 'assign'].includes(name));

/** Text that tells that it is somebody else, of about the same shape. */
const OTHER = "'zq' || substr('qwxzjkvbqw', 1 + %id % 7, 3) || %id";

/** The same numbers, but whatever names a customer that is not this owner's is another text. */
async function otherNames(email: string): Promise<Desk> {
  const db = await world.copy(`not-${email}`);
  const { sqlite } = db;
  sqlite.exec(`create temp table foreigners as select id from customers
    where not exists (select 1 from json_each(coalesce(owners, '[]')) where value = '${email}')`);
  const other = (id: string) => OTHER.replaceAll('%id', id);
  sqlite.exec(`update customers set name = ${other('id')}, folded_name = ${other('id')}, domain = ${other('id')} || '.example',
    city = ${other('id')}, postal = ${other('id')}, state = ${other('id')}, industry = ${other('id')}, vertical = ${other('id')},
    segment = ${other('id')}, subsegment = ${other('id')}, country = 'BT', size = 7, tags = '["other"]',
    owners = case when owners is null then null else '["someone@else.example"]' end
    where id in (select id from foreigners)`);
  sqlite.exec(`create temp table theirs as select id from accounts where customer_id in (select id from foreigners)`);
  const id = 'account_id';
  sqlite.exec(`update profiles set name = ${other(id)}, folded_name = ${other(id)}, domain = ${other(id)} || '.example',
    city = ${other(id)}, tags = '["other"]', owners = '[]' where account_id in (select id from theirs)`);
  sqlite.exec(`update accounts set key = case when key like 'id:%' then 'id:' else 'name:' end || ${other('id')}
    where id in (select id from theirs)`);
  sqlite.exec(`update lines set subscription_id = ${other('rowid')}, line_ref = ${other('rowid')}
    where account_id in (select id from theirs) and subscription_id is not null`);
  sqlite.exec(`update agreements set agreement_id = ${other('rowid')} where account_id in (select id from theirs)`);
  sqlite.exec(`update propensities set why = 'other', potential = '1K-2K' where account_id in (select id from theirs)`);
  sqlite.exec(`update matches set evidence = 'other' where account_id in (select id from theirs)
    or other_account_id in (select id from theirs)`);
  return deskOn(db);
}

/** The same but for money: every amount is another. */
async function otherMoney(): Promise<Desk> {
  const db = await world.copy('money');
  db.sqlite.exec(
    `update propensities set potential = (rowid * 7919 % 83) || 'K-99K', potential_from = rowid * 7919 % 83`,
  );
  db.sqlite.exec('update agreements set expiring_revenue = rowid * 7919 % 8353');
  return deskOn(db);
}

async function sameBytes(one: Desk, other: Desk, asker: Asker, text: string, language: (typeof languages)[number]) {
  const more = { language, pageSize: 40 };
  const [here, there] = [await askAs(one, asker, text, more), await askAs(other, asker, text, more)];
  expect([asker.email, text, bytesOf(there)]).toEqual([asker.email, text, bytesOf(here)]);
  return here.kind === 'answer';
}

describe(`what is hidden could be anything else (SEED=${seed})`, { timeout: 900_000 }, () => {
  it('answers own scope byte by byte the same when all other customers are called otherwise', async () => {
    const dice = diceOf(seed);
    let answers = 0;
    const emails = (values.open['owner'] ?? []).slice(0, rounds(2, 4));
    for (const email of emails) {
      const other = await otherNames(email);
      for (let round = 0; round < rounds(50, 1_500); round += 1) {
        const asker = ownOf(email, dice.pick(['viewer', 'editor', 'admin']));
        const named = dice.oneIn(4);
        const name = `"${nameLike(dice, values.names)}"`;
        const text = named
          ? dice.pick([
              `customer ${name}`,
              `links ${name}`,
              `expiring customer:${name}`,
              name,
              name.slice(1, -1),
              `overage ${name.slice(1, -1)}`,
            ])
          : questionText(dice, values, quiet);
        if (await sameBytes(world.desk, other, asker, text, dice.pick(languages))) answers += 1;
      }
    }
    expect(emails.length).toBeGreaterThan(0);
    expect(answers).toBeGreaterThan(emails.length * rounds(15, 500));
  });

  it('refuses to change a customer out of scope with the words for one that nobody has', async () => {
    const dice = diceOf(seed + 1);
    const email = dice.pick(values.open['owner'] ?? []);
    const own = new Set(ownNames(world.desk.db, email));
    const other = await otherNames(email);
    for (const name of dice
      .some(
        values.names.filter((each) => !own.has(each)),
        400,
      )
      .slice(0, rounds(25, 150))) {
      const text = dice.pick([`tag "${name}" gold`, `untag "${name}" gold`, `assign "${name}" me`]);
      const asker = ownOf(email, 'editor');
      // A part of an own customer's name would be changed, and then the worlds differ.
      if ([...own].some((each) => foldName(each).includes(foldName(name)))) continue;
      const answered = await sameBytes(world.desk, other, asker, text, dice.pick(languages));
      expect([text, answered]).toEqual([text, false]);
    }
  });

  it('would be seen: whoever sees everything gets other bytes', async () => {
    const other = await otherNames(values.open['owner']?.[1] ?? '');
    const text = 'customers';
    expect(bytesOf(await askAs(other, everybody, text))).not.toBe(bytesOf(await askAs(world.desk, everybody, text)));
  });
});

describe(`money is hidden from viewers (SEED=${seed})`, { timeout: 900_000 }, () => {
  const viewer: Asker = { ...everybody, email: 'view@reseller.example', role: 'viewer', money: false };

  it('answers them byte by byte the same whatever the amounts are, in any order', async () => {
    const dice = diceOf(seed + 3);
    const other = await otherMoney();
    for (const text of [
      'agreements 10y',
      'cluster act-now',
      'cohort by:cohort',
      'agreements 10y by:owner',
      'cohort area:azure',
    ])
      await sameBytes(world.desk, other, viewer, text, 'en');
    for (let round = 0; round < rounds(50, 2_000); round += 1) {
      const asker = dice.oneIn(3) ? ownOf(dice.pick(values.open['owner'] ?? [])) : viewer;
      const names = dice.oneIn(2) ? ['agreements', 'cluster', 'cohort', 'customer'] : lists;
      await sameBytes(world.desk, other, asker, questionText(dice, values, names), dice.pick(languages));
    }
  });

  it.each([
    'agreements 10y sort:expiring_revenue',
    'agreements 10y expiring_revenue:>1',
    'agreements 10y by:owner sort:-expiring_revenue',
    'cluster act-now sort:-potential',
    'agreements 10y -expiring_revenue:none',
  ])('refuses %s, and says why', async (text) => {
    const outcome = await askAs(world.desk, viewer, text);
    expect(outcome.kind).toBe('error');
    const allowed = await askAs(world.desk, everybody, text);
    expect(allowed.kind).toBe('answer');
  });

  it('leaves every amount out of every form of an answer', async () => {
    for (const text of [
      'agreements 10y',
      'cluster act-now',
      'cluster by:owner',
      'cohort by:cohort sort:customers',
      `customer "${values.names[0]}"`,
    ]) {
      const outcome = await askAs(world.desk, viewer, text);
      if (outcome.kind === 'error') throw new Error(outcome.message);
      const tables = [outcome.answer.table, ...outcome.answer.sections.map(({ table }) => table)];
      const cells = tables
        .flatMap((table) => table?.rows ?? [])
        .flatMap((row) => [row['potential'], row['expiring_revenue']]);
      expect(cells.filter((cell) => cell !== null && cell !== undefined)).toEqual([]);
      expect(outcome.answer.facts.find(({ key }) => key === 'expiring_revenue')?.value ?? null).toBeNull();
    }
  });
});

function ownNames({ sqlite }: Database, email: string): string[] {
  return sqlite
    .prepare<[string], string>(
      'select name from customers c where exists (select 1 from json_each(c.owners) where value = ?)',
    )
    .pluck()
    .all(email);
}
