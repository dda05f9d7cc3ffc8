import { describe, expect, test } from 'vitest';
import { column, splitList } from '../../src/ingest/column.ts';
import { Problem } from '../../src/ingest/problem.ts';
import { readSubscriptionType } from '../../src/words/values.ts';

const context = { dateOrders: new Map([['end', 'mdy' as const]]), decimalMarks: new Map() };

describe('a cell is read by its column', () => {
  test.each([
    ['text', column.text().reader(context, 'x')('=1+1'), '=1+1'],
    ['count', column.count().reader(context, 'x')('1.234'), 1234],
    ['amount', column.amount().reader(context, 'x')('1.234,5'), 1234.5],
    ['yes', column.yesNo().reader(context, 'x')('Sim'), true],
    ['no', column.yesNo().reader(context, 'x')('0'), false],
    ['list', column.list().reader(context, 'x')('a; b;;a'), ['a', 'b']],
    ['one of', column.oneOf(readSubscriptionType, 'A, B').reader(context, 'x')('Teste'), 'trial'],
    ['open', column.open((text) => text.toUpperCase()).reader(context, 'x')('odd'), 'ODD'],
    ['day of the column with an order', column.day().reader(context, 'end')('03/04/2026'), '2026-03-04'],
  ])('%s', (_, found, wanted) => expect(found).toEqual(wanted));

  test.each([
    ['count', column.count().reader(context, 'x')('-1'), 'is negative'],
    ['count', column.count().reader(context, 'x')('x'), 'is not a whole number'],
    ['amount', column.amount().reader(context, 'x')('x'), 'is not a number'],
    ['yes or no', column.yesNo().reader(context, 'x')('perhaps'), 'is neither Yes nor No'],
    ['one of', column.oneOf(readSubscriptionType, 'A, B').reader(context, 'x')('x'), 'is not one of A, B'],
    ['day without an order', column.day().reader(context, 'start')('03/04/2026'), 'cannot be told apart'],
  ])('a bad %s says why', (_, found, reason) => {
    expect(found).toBeInstanceOf(Problem);
    expect((found as Problem).reason).toContain(reason);
  });

  test('what a column demands', () => {
    expect(column.text()).toMatchObject({ star: false, filled: false, isDay: false });
    expect(column.text({ star: true })).toMatchObject({ star: true, filled: false });
    expect(column.day({ filled: true })).toMatchObject({ filled: true, isDay: true });
  });
});

test.each([
  ['gold', ['gold']],
  ['gold;retail', ['gold', 'retail']],
  [' gold ;; retail ; gold', ['gold', 'retail']],
  ['gold\nretail\r\nnew', ['gold', 'retail', 'new']],
  ['a,b', ['a,b']],
  ['N/A; -; gold', ['gold']],
  ['', []],
  [';', []],
])('the list %j is %j', (text, wanted) => expect(splitList(text)).toEqual(wanted));
