import { describe } from 'vitest';
import { partly, refused, taken, testCases, unrecognised } from './cases.ts';
import { csv, grid, ordinary, subscriptions, withLine } from './files.ts';

const columns = 17;
const five = subscriptions(ordinary(5));
const fiveIn = { lines: 5, total: 50, assigned: 40, used: 25 };
const fourIn = { lines: 4, total: 40 };
const at4 = { names: ['Company 1', 'Company 2', 'Company 4', 'Company 5'] };

describe('ragged rows and quotes', () => {
  testCases([
    {
      it: 'a row with a cell too many',
      content: withLine(five, 4, (line) => `${line},extra`),
      ends: partly(5, [[4, null, `has ${columns + 1} cells where the header has ${columns}`]], { ...fourIn, ...at4 }),
    },
    {
      it: 'a row with three cells',
      content: withLine(five, 4, (line) => line.split(',').slice(0, 3).join(',')),
      ends: partly(5, [[4, null, `has 3 cells where the header has ${columns}`]], { ...fourIn, ...at4 }),
    },
    {
      it: 'a trailing delimiter on every row but the header',
      content: five.replaceAll('\r\n', ',\r\n').replace(',\r\n', '\r\n'),
      ends: taken(5, fiveIn),
    },
    {
      it: 'a trailing delimiter on every row and the header',
      content: five.replaceAll('\r\n', ',\r\n'),
      ends: taken(5, fiveIn),
    },
    {
      it: 'a name with an unquoted comma shifts the cells and is rejected',
      content: withLine(five, 4, (line) => line.replace('Company 3', 'Company 3, Inc')),
      ends: partly(5, [[4, null, 'cells where the header has']], fourIn),
    },
    {
      it: 'a quote opened in the middle of the file and never closed costs its own row only',
      content: withLine(five, 4, (line) => line.replace('Company 3', '"Company 3')),
      ends: partly(5, [[4, null, 'a quote is opened in this line']], { ...fourIn, ...at4 }),
    },
    {
      it: 'a quote opened in the last row and never closed',
      content: withLine(five, 6, (line) => line.replace('Company 5', '"Company 5')),
      ends: partly(5, [[6, null, 'a quote is opened in this line']], fourIn),
    },
    {
      it: 'a file cut off in the middle of its last row',
      content: five.slice(0, -60),
      ends: partly(5, [[6, null, 'cells where the header has']], fourIn),
    },
    {
      it: 'quotes in the middle of unquoted cells are text',
      content: withLine(five, 4, (line) => line.replace('Company 3', 'The "Nova" 3')),
      ends: taken(5, { ...fiveIn, names: ['Company 1', 'Company 2', 'The "Nova" 3', 'Company 4', 'Company 5'] }),
    },
    {
      it: 'doubled quotes, and every cell quoted',
      content: grid('partner-hub-subscriptions', [{ customer: 'The "Nova"' }, {}])
        .map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`)
        .join(''),
      ends: taken(2, { lines: 2, total: 20, names: ['The "Nova"', 'Company 2'] }),
    },
  ]);
});

describe('what stands around the rows', () => {
  const preamble = 'Subscriptions report\r\nGenerated 2026-11-15 by admin@reseller.example\r\nFilter: none\r\n\r\n';
  testCases([
    { it: 'three lines of preamble and a blank one', content: preamble + five, ends: taken(5, fiveIn) },
    {
      it: 'preamble with delimiters in it, and the line numbers after it',
      content: `Report,Subscriptions\r\nFrom,2026-11-01,to,2026-11-15\r\n${withLine(five, 3, (line) => line.replace(',10,', ',-10,'))}`,
      ends: partly(5, [[5, 'Total Licenses', 'is negative']], fourIn),
    },
    { it: 'forty lines of preamble', content: 'Note: confidential\r\n'.repeat(40) + five, ends: taken(5, fiveIn) },
    {
      it: 'sixty lines of preamble are too many',
      content: 'Note: confidential\r\n'.repeat(60) + five,
      ends: unrecognised('None of the known reports'),
    },
    {
      it: 'blank lines between the rows and at the end',
      content: `${five.replaceAll('\r\n', '\r\n\r\n')}\r\n \r\n`,
      ends: taken(5, fiveIn),
    },
    {
      it: 'a row of delimiters only has no customer',
      content: `${five}${','.repeat(columns - 1)}\r\n`,
      ends: partly(6, [[7, 'Customer', 'is blank']], fiveIn),
    },
    {
      it: 'headers only',
      content: subscriptions([]),
      ends: refused('column headers but no rows', { report: 'partner-hub-subscriptions' }),
    },
    {
      it: 'headers and a totals row only',
      content: `${subscriptions([])}Total${','.repeat(columns - 4)},0,0,0\r\n`,
      ends: refused('column headers but no rows'),
    },
    {
      it: 'the header row once more in the middle of the file',
      content: withLine(five, 4, (line) => `${five.split('\r\n')[0]}\r\n${line}`),
      ends: partly(6, [[4, 'Subscription Type', 'is not one of Subscription, Trial']], fiveIn),
    },
    {
      it: 'a header cell with line breaks and spaces around',
      content: five.replace('Total Licenses', '" Total\r\nLicenses "').replace('Product', ' PRODUCT '),
      ends: taken(5, fiveIn),
    },
  ]);
});

describe('totals', () => {
  const totals = (word: string) => `${word}${','.repeat(columns - 4)},50,40,25,30\r\n`.replace(',,50', ',50');
  testCases([
    {
      it: 'a totals row at the end is left out and named',
      content: five + totals('Total'),
      ends: taken(5, fiveIn, { says: 'Line 7 holds totals' }),
    },
    {
      it: 'a grand total behind blank lines',
      content: `${five}\r\n\r\n${totals('Grand total:')}`,
      ends: taken(5, fiveIn, { says: 'Line 9 holds totals' }),
    },
    {
      it: 'Summe, with thousands marks',
      content: `${subscriptions(ordinary(5), { delimiter: ';' })}Gesamtsumme;;;;;;;;;;;;;1.050,0;40;25;30\r\n`,
      ends: taken(5, fiveIn, { says: 'Line 7' }),
    },
    {
      it: 'a company named Total in the middle and another at the end',
      content: subscriptions([{}, { customer: 'Total' }, {}, { customer: 'Total', customerId: '77' }]),
      ends: taken(4, { lines: 4, total: 40, names: ['Company 1', 'Total', 'Company 3', 'Total'] }),
    },
    {
      it: 'totals in the middle of the file are a bad row, not left out',
      content: withLine(five, 4, (line) => `${totals('Total').trimEnd()}\r\n${line}`),
      ends: partly(6, [[4, 'Product', 'is blank']], fiveIn),
    },
    {
      it: 'a company named Total alone at the end of a CRM list',
      content: csv(grid('crm-customers', [{}, { customer: 'Total', owner: 'rep@reseller.example' }])),
      ends: taken(2, { names: ['Company 1', 'Total'] }),
    },
  ]);
});

describe('sizes', () => {
  const megabyte = 'x'.repeat(1024 * 1024);
  testCases([
    {
      it: 'a cell of 70 KB',
      content: subscriptions([{}, { tags: 'y'.repeat(70 * 1024) }, {}]),
      ends: partly(3, [[3, 'Tags', 'is larger than 64 KB']], { lines: 2, total: 20 }),
    },
    {
      it: 'a cell of 70 KB in a column that is not taken in rejects the row all the same',
      content: csv(
        grid('people', ordinary(3)).map((row, at) => [...row, at === 0 ? 'Essay' : 'w'.repeat(at === 2 ? 70_000 : 9)]),
      ),
      ends: partly(3, [[3, 'Essay', 'is larger than 64 KB']], {}, { says: 'Columns not taken in: Essay' }),
    },
    {
      it: 'a cell of 1 MB, which makes the row too large as well',
      content: subscriptions([{}, { customer: megabyte }, {}]),
      ends: partly(3, [[3, null, 'the row is larger than 1 MB']], { lines: 2, total: 20 }),
    },
    {
      it: 'a quoted cell of 1 MB with line breaks',
      content: subscriptions([{}, { customer: `${megabyte.slice(0, 600_000)}, "\r\n${megabyte}` }, {}]),
      ends: partly(
        4,
        [
          [3, null, 'quote'],
          [4, null, 'row is larger than 1 MB'],
        ],
        { lines: 2, total: 20 },
      ),
    },
    {
      it: 'a cell of just under 64 KB is data',
      content: csv(grid('crm-customers', [{ segment: 'z'.repeat(64 * 1024) }])),
      ends: taken(1, { segments: ['z'.repeat(64 * 1024)] }),
    },
    {
      it: "rows of 200,000 cells are nobody's header, and are not looked up in every report",
      content: `${'Customer,'.repeat(100_000)}\r\n`.repeat(10),
      ends: unrecognised('None of the known reports'),
    },
    {
      it: 'a row of 20,000 empty cells',
      content: withLine(five, 4, (line) => line + ','.repeat(20_000)),
      ends: taken(5, fiveIn),
    },
  ]);
});

