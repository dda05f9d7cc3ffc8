import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '../../commands/command.ts';
import { customer } from '../../commands/customer.ts';
import { data } from '../../commands/data.ts';
import { links } from '../../commands/links.ts';
import { matches } from '../../commands/matches.ts';
import { tag } from '../../commands/tag.ts';
import { whoami } from '../../commands/whoami.ts';
import { setOwners } from '../../db/writes/owners.ts';
import { systemClock } from '../../src/base/clock.ts';
import { openDesk } from './desk.ts';

const SEED = 20261121;
const ANA = 'ana@reseller.example';
/** Something that only one customer has: its id at the portal, its domain, its subscription. */
const marks = [
  ['nova.com.br', '000000000001', 'S1', 'Nova Foods'],
  ['harbor.co.uk', '000000000002', 'S3', 'Harbor'],
  ['mirante.com.ar', '000000000003', 'S4'],
  ['mirante.es', '000000000004', 'S5'],
];
const words = ['nova', 'Nova Foods', 'harbor', 'harbour', 'mirante', 'mirante.es', 'mirante.com.ar', 'a', 'o'];
const asked: [Command, (word: string) => object][] = [
  [customer as Command, (word) => ({ customer: word })],
  [links as Command, (word) => ({ customer: word })],
  [tag as Command, (word) => ({ customer: word, tag: 'seen' })],
  [matches as Command, () => ({})],
  [data as Command, () => ({})],
  [whoami as Command, () => ({})],
];

test(`whatever is asked of one's own customers, nothing of the others is said (SEED=${SEED})`, async () => {
  const { ask, workspace } = await openDesk();
  const { db } = workspace;
  const idOf = db.sqlite.prepare<[string], number>('select id from customers where domain = ? order by id').pluck();
  await fc.assert(
    fc.asyncProperty(
      fc.subarray(marks),
      fc.array(fc.record({ at: fc.nat(asked.length - 1), word: fc.constantFrom(...words) }), { maxLength: 5 }),
      async (own, questions) => {
        for (const mark of marks) {
          const owners = own.includes(mark) ? [ANA] : ['ben@reseller.example'];
          await setOwners(db, systemClock, { customerId: idOf.get(mark[0] ?? '') ?? 0, owners, by: null });
        }
        for (const { at, word } of questions) {
          const [command, args] = asked[at] ?? [customer as Command, () => ({ customer: word })];
          const said = await ask(ANA, command, args(word)).then(
            (body) => JSON.stringify(body),
            // What was typed comes back; only that.
            (error: Error & { next?: string }) => `${error.message.replace(word, '')} ${error.next ?? ''}`,
          );
          for (const mark of marks.flatMap((each) => (own.includes(each) ? [] : each))) {
            expect(said.includes(mark) && !word.includes(mark), `${command.name} ${word} says ${mark}`).toBe(false);
          }
        }
      },
    ),
    { seed: SEED, numRuns: 40 },
  );
});
