import { type Answer, wholeTable } from '../../src/answers/answer.ts';

/** An answer with the parts given, and nothing else in it. */
export function answerWith(parts: Partial<Answer>): Answer {
  return {
    command: 'expiring',
    question: 'expiring 90d',
    title: 'Expiring',
    asOf: '2026-11-21',
    scope: 'all',
    demo: false,
    sources: [],
    facts: [],
    table: null,
    sections: [],
    chart: null,
    notes: [],
    next: [],
    ...parts,
  };
}

const line = {
  customer: 'Nova Foods Ltda',
  subscription_id: 'Sub-1002241',
  product: 'Webex Calling Professional',
  type: 'trial',
  days_left: 3,
  end_date: '2026-11-24',
  auto_renew: null,
  total: 1234,
  used: 0,
  assigned: 900,
  available: 334,
  used_3m: null,
  successor: null,
};

/** The lines of two customers, one of them Chinese. */
export const lines = wholeTable(Object.keys(line), [
  line,
  { ...line, customer: '上海新星食品有限公司', days_left: 12, auto_renew: false },
]);

/** What untrusted text tries: formulas, line breaks, turned writing, escape codes, letters that are not seen. */
export const nasty = [
  '=cmd|" /C calc"!A0',
  '+1+1',
  '-1+cmd',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '\n-1+1',
  'one\ntwo\r\nthree',
  'a\u202eb\u2066c\u061cd\u200fe',
  '\u001b[31mred\u001b[0m\u009b2J\u0007',
  'x\u2028y\u2029z\u0000\u007f\u0085',
  '"quoted", with comma',
  '＝1+1',
  'w'.repeat(300),
  '网'.repeat(150),
  'e\u0301'.repeat(90),
  '',
  '   ',
];
