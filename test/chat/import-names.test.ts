import { expect, test } from 'vitest';
import { safeName } from '../../src/chat/flow/import-names.ts';
import { daysInName } from '../../src/ingest/as-of.ts';

test.each([
  ['partner-hub-subscriptions-2026-11-15.csv', '', 'partner-hub-subscriptions-2026-11-15.csv'],
  ['../../etc/passwd', '', 'etc-passwd'],
  ['..', '', 'file'],
  ['', '', 'file'],
  ['.hidden.csv', '', 'hidden.csv'],
  ['-rf.csv', '', 'rf.csv'],
  ['C:\\Users\\ana\\Relatório 2026_11_15.XLSX', '', 'C-Users-ana-Relatório-2026_11_15.xlsx'],
  ['安全 2026-11-15.csv', '', '安全-2026-11-15.csv'],
  ['hub.csv', 'the one of 2026-11-15', 'hub-2026-11-15.csv'],
  ['hub.csv', 'between 2026-11-15 and 2026-11-16', 'hub.csv'],
  ['hub 20261108.csv', '2026-11-15', 'hub-20261108.csv'],
  ['a\0b\u202e\r\n*?"<>|.csv', '', 'a-b-.csv'],
  ['x.csv;rm -rf ~', '', 'x.csv-rm--rf-'],
])('the name %j, with %j said, becomes %j', (given, said, expected) => {
  expect(safeName(given, said)).toBe(expected);
});

test.each(['x', '报', 'é', '\u{20000}'])(
  'a name of 300 × %j is short enough for a disk, and keeps its day',
  (letter) => {
    const name = safeName(`${letter.repeat(300)}-2026-11-15.csv`);
    expect(Buffer.byteLength(name)).toBeLessThan(200);
    expect(name).not.toContain('\ufffd');
    expect(daysInName(name)).toEqual(['2026-11-15']);
  },
);
