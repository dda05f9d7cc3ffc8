import { describe, expect, test } from 'vitest';
import { type DateOrder, dayReader, noEvidence, readDay, UNDECIDED, weighDay } from '../../src/ingest/days.ts';
import { Problem } from '../../src/ingest/problem.ts';

describe('a day', () => {
  test.each([
    ['2026-11-15', undefined, '2026-11-15'],
    ['2026-1-5', undefined, '2026-01-05'],
    ['2026/11/15', undefined, '2026-11-15'],
    ['2026.11.15', undefined, '2026-11-15'],
    ['2026-11-15T23:59:59.999Z', undefined, '2026-11-15'],
    ['2026-11-15 08:00', undefined, '2026-11-15'],
    ['15.11.2026', undefined, '2026-11-15'],
    ['5.1.2026', undefined, '2026-01-05'],
    ['5.1.2026.', undefined, '2026-01-05'],
    ['15.11.2026 08:00', undefined, '2026-11-15'],
    ['2026年11月15日', undefined, '2026-11-15'],
    ['２０２６-１１-１５', undefined, '2026-11-15'],
    [' 2026-11-15 ', undefined, '2026-11-15'],
    ['05/05/2026', undefined, '2026-05-05'],
    ['03/04/2026', 'dmy', '2026-04-03'],
    ['03/04/2026', 'mdy', '2026-03-04'],
    ['3-4-2026', 'dmy', '2026-04-03'],
    ['31/12/2026', 'dmy', '2026-12-31'],
    ['12/31/2026 11:59 PM', 'mdy', '2026-12-31'],
    ['12/31/2026, 11:59 PM', 'mdy', '2026-12-31'],
    ['29/02/2028', 'dmy', '2028-02-29'],
  ] satisfies [string, DateOrder | undefined, string][])('%j in order %s is %s', (text, order, day) => {
    expect(readDay(text, order)).toBe(day);
  });

  test.each([
    ['03/04/2026', undefined, UNDECIDED],
    ['31/12/2026', undefined, UNDECIDED],
    ['31/12/2026', 'mdy', 'is not a day of the calendar'],
    ['12/31/2026', 'dmy', 'is not a day of the calendar'],
    ['45/99/2026', undefined, 'is not a day of the calendar'],
    ['31/02/2026', undefined, 'is not a day of the calendar'],
    ['2026-02-30', undefined, 'is not a day of the calendar'],
    ['2027-02-29', undefined, 'is not a day of the calendar'],
    ['00.01.2026', undefined, 'is not a day of the calendar'],
    ['31/12/26', 'dmy', 'has a year of two digits; write the year in full'],
    ['31.12.26', undefined, 'has a year of two digits; write the year in full'],
    ['12-31-26 08:00', undefined, 'has a year of two digits; write the year in full'],
    ['15 Nov 2026', undefined, 'is not a date; write it as YYYY-MM-DD'],
    ['20261115', undefined, 'is not a date; write it as YYYY-MM-DD'],
    ['46341', undefined, 'is not a date; write it as YYYY-MM-DD'],
    ['tomorrow', undefined, 'is not a date; write it as YYYY-MM-DD'],
    ['2026-11', undefined, 'is not a date; write it as YYYY-MM-DD'],
  ] satisfies [string, DateOrder | undefined, string][])('%j in order %s %s', (text, order, reason) => {
    expect(readDay(text, order)).toEqual(new Problem(reason));
  });

  test('a reader gives the same answers as often as it is asked', () => {
    const read = dayReader('dmy');
    expect(['03/04/2026', '03/04/2026', 'x', 'x'].map(read)).toEqual([
      '2026-04-03',
      '2026-04-03',
      expect.any(Problem),
      expect.any(Problem),
    ]);
  });
});

describe('what a slashed date says about its order', () => {
  test.each([
    ['31/12/2026', { dmy: 1, mdy: 0, open: 0, exampleDmy: '31/12/2026' }],
    ['12/31/2026', { dmy: 0, mdy: 1, open: 0, exampleMdy: '12/31/2026' }],
    ['03/04/2026', { dmy: 0, mdy: 0, open: 1, exampleOpen: '03/04/2026' }],
    ['３１／１２／２０２６', { dmy: 1, mdy: 0, open: 0, exampleDmy: '３１／１２／２０２６' }],
    ['04/04/2026', noEvidence()],
    ['45/99/2026', noEvidence()],
    ['13/13/2026', noEvidence()],
    ['2026-11-15', noEvidence()],
    ['31.12.2026', noEvidence()],
    ['31/12/26', noEvidence()],
    ['', noEvidence()],
  ])('%j', (text, wanted) => {
    const evidence = noEvidence();
    weighDay(evidence, text);
    expect(evidence).toEqual(wanted);
  });

  test('every date that a reader finds undecided says something about the order', () => {
    const twoDigits = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
    for (const first of twoDigits) {
      for (const second of twoDigits) {
        const text = `${first}/${second}/2026`;
        const day = readDay(text, undefined);
        const evidence = noEvidence();
        weighDay(evidence, text);
        const says = evidence.dmy + evidence.mdy + evidence.open > 0;
        if (day instanceof Problem && day.reason === UNDECIDED) expect(says, text).toBe(true);
      }
    }
  });
});
