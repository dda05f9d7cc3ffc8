import { describe, expect, test } from 'vitest';
import { foldValue } from '../../src/words/fold.ts';
import { languages } from '../../src/words/languages.ts';
import statuses from '../../src/words/statuses.json' with { type: 'json' };
import lists from '../../src/words/values.json' with { type: 'json' };
import {
  isTotalsWord,
  isUnknownMark,
  readBand,
  readCluster,
  readManagedBy,
  readNonprofit,
  readRole,
  readScope,
  readStatus,
  readSubscriptionType,
  readYesNo,
} from '../../src/words/values.ts';

type List = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
const readers: readonly [string, List, (text: string) => string | undefined][] = [
  ['yesNo', lists.yesNo, (text) => ({ true: 'yes', false: 'no' })[String(readYesNo(text))]],
  ['cluster', lists.cluster, readCluster],
  ['band', lists.band, readBand],
  ['subscriptionType', lists.subscriptionType, readSubscriptionType],
  ['role', lists.role, readRole],
  ['scope', lists.scope, readScope],
  ['nonprofit', lists.nonprofit, readNonprofit],
  ['managedBy', lists.managedBy, readManagedBy],
  ['status', statuses, readStatus],
  ['totals', lists.totals, (text) => (isTotalsWord(text) ? 'total' : undefined)],
];

describe.each(readers)('the list %s', (_name, list, read) => {
  test('reads every spelling, in capitals and with other separators too', () => {
    for (const [code, spelled] of Object.entries(list)) {
      for (const spelling of Object.values(spelled).flat()) {
        expect([spelling, read(spelling)]).toEqual([spelling, code]);
        expect([spelling, read(` ${spelling.toUpperCase().replaceAll(' ', '-')}\u00a0`)]).toEqual([spelling, code]);
      }
      expect(read(code)).toBe(code);
    }
  });

  test('has a spelling in each of the six languages', () => {
    for (const [code, spelled] of Object.entries(list)) {
      expect([code, ...languages.filter((language) => spelled[language]?.length)]).toEqual([code, ...languages]);
    }
  });

  test('gives no spelling to two codes', () => {
    const owners = new Map<string, string>();
    for (const [code, spelled] of Object.entries(list)) {
      for (const spelling of Object.values(spelled).flat()) {
        const folded = foldValue(spelling);
        expect([spelling, owners.get(folded) ?? code]).toEqual([spelling, code]);
        owners.set(folded, code);
      }
    }
  });
});

test.each(['Maybe', '', '2', 'Yes please'])('%j is neither yes nor no', (text) => {
  expect(readYesNo(text)).toBeUndefined();
});

test('a cluster may carry its reason in brackets', () => {
  expect(readCluster('Act Now (High Fit; Very Low Prioritization Index)')).toBe('act-now');
  expect(readCluster('(High Fit)')).toBeUndefined();
  expect(readCluster('Act Later')).toBeUndefined();
});

test.each([readBand, readSubscriptionType, readRole, readScope, readNonprofit])(
  'what a closed list does not hold is undefined (%#)',
  (read) => {
    expect(read('something else')).toBeUndefined();
    expect(read('75')).toBeUndefined();
  },
);

test('an unknown status or manager is kept as it stands', () => {
  expect(readStatus('  Awaiting Migration ')).toBe('Awaiting Migration');
  expect(readManagedBy(' Distributor X')).toBe('Distributor X');
});

test.each(['', '  ', '\u00a0', '\u200b', 'NA', 'na', 'N/A', 'n/a', '-', '–', '—', '－', ' - '])(
  '%j says that nothing is known',
  (text) => {
    expect(isUnknownMark(text)).toBe(true);
  },
);

test.each(['0', 'No', 'Nana', 'None', '--', '#N/A', '?', 'N.A.'])('%j is a value', (text) => {
  expect(isUnknownMark(text)).toBe(false);
});

test.each(['Grand Total', 'TOTAL:', 'Gesamtsumme', 'Sous-total', '合计', '总计'])('%s labels a totals row', (text) => {
  expect(isTotalsWord(text)).toBe(true);
});

test('a company whose name holds the word total is not a totals row', () => {
  expect(isTotalsWord('Total Energies')).toBe(false);
});
