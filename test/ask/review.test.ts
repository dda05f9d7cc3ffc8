import { describe, expect, it } from 'vitest';
import { followUps } from '../../src/ask/follow-ups.ts';
import { readQuestion } from '../../src/ask/parse.ts';
import { questionText } from '../../src/ask/print.ts';
import { textOf, vocabulary } from './vocabulary.ts';

function misread(text: string) {
  const read = readQuestion(text, vocabulary);
  if ('question' in read) throw new Error(`${text} was read as ${questionText(read.question, vocabulary)}`);
  return read;
}

function understood(text: string) {
  const read = readQuestion(text, vocabulary);
  if ('error' in read) throw new Error(`${text}: ${read.error.key}`);
  return read;
}

describe('what may be asked', () => {
  it.each([
    'expiring 90d sort:owner',
    'expiring sort:-country',
    'expiring sort:customers',
    'expiring sort:lines',
    'expiring sort by owner',
    'customers sort:subscriptions',
  ])('sorts a list without groups by its own columns only: %s', (text) => {
    const { error } = misread(text);
    expect(error.key).toBe('error.cannot-sort');
    expect(error.values['allowed']).toContain('customer, ');
  });

  it('sorts groups by what groups have, wherever by: stands', () => {
    expect(textOf('expiring sort:-customers by:owner')).toBe('expiring by:owner sort:-customers');
    expect(misread('expiring sort:customers').suggestion).toBe('expiring sort:customer');
  });

  it.each([
    ['expiring usa', 'expiring country:US'],
    ['expiring uk', 'expiring country:GB'],
    ['expiring eua', 'expiring country:US'],
    ['expiring uae', 'expiring country:AE'],
    ['expiring brazil in uk', 'expiring country:BR,GB'],
  ])('reads usual abbreviations of countries in small letters: %s', (text, ours) => {
    expect(textOf(text)).toBe(ours);
  });

  it.each(['us', 'my', 'all', 'over', 'now', 'big', 'under', 'than', 'tous', 'alle', 'todos'])(
    'takes no word that says how much or whose for a name: %s',
    (word) => {
      const read = readQuestion(`expiring ${word} 90d`, vocabulary);
      if ('question' in read) expect(read.customerWords?.text).toBe('us');
      else expect(read.error).toMatchObject({ key: 'error.not-understood', values: { word } });
    },
  );

  it('takes azure, m365 and security for areas on every list, and names the family', () => {
    for (const word of ['azure', 'm365', 'security'])
      for (const command of ['cohort', 'customers', 'expiring']) {
        expect(textOf(`${command} ${word}`)).toBe(`${command} area:${word}`);
        expect(understood(`${command} ${word}`).readAs[0]?.instead).toBe(`family:${word}`);
      }
  });

  it('names the type beside the status', () => {
    expect(understood('customers trial').readAs).toEqual([
      { word: 'trial', as: 'status:trial', instead: 'type:trial' },
    ]);
  });

  it.each([
    ['new next-month', null],
    ['new tomorrow', null],
    ['expiring last-month', 'expired last-month'],
    ['expiring yesterday', 'expired yesterday'],
    ['expiring period:last-month', 'expired last-month'],
    ['expiring letzten Monat country:BR', 'expired last-month country:BR'],
    ['expired next-quarter', 'expiring next-quarter'],
    ['agreements last-month', null],
  ])('refuses a period that lies the other way: %s', (text, suggestion) => {
    const { error, suggestion: offered } = misread(text);
    expect(error.key).toBe('error.bad-period');
    expect(offered).toBe(suggestion);
  });

  it('takes days that were written out, whichever way they lie', () => {
    expect(textOf('expiring 2026-01-01..2026-02-01')).toBe('expiring 2026-01-01..2026-02-01');
    expect(textOf('new this-month')).toBe('new this-month');
  });

  it.each([
    ['expiring >100', '>100', null],
    ['expiring 90d >100', '>100', null],
    ['expiring total 100', 'total 100', 'expiring total:100'],
    ['expiring -----…', '-----', null],
    ['expiring &&&&', '&&&&', null],
    ['expiring & country:BR', '&', null],
    ['expiring |', '|', null],
    ['expiring 90d &&&&', '&&&&', null],
    ['expiring trial ----', '----', null],
    ['expiring by:owner ||', '||', null],
  ])('says which part of %s it does not understand', (text, word, suggestion) => {
    const { error, suggestion: offered } = misread(text);
    expect(error).toMatchObject({ key: 'error.not-understood', values: { word } });
    expect(offered).toBe(suggestion);
  });

  it('says that a comparison needs a column', () => {
    expect(misread('expiring >100').error.values['allowed']).toContain('total:>100');
  });

  it('offers no column of another kind for one that the list does not have', () => {
    const { error, suggestion } = misread('expiring assigned_rate:>0.5');
    expect(error.key).toBe('error.not-here');
    expect(suggestion).toBeNull();
  });

  it('leaves signs inside of names and at the end alone', () => {
    expect(textOf('expiring Johnson & Johnson')).toBe('expiring customer:"Johnson & Johnson"');
    expect(textOf('expiring 90d!?.')).toBe('expiring 90d');
    expect(textOf('expiring 90d, BR;')).toBe('expiring 90d country:BR');
  });
});

describe('what is asked next', () => {
  const next = (text: string, ...proposed: string[]) =>
    followUps(vocabulary, understood(text).question, { facts: [], next: proposed });

  it.each([
    ['expiring 30d total:>100', 'renewing', 'renewing 30d total:>100'],
    ['expiring 30d total:>100', 'new', 'new total:>100'],
    ['expiring 30d total:>100', 'renewing 60d', 'renewing 60d total:>100'],
    ['expiring total:>100', 'cluster act-now', 'cluster act-now'],
    ['cluster act-now m365', 'cluster by:owner', 'cluster act-now m365 by:owner'],
    ['cluster act-now m365', 'cluster evaluate', 'cluster evaluate m365'],
    ['expiring cluster:act-now', 'cluster evaluate', 'cluster evaluate'],
    ['expiring cluster:act-now', 'cluster by:owner', 'cluster act-now by:owner'],
    ['customers trial', 'customers by:owner', 'customers trial by:owner'],
    ['expiring 30d top:5', 'renewing', 'renewing 30d'],
    ['expiring 30d', 'expired', 'expired'],
  ])('keeps what was asked: %s, then %s', (text, proposed, ours) => {
    expect(next(text, proposed)).toEqual([ours]);
  });
});
