import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Language } from '../../../src/words/languages.ts';
import { rounds } from '../../long.ts';
import { zip } from './archives.ts';
import { atDesk } from './cases.ts';
import { type Cells, csv, foreignGrid, type Grid, grid, utf16 } from './files.ts';
import { pick, type Random, randomFrom, seed, shuffled } from './random.ts';

const starred = ['customer', 'product', 'subscriptionType', 'totalLicenses', 'assignedLicenses', 'subscriptionId'];
const others = [
  'customerId',
  'domain',
  'country',
  'managedBy',
  'tags',
  'status',
  'startDate',
  'endDate',
  'autoRenew',
  'usedLicenses',
];
const names = [
  'Nova',
  'Smith, Jones; Kim',
  'The "Nova"',
  'Café\r\nBar',
  'Müller & Söhne',
  "O'Neill",
  'Nova\tTab',
  '=SUM(A1)',
  'Total Gás',
  '"',
  '12,5',
  ' gap ',
] as const;
const numbers: readonly [(n: number) => string, ...((n: number) => string)[]] = [
  (n) => String(n),
  (n) => n.toLocaleString('en-US'),
  (n) => n.toLocaleString('de-DE'),
  (n) => n.toLocaleString('fr-FR'),
  (n) => `${n},0`,
  (n) => `${n.toLocaleString('en-US')}.00`,
];
const days: readonly [(day: number) => string, ...((day: number) => string)[]] = [
  (day) => `2026-12-${day}`,
  (day) => `${day}.12.2026`,
  (day) => `${day}/12/2026`,
  (day) => `12/${day}/2026 00:00`,
];

interface Made {
  content: Uint8Array;
  wanted: { lines: number; total: number; assigned: number; names: string[]; ends: (string | null)[] };
}

/** One export as some program somewhere would write it, and what is in it. */
function make(random: Random): Made {
  const number = pick(random, numbers);
  const written = pick(random, days);
  const columns = shuffled(random, [...starred, ...others.filter(() => random(2) === 0)]);
  const rows = Array.from({ length: 1 + random(40) }, (_, at) => {
    const [total, day] = [random(5_000_000), 13 + random(18)];
    const cells: Cells = {
      ...{
        customer: `${names[random(names.length)]} ${at}`,
        customerId: `id${at}`,
        subscriptionId: `S${at}`,
        startDate: '',
      },
      ...{ totalLicenses: number(total), assignedLicenses: number(at), endDate: written(day) },
    };
    return { cells, total, assigned: at, end: columns.includes('endDate') ? `2026-12-${day}` : null };
  });
  const language = pick<Language>(random, ['en', 'pt', 'fr', 'es', 'de', 'zh']);
  const cells = rows.map((row) => row.cells);
  const table =
    language === 'en'
      ? grid('partner-hub-subscriptions', cells, columns)
      : foreignGrid('partner-hub-subscriptions', language, cells, columns);
  return {
    content: write(table, random),
    wanted: {
      lines: rows.length,
      total: rows.reduce((sum, row) => sum + row.total, 0),
      assigned: rows.reduce((sum, row) => sum + row.assigned, 0),
      names: cells.map(({ customer = '' }) => customer.trim()),
      ends: rows.map(({ end }) => end),
    },
  };
}

function write(table: Grid, random: Random): Uint8Array {
  const delimiter = pick(random, [',', ';', '\t']);
  const eol = pick(random, ['\r\n', '\n', '\r']);
  const declared = random(5) === 0 ? `sep=${delimiter}${eol}` : '';
  const preamble = random(4) === 0 ? `Subscriptions${eol}Exported by "Ana", 2026${eol}${eol}` : '';
  const text = `${declared}${declared === '' ? preamble : ''}${csv(table, { delimiter, eol })}`;
  const packed = (bytes: Buffer) => pick(random, [bytes, bytes, bytes, zip({ 'a.csv': bytes }), gzipSync(bytes)]);
  const form = random(5);
  if (form === 0) return packed(utf16(text, 'le'));
  if (form === 1) return packed(utf16(text, 'be'));
  const latin = Buffer.from(text, 'latin1');
  if (form === 2 && latin.toString('latin1') === text) return packed(latin);
  return packed(Buffer.from(form === 3 ? `\ufeff${text}` : text));
}

test(`whatever form a program writes a report in, the same facts are stored (SEED=${seed})`, async () => {
  for (let round = 0; round < rounds(24, 600); round++) {
    const { content, wanted } = make(randomFrom(seed * 7 + round));
    await atDesk(async (desk) => {
      const result = await desk.import({ content });
      const where = `round ${round}, SEED=${seed}: ${[...result.reasons, ...result.notes].join(' ')}`;
      expect({ ...result, ...desk.facts() }, where).toMatchObject({
        ...wanted,
        outcome: 'imported',
        accepted: wanted.lines,
        rejected: 0,
      });
    });
  }
}, 300_000);
