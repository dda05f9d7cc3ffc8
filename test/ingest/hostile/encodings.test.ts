import { describe, expect } from 'vitest';
import { partly, taken, testCases, unrecognised } from './cases.ts';
import { csv, grid, ordinary, subscriptions, utf16, withLine } from './files.ts';

const two = [
  { customer: 'Café São João', country: 'BR' },
  { customer: 'Müller & Söhne', country: 'DE' },
];
const bothIn = {
  lines: 2,
  total: 20,
  assigned: 16,
  used: 10,
  names: ['Café São João', 'Müller & Söhne'],
  countries: ['BR', 'DE'],
};
const text = subscriptions(two);

describe('bytes', () => {
  testCases([
    { it: 'UTF-8 without a byte-order mark', content: text, ends: taken(2, bothIn) },
    { it: 'UTF-8 with a byte-order mark', content: `\ufeff${text}`, ends: taken(2, bothIn) },
    { it: 'UTF-16 little-endian with its mark', content: utf16(text, 'le'), ends: taken(2, bothIn) },
    { it: 'UTF-16 big-endian with its mark', content: utf16(text, 'be'), ends: taken(2, bothIn) },
    {
      it: 'UTF-16 without its mark is refused, not guessed at',
      content: utf16(text, 'le').subarray(2),
      ends: unrecognised('byte-order mark'),
    },
    {
      it: 'Windows-1252, with its own dashes, quotes and euro',
      content: Buffer.from(subscriptions([{ customer: 'Caf\xe9 \x80uro \x96 \x93Nova\x94' }]), 'latin1'),
      ends: taken(1, { names: ['Café €uro – “Nova”'] }),
    },
    {
      it: 'Windows-1252 whose first foreign letter stands in the last of 3,000 rows',
      content: Buffer.from(subscriptions([...ordinary(2999), { customer: 'Caf\xe9' }]), 'latin1'),
      ends: taken(3000, { lines: 3000, total: 30_000, customers: expect.arrayContaining(['Café']) }),
    },
    {
      it: 'letters put together from a base and an accent are the same company',
      content: csv(grid('partner-hub-customers', [{ customer: 'Cafe\u0301 Nova' }])),
      before: [{ content: csv(grid('crm-customers', [{ customer: 'Café Nova', customerId: '', domain: '' }])) }],
      ends: taken(1, { customers: ['Café Nova'] }),
    },
    {
      it: 'NUL bytes in a cell reject the row and no other',
      content: withLine(subscriptions(ordinary(3)), 3, (line) => line.replace('Company 2', 'Comp\0any 2')),
      ends: partly(3, [[3, 'Customer', 'holds a NUL character']], {
        lines: 2,
        total: 20,
        names: ['Company 1', 'Company 3'],
      }),
    },
    { it: 'nothing but NUL bytes', content: Buffer.alloc(5000), ends: unrecognised('binary data') },
    { it: 'a byte-order mark and nothing else', content: '\ufeff', ends: unrecognised('empty') },
    { it: 'an empty file', content: '', ends: unrecognised('empty') },
    { it: 'spaces and line ends only', content: ' \r\n\r\n  \r\n', ends: unrecognised('empty') },
  ]);
});

describe('delimiters and line ends', () => {
  testCases([
    {
      it: 'semicolons',
      content: subscriptions(two, { delimiter: ';' }),
      ends: taken(2, { ...bothIn, tags: ['["gold","retail"]', '["gold","retail"]'] }),
    },
    { it: 'tabs', content: subscriptions(two, { delimiter: '\t' }), ends: taken(2, bothIn) },
    { it: '`sep=;` in front', content: `sep=;\r\n${subscriptions(two, { delimiter: ';' })}`, ends: taken(2, bothIn) },
    { it: '`sep=,` behind a byte-order mark', content: `\ufeffsep=,\r\n${text}`, ends: taken(2, bothIn) },
    {
      it: '`sep=` with a tab, in UTF-16 as Excel writes it',
      content: utf16(`sep=\t\r\n${subscriptions(two, { delimiter: '\t' })}`, 'le'),
      ends: taken(2, bothIn),
    },
    { it: 'lone carriage returns', content: subscriptions(two, { eol: '\r' }), ends: taken(2, bothIn) },
    { it: 'lone line feeds', content: subscriptions(two, { eol: '\n' }), ends: taken(2, bothIn) },
    {
      it: 'three kinds of line ends in one file',
      content: subscriptions(ordinary(3)).replace('\r\n', '\n').replace(/\r\n$/, '\r'),
      ends: taken(3, { lines: 3, total: 30 }),
    },
    { it: 'no line end at the end', content: text.trimEnd(), ends: taken(2, bothIn) },
    {
      it: 'a semicolon file whose cells are full of commas',
      content: subscriptions(
        ordinary(2, (n) => ({ customer: `Smith, Jones, Kim, Lee & Co ${n}`, tags: 'a,b,c,d' })),
        { delimiter: ';' },
      ),
      ends: taken(2, {
        lines: 2,
        total: 20,
        names: ['Smith, Jones, Kim, Lee & Co 1', 'Smith, Jones, Kim, Lee & Co 2'],
      }),
    },
    {
      it: 'line breaks inside quotes, and the line numbers after them',
      content: subscriptions([{ customer: 'Nova\r\nFoods' }, { totalLicenses: '-1' }, {}]),
      ends: partly(3, [[4, 'Total Licenses', 'is negative']], { lines: 2, names: ['Nova\r\nFoods', 'Company 3'] }),
    },
  ]);
});
