import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filterKeys } from '../../db/readings/filter.ts';
import { openLens } from '../../db/readings/lens.ts';
import { isOpen, storedValues } from '../../db/readings/stored-values.ts';
import type { Asker } from '../../src/access/asker.ts';
import { languages } from '../../src/words/languages.ts';
import { rounds } from '../long.ts';
import { type Dice, diceOf, seed } from './dice.ts';
import { lists, questionText, type Values, valuesIn } from './draw.ts';
import { type Detector, detectorFor, knownOf, ordinaryText } from './secrets.ts';
import {
  answerTo,
  askAs,
  bytesOf,
  deskOn,
  everybody,
  openWorld,
  ownOf,
  TODAY,
  vocabulary,
  type World,
} from './world.ts';

let world: World;
let values: Values;
let ordinary: (text: string) => boolean;

beforeAll(async () => {
  world = await openWorld(150, seed);
  values = valuesIn(world.desk.db);
  ordinary = ordinaryText(await shownToAll());
}, 120_000);
afterAll(() => world.close());

/** What anybody is shown whoever's customers exist: help in every language, portals, imports, who is admin. */
async function shownToAll(): Promise<string> {
  const nobody = ownOf('nobody@reseller.example');
  const texts: string[] = [];
  for (const language of languages) {
    const helps = language === 'en' ? [...vocabulary.commands.keys()].map((name) => `help ${name}`) : [];
    for (const text of ['help', 'data', 'links', 'tag x y', 'cohort', ...helps])
      texts.push(bytesOf(await askAs(world.desk, nobody, text, { language })));
  }
  return texts.join('\n');
}

function anyone(dice: Dice): Asker {
  const owners = values.open['owner'] ?? [];
  return ownOf(dice.pick(owners), dice.pick(['viewer', 'editor', 'admin']));
}

const changing = ['tag', 'untag', 'assign'];
const asking = [...vocabulary.commands.keys()].filter((name) => !changing.includes(name));

async function detectorOf(email: string): Promise<Detector> {
  const known = knownOf(world.desk.db);
  const about = bytesOf(await askAs(world.desk, ownOf(email), 'whoami'));
  return detectorFor(known, email, about, ordinary);
}

describe(`own scope (SEED=${seed})`, { timeout: 900_000 }, () => {
  it('names nothing of a customer outside it in any byte of any answer, error or suggestion', async () => {
    const dice = diceOf(seed);
    const detectors = new Map<string, Detector>();
    let answers = 0;
    for (let round = 0; round < rounds(140, 8_000); round += 1) {
      const asker = anyone(dice);
      const email = asker.email ?? '';
      const changes = dice.oneIn(12);
      const text = questionText(dice, values, changes ? changing : asking);
      const known = detectors.get(email) ?? (await detectorOf(email));
      detectors.set(email, known);
      const pageSize = dice.pick([5, 50, Number.POSITIVE_INFINITY]);
      const outcome = await askAs(world.desk, asker, text, { pageSize, language: dice.pick(languages) });
      if (outcome.kind === 'answer') answers += 1;
      expect([email, text, known.find(bytesOf(outcome), `${text}\n${email}`)]).toEqual([email, text, undefined]);
      // Whose customer it is may have changed.
      if (changes) detectors.clear();
    }
    expect(answers).toBeGreaterThan(rounds(60, 4_000));
  });

  it('would be seen to leak: the same questions of somebody who sees everything give foreign customers away', async () => {
    const dice = diceOf(seed + 1);
    const email = dice.pick(values.open['owner'] ?? []);
    const detector = await detectorOf(email);
    expect(detector.size).toBeGreaterThan(500);
    let leaks = 0;
    for (let round = 0; round < 60; round += 1) {
      const text = questionText(dice, values, asking);
      if (detector.find(bytesOf(await askAs(world.desk, everybody, text)), text) !== undefined) leaks += 1;
    }
    expect(leaks).toBeGreaterThan(15);
  });

  it('offers only values of filters that a customer within it has', async () => {
    for (const email of values.open['owner'] ?? []) {
      const lens = await openLens(world.desk.db, { asOf: TODAY, owner: email, cycleDay: 25 });
      const detector = await detectorOf(email);
      for (const key of filterKeys) {
        if (isOpen(key))
          expect([key, detector.find((await storedValues(lens, key)).join('\n'), email)]).toEqual([key, undefined]);
      }
    }
  });

  it('suggests no product that only customers outside it have', async () => {
    const db = await world.copy('one-product');
    const email = values.open['owner']?.[0] ?? '';
    const foreign = knownOf(db).find(({ owners }) => !owners.includes(email))?.customer ?? 0;
    const { changes } = db.sqlite
      .prepare(
        "update or ignore lines set product = 'Zyxwave Custom' where account_id in (select id from accounts where customer_id = ?)",
      )
      .run(foreign);
    expect(changes).toBeGreaterThan(0);
    db.sqlite.exec(`insert into line_totals (import_id, product, type, lines) select distinct import_id, product, 'trial', 1
      from lines where product = 'Zyxwave Custom'`);
    for (const text of [
      'expiring product:"Zyxwave Custon"',
      'customers product:"Zyxwave Custom"',
      'new "Zyxwave Custom"',
      'Zyxwave',
    ]) {
      const own = await askAs(deskOn(db), ownOf(email), text);
      const unknown = await askAs(world.desk, ownOf(email), text);
      expect([text, bytesOf(own)]).toEqual([text, bytesOf(unknown)]);
    }
    expect(bytesOf(await askAs(deskOn(db), everybody, 'expiring product:"Zyxwave Custon"'))).toContain(
      'Zyxwave Custom',
    );
  });

  it('gives the figures and rows that everybody gets for the customers of that owner', async () => {
    const dice = diceOf(seed + 2);
    let compared = 0;
    for (let round = 0; round < rounds(60, 1_500); round += 1) {
      const email = dice.pick(values.open['owner'] ?? []);
      const text = questionText(dice, values, lists).replace(/ (?:-?owner:\S+|lang:\S+)/g, '');
      const own = await askAs(world.desk, ownOf(email, 'editor'), text);
      const all = await askAs(world.desk, everybody, `${text} owner:${email}`);
      if (own.kind === 'error' || all.kind === 'error') continue;
      if (own.answer.command !== all.answer.command) continue;
      compared += 1;
      const told = ({ facts, table, chart }: typeof own.answer) => ({ text, facts, table, chart });
      expect(told(own.answer)).toEqual(told(all.answer));
    }
    expect(compared).toBeGreaterThan(rounds(22, 600));
  });

  it('counts no more customers than the person has', async () => {
    const known = knownOf(world.desk.db);
    for (const email of values.open['owner'] ?? []) {
      const { facts } = await answerTo(world.desk, ownOf(email), 'customers');
      const count = known.filter(({ owners }) => owners.includes(email)).length;
      expect(facts).toEqual([{ key: 'customers', value: count }]);
    }
  });
});
