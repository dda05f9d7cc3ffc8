import { describe, expect, test } from 'vitest';
import { printable } from '../../../src/answers/text.ts';
import { describeResult } from '../../../src/ingest/describe.ts';
import { rejectsAsCsv } from '../../../src/ingest/rejects.ts';
import { atDesk, partly, taken, testCases } from './cases.ts';
import { csv, grid, ordinary, subscriptions } from './files.ts';

const esc = '\u001b';
const nasty = [
  '=HYPERLINK("http://evil.example","click")',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '<script>alert(1)</script>',
  '<!channel> hello',
  '@channel @here @everyone',
  '[a link](http://evil.example)',
  '*bold* _it_ ~no~ `code`',
  `${esc}[31mred${esc}[0m`,
  `${esc}]0;title\u0007`,
  'O\u2019Reilly; DROP TABLE lines;--',
  "Robert'); DROP TABLE customers;--",
  '{"json": true}',
  '%s %d %n',
  '../../etc/passwd',
  'null',
  'undefined',
  'NaN',
  'constructor',
  '__proto__',
];

describe('text that something else would run is stored as it stands', () => {
  testCases(
    nasty.map((customer) => ({
      it: customer.replaceAll(esc, 'ESC').replaceAll('%', '%%'),
      content: subscriptions([{ customer, customerId: '' }]),
      ends: taken(1, { names: [customer], total: 10 }),
    })),
  );
});

describe('scripts and invisible characters', () => {
  testCases([
    {
      it: 'right-to-left names',
      content: subscriptions([{ customer: 'شركة نوفا للأغذية' }, { customer: 'נובה מזון בע"מ' }]),
      ends: taken(2, { names: ['شركة نوفا للأغذية', 'נובה מזון בע"מ'] }),
    },
    {
      it: 'bidi controls inside a name',
      content: subscriptions([{ customer: 'Nova \u202efdp.exe\u202c Ltda' }]),
      ends: taken(1, { names: ['Nova \u202efdp.exe\u202c Ltda'] }),
    },
    {
      it: 'emoji and letters beyond the first plane',
      content: subscriptions([{ customer: '🦊 Fox & Söhne 𠮷野家' }]),
      ends: taken(1, { names: ['🦊 Fox & Söhne 𠮷野家'] }),
    },
    {
      it: 'zero-width characters and soft hyphens in headers',
      content: subscriptions(ordinary(1))
        .replace('Product', 'Pro\u00adduct\u200b')
        .replace('Customer ID', '\u2060Customer\u00a0ID'),
      ends: taken(1, { total: 10, keys: ['id:3f2b8c1e-5a47-4d0b-9c36-000000000001'] }),
    },
    {
      it: 'a broken half of a surrogate pair in UTF-16',
      content: Buffer.from(`\ufeff${subscriptions([{ customer: 'Nova \ud83e Foods' }])}`, 'utf16le'),
      ends: taken(1, { lines: 1, total: 10 }),
    },
    {
      it: 'ids with leading zeros, long digits and exponents stay what they are',
      content: subscriptions([
        { customerId: '00012', subscriptionId: '007' },
        { customerId: '12', subscriptionId: '7' },
        { customerId: '1E5', subscriptionId: '12345678901234567890' },
      ]),
      ends: taken(3, { keys: ['id:00012', 'id:12', 'id:1E5'], refs: ['007', '7', '12345678901234567890'] }),
    },
    {
      it: 'a TPID and a D-U-N-S number keep their zeros',
      content: csv(grid('cloudascent-azure', [{ customerId: '0001234567', dunsNumber: '004212345' }])),
      ends: taken(1, { keys: ['id:0001234567'], extra: [expect.stringContaining('"duns":"004212345"')] }),
    },
    {
      it: 'one company under two forms of its id is one account',
      content: subscriptions([
        { customerId: '3F2B8C1E-5A47-4D0B-9C36-0B1F6A7D2E54' },
        { customerId: '3f2b8c1e-5a47-4d0b-9c36-0b1f6a7d2e54', product: 'Webex Meetings' },
        {
          customerId: Buffer.from('ciscospark://us/ORGANIZATION/3f2b8c1e-5a47-4d0b-9c36-0b1f6a7d2e54').toString(
            'base64',
          ),
          product: 'Webex Suite',
        },
      ]),
      ends: taken(3, { lines: 3, keys: ['id:3f2b8c1e-5a47-4d0b-9c36-0b1f6a7d2e54'] }),
    },
  ]);
});

test('rejected rows come back as CSV that a spreadsheet does not run, with line and reason last', () =>
  atDesk(async (desk) => {
    const rows = nasty.slice(0, 6).map((customer) => ({ customer, totalLicenses: '-1' }));
    const { importId = 0 } = await desk.import({ content: subscriptions([...rows, ...ordinary(6)]) });
    const lines: string[] = [];
    for await (const line of rejectsAsCsv(desk.db, importId)) lines.push(line);
    expect(lines[0]).toBe(`${grid('partner-hub-subscriptions', [])[0]?.join(',')},Line,Reason\r\n`);
    expect(lines).toHaveLength(7);
    for (const line of lines.slice(1)) expect(line).toMatch(/^("?'[=+\-@]|<script>)/);
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://evil.example"",""click"")",`);
    expect(lines[1]).toMatch(/,2,Total Licenses is negative\r\n$/);
    expect(lines[3]?.split(',').at(13)).toBe('-1');
  }));

test('a mended rejects file goes in again: its two last columns are left out', () =>
  atDesk(async (desk) => {
    const { importId = 0 } = await desk.import({ content: subscriptions([{ totalLicenses: '-1' }, ...ordinary(1)]) });
    let mended = '';
    for await (const line of rejectsAsCsv(desk.db, importId)) mended += line.replace(',-1,', ',4,');
    const result = await desk.import({ content: mended, options: { extent: 'part' } });
    expect(result).toMatchObject({ outcome: 'imported', rows: 1, accepted: 1 });
    expect(result.notes).toContain('Columns not taken in: Line, Reason.');
    expect(desk.facts().total).toBe(14);
  }));

test('what is printed holds no character that moves a cursor or turns the reading direction', () =>
  atDesk(async (desk) => {
    const header = `Customer,Customer ID,Status,Managed By,N${esc}[2Jote\u202e,${esc}]0;x\u0007`;
    const name = `hub-${esc}[31m\u202e-2026-11-15.csv`;
    const result = await desk.import({ name, content: `${header}\r\nNova,1,Active,Partner,b,c\r\n` });
    expect(result.notes.join('')).toContain(`N${esc}[2Jote`);
    const printed = describeResult(result).map(printable).join('\n');
    expect(printed).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u);
    expect(printed).toContain('2Jote');
  }));

testCases([
  {
    it: 'an address in the owner column that is none is quoted in the reason and cannot break the line',
    content: csv(grid('crm-customers', [{ owner: `rep@x.example;${esc}[31m@bad` }, {}])),
    ends: partly(2, [[2, 'Owner', 'no e-mail address']], { names: ['Company 2'] }),
  },
]);