describe('headers that repeat', () => {
  const twice = (header: string) =>
    csv(grid('partner-hub-subscriptions', ordinary(3)).map((row, at) => [...row, at === 0 ? header : '99']));
  testCases([
    {
      it: 'the same header twice',
      content: twice('Total Licenses'),
      ends: unrecognised(['"Total Licenses" is there twice', 'Delete or rename']),
    },
    {
      it: 'the same header twice in another case',
      content: twice('TOTAL_LICENSES'),
      ends: unrecognised('is there twice'),
    },
    {
      it: 'two names of one column: the official one counts, the other is named as left out',
      content: twice('Quantity'),
      ends: taken(3, { total: 30 }, { says: 'Columns not taken in: Quantity' }),
    },
    {
      it: 'two unofficial names of one column: the first counts',
      content: twice('Quantity').replace('Total Licenses', 'Purchased Licenses'),
      ends: taken(3, { total: 30 }, { says: 'Columns not taken in: Quantity' }),
    },
    { it: 'columns without a header', content: twice(''), ends: taken(3, { total: 30 }) },
    {
      it: 'unknown columns are left out and named',
      content: twice('Sales Note'),
      ends: taken(3, { total: 30 }, { says: 'Columns not taken in: Sales Note' }),
    },
  ]);
});
