import { describe, expect, test } from 'vitest';
import { readCount, readDecimal } from '../../src/ingest/numbers.ts';
import { Problem } from '../../src/ingest/problem.ts';
import { lowerEdge } from '../../src/ingest/reports/cloudascent.ts';

describe('a count', () => {
  test.each([
    ['0', 0],
    ['1234', 1234],
    ['007', 7],
    ['1,234', 1234],
    ['1.234', 1234],
    ['1 234', 1234],
    ['1\u00a0234', 1234],
    ['1\u202f234', 1234],
    ["1'234", 1234],
    ['1’234', 1234],
    ['1,234,567', 1_234_567],
    ['1.234.567', 1_234_567],
    ['1 234 567', 1_234_567],
    ['1,234.00', 1234],
    ['1.234,00', 1234],
    ['12.0', 12],
    ['12,00', 12],
    ['12.', 12],
    ['+12', 12],
    ['-12', -12],
    ['−12', -12],
    ['(12)', -12],
    ['(1,234)', -1234],
    ['１２', 12],
    [' 12 ', 12],
    ['999999999999', 999_999_999_999],
    ['1000000000000', 1_000_000_000_000],
  ])('%j is %d', (text, value) => expect(readCount(text)).toBe(value));

  test.each([
    '',
    ' ',
    'ten',
    '12.5',
    '12,5',
    '1,23',
    '12,34,567',
    '1.234.56',
    '1,234.567.8',
    '1e3',
    '0x10',
    '12 licences',
    '1 2',
    '--5',
    '2026-11-15',
    '½',
    'NaN',
    'Infinity',
    '٣',
  ])('%j is no whole number', (text) => expect(readCount(text)).toEqual(new Problem('is not a whole number')));

  test.each(['1000000000001', '99999999999999999999', '-99999999999999999999'])('%s is too large', (text) =>
    expect(readCount(text)).toEqual(new Problem('is larger than any licence count')),
  );
});

describe('an amount', () => {
  test.each([
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['1 234,5', 1234.5],
    ['1 234.5', 1234.5],
    ['1234.5', 1234.5],
    ['1234,5', 1234.5],
    ['12,5', 12.5],
    ['.5', 0.5],
    [',5', 0.5],
    ['12.345', 12.345],
    ['12,345', 12_345],
    ['1.234.567', 1_234_567],
    ['1,234,567.89', 1_234_567.89],
    ['1.234.567,89', 1_234_567.89],
    ['(12.5)', -12.5],
    ['-12.5', -12.5],
    ['- 12.5', -12.5],
    ['$1,200', 1200],
    ['-$1,200', -1200],
    ['$-1,200', -1200],
    ['US$ 1,200.50', 1200.5],
    ['R$ 1.200,50', 1200.5],
    ['1.200,50 €', 1200.5],
    ['1200 USD', 1200],
    ['£5', 5],
    ['(¥1,200)', -1200],
  ])('%j is %d', (text, value) => expect(readDecimal(text)).toBe(value));

  test.each(['', '-', '$', '()', '1,2,3', '1..2', '1,234,5', '12abc', '1e3', '$$5', '1.2.3', '5%%'])(
    '%j is no number',
    (text) => expect(readDecimal(text)).toEqual(new Problem('is not a number')),
  );
});

describe('the lower edge of a band of revenue', () => {
  test.each([
    ['10K-25K', 10_000],
    ['10k – 25k', 10_000],
    ['$10K to $25K', 10_000],
    ['<10K', 0],
    ['< $10,000', 0],
    ['Less than 10K', 0],
    ['up to 5K', 0],
    ['1M+', 1_000_000],
    ['1.5M - 2M', 1_500_000],
    ['1,000 - 5,000', 1000],
    ['1.000 - 5.000', 1000],
    ['>100K', 100_000],
    ['250', 250],
    ['0-5K', 0],
    ['High', null],
    ['', null],
  ])('%j starts at %s', (band, edge) => expect(lowerEdge(band)).toBe(edge));
});
