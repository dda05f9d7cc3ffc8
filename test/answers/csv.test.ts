import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine, withoutGuard } from '../../src/answers/csv.ts';

test.each(['=1+1', '+Calling', '-dash', '@Home', '＝1+1', '＋Calling', '－dash', '＠Home', '\t=x', ' =x'])(
  'a spreadsheet does not run %j, and the name is the same when it comes back',
  (text) => {
    const cell = csvLine([text]).trimEnd().replace(/^"|"$/g, '');
    expect(cell).toBe(`'${text}`);
    expect(withoutGuard(cell)).toBe(text);
  },
);

test.each(['-', '-3', '-1,234.5', '-12%', 'Nova', "'s-Hertogenbosch", "''=x", "O'=x"])(
  '%j is no formula and keeps what it begins with',
  (text) => {
    expect(withoutGuard(text)).toBe(text);
    expect(csvLine([text]).replaceAll('"', '')).toBe(`${text}\r\n`);
  },
);

test('a text reads the same before and after it went through a download', () => {
  const text = fc.array(fc.constantFrom("'", '=', '+', '-', '@', '＠', ' ', '\t', 'a', '1')).map((all) => all.join(''));
  fc.assert(
    fc.property(text, (cell) => {
      const line = csvLine([cell]).slice(0, -2);
      const came = line.startsWith('"') ? line.slice(1, -1).replaceAll('""', '"') : line;
      expect(withoutGuard(came)).toBe(withoutGuard(cell));
    }),
  );
});
