import { describe, expect, it } from 'vitest';
import { periodOf, periodText, periodWindow } from '../../src/words/periods.ts';
import { readDays, readPeriod } from '../../src/words/read-period.ts';

function canonical(text: string, looks?: 'ahead' | 'back'): string | undefined {
  const read = readPeriod(text, looks);
  return typeof read === 'object' ? periodText(read) : read;
}

describe('periods as people write them', () => {
  it.each([
    ['90d', '90d'],
    ['90 days', '90d'],
    ['90dias', '90d'],
    ['90 días', '90d'],
    ['90 jours', '90d'],
    ['90 Tagen', '90d'],
    ['90天', '90d'],
    ['12 semaines', '12w'],
    ['12 Wochen', '12w'],
    ['3 Monate', '3m'],
    ['3个月', '3m'],
    ['1 año', '1y'],
    ['today', 'today'],
    ['hoje', 'today'],
    ["aujourd'hui", 'today'],
    ['heute', 'today'],
    ['今天', 'today'],
    ['amanhã', 'tomorrow'],
    ['this month', 'this-month'],
    ['este mês', 'this-month'],
    ['ce mois-ci', 'this-month'],
    ['diesen Monat', 'this-month'],
    ['本月', 'this-month'],
    ['next-quarter', 'next-quarter'],
    ['próximo trimestre', 'next-quarter'],
    ['trimestre prochain', 'next-quarter'],
    ['nächstes Quartal', 'next-quarter'],
    ['下季度', 'next-quarter'],
    ['año pasado', 'last-year'],
    ['el año pasado', 'last-year'],
    ['2026-12-01..2027-01-31', '2026-12-01..2027-01-31'],
    ['2026-12-01 – 2027-01-31', '2026-12-01..2027-01-31'],
    ['2026-12-01 até 2027-01-31', '2026-12-01..2027-01-31'],
    ['2026-12-01 bis 2027-01', '2026-12-01..2027-01-31'],
    ['2026-12-01到2027-01-31', '2026-12-01..2027-01-31'],
    ['2026-12-01', '2026-12-01..2026-12-01'],
    ['2028-02', '2028-02-01..2028-02-29'],
    ['2027', '2027-01-01..2027-12-31'],
    ['December 2026', '2026-12-01..2026-12-31'],
    ['dezembro de 2026', '2026-12-01..2026-12-31'],
    ['févr. 2028', '2028-02-01..2028-02-29'],
    ['März 2027', '2027-03-01..2027-03-31'],
    ['2026年12月', '2026-12-01..2026-12-31'],
    ['30..60 days', 'impossible'],
    ['1.5 months', 'impossible'],
    ['90', undefined],
    ['nova foods', undefined],
    ['', undefined],
    ['0d', 'impossible'],
    ['4000 days', 'impossible'],
    ['999999999y', 'impossible'],
    ['2026-02-30', 'impossible'],
    ['2026-13', 'impossible'],
    ['2027-01-31..2026-12-01', 'impossible'],
  ])('reads %j as %s', (text, ours) => {
    expect(canonical(text)).toBe(ours);
  });

  it('takes a direction only where it is the one of the question', () => {
    expect(canonical('next 90 days', 'ahead')).toBe('90d');
    expect(canonical('in den nächsten 90 Tagen', 'ahead')).toBe('90d');
    expect(canonical('les 90 prochains jours', 'ahead')).toBe('90d');
    expect(canonical('90 prochains jours', 'ahead')).toBe('90d');
    expect(canonical('últimos 30 dias', 'back')).toBe('30d');
    expect(canonical('过去30天', 'back')).toBe('30d');
    expect(canonical('last 30 days', 'ahead')).toBe('impossible');
    expect(canonical('next 30 days', 'back')).toBe('impossible');
    expect(canonical('next 30 days')).toBeUndefined();
  });

  it('takes a bare number for days where it is asked to', () => {
    expect(readDays('90')).toEqual({ kind: 'count', count: 90, unit: 'd' });
    expect(readDays('0')).toBe('impossible');
    expect(readDays('9 0')).toBeUndefined();
  });
});

describe('the days of a period', () => {
  it.each([
    ['90d', 'ahead', '2026-11-21', '2027-02-19'],
    ['30d', 'back', '2026-10-22', '2026-11-21'],
    ['3m', 'ahead', '2026-11-21', '2027-02-21'],
    ['1y', 'back', '2025-11-21', '2026-11-21'],
    ['this-month', 'ahead', '2026-11-21', '2026-11-30'],
    ['this-month', 'back', '2026-11-01', '2026-11-21'],
    ['next-quarter', 'ahead', '2027-01-01', '2027-03-31'],
    ['last-month', 'back', '2026-10-01', '2026-10-31'],
    ['this-week', 'ahead', '2026-11-21', '2026-11-21'],
    ['next-week', 'ahead', '2026-11-22', '2026-11-28'],
    ['last-week', 'back', '2026-11-08', '2026-11-14'],
    ['tomorrow', 'ahead', '2026-11-22', '2026-11-22'],
    ['2026-12-01..2027-01-31', 'ahead', '2026-12-01', '2027-01-31'],
  ] as const)('%s looking %s', (text, looks, from, to) => {
    expect(periodWindow(periodOf(text), '2026-11-21', looks)).toEqual({ from, to });
  });

  it('clamps months at their end', () => {
    expect(periodWindow(periodOf('1m'), '2027-01-31', 'ahead').to).toBe('2027-02-28');
    expect(periodWindow(periodOf('1y'), '2028-02-29', 'ahead').to).toBe('2029-02-28');
  });
});
