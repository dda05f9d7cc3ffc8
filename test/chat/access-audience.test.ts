import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Audience } from '../../db/readings/audiences.ts';
import { maySee } from '../../src/access/audience.ts';
import { canonicalFilters } from '../../src/ask/audience-filters.ts';
import { vocabularyOf } from '../../src/ask/vocabulary.ts';
import { forAudience } from '../../src/chat/flow/audience.ts';

const vocabulary = vocabularyOf(commands);
const audience = (filters = '', questions: string[] | null = null): Audience => ({
  ...{ filters, questions, revenue: false, setBy: null, setAt: 0 },
});
const gold = audience('country:BR tag:gold');

describe('a question for a channel', () => {
  test.each([
    ['expiring 90d', 'expiring 90d country:BR tag:gold'],
    [
      'expiring 90d tag:silver by:owner sort:-total top:5 page:2',
      'expiring 90d country:BR tag:gold tag:silver by:owner sort:-total top:5 page:2',
    ],
    ['expiring tag:gold', 'expiring country:BR tag:gold'],
    ['expiring country:AR,BR', 'expiring country:AR,BR country:BR tag:gold'],
    ['expiring -country:BR', 'expiring country:BR -country:BR tag:gold'],
    ['customers csv', 'customers country:BR tag:gold'],
    ['overview', 'overview country:BR tag:gold'],
    ['licenses lang:pt', 'licenses country:BR tag:gold lang:pt'],
    ['vencendo 90d lang:pt', 'expiring 90d country:BR tag:gold lang:pt'],
  ])('“%s” becomes “%s”', (asked, shown) => {
    expect(forAudience(asked, gold, vocabulary)).toEqual({ kind: 'ok', text: shown });
  });

  test.each([
    ['cluster act-now', 'cluster:act-now', 'cluster act-now cluster:act-now'],
    ['cluster act-now', 'cluster:evaluate', 'cluster act-now cluster:evaluate'],
    ['cluster', 'cluster:evaluate', 'cluster evaluate'],
    ['cluster m365', 'area:azure cluster:evaluate', 'cluster evaluate m365 area:azure'],
    ['customers expired', 'status:trial', 'customers expired status:trial'],
    ['customers', '-status:trial', 'customers -status:trial'],
    ['cohort "Azure Migrate"', 'cohort:"Data, AI"', 'cohort "Azure Migrate" cohort:"Data, AI"'],
  ])('“%s” for %s still holds both', (asked, filters, shown) => {
    expect(forAudience(asked, audience(filters), vocabulary)).toEqual({ kind: 'ok', text: shown });
  });

  const narrow = (name: string) => forAudience(name, gold, vocabulary).kind === 'ok';
  test('is narrowed where it is a list, and refused where it is none; what changes or is personal is never shown', () => {
    for (const { name, list, changes, personal, examples } of commands) {
      const example = examples[0] ?? name;
      const secret = changes === true || personal === true;
      expect([name, forAudience(example, audience(), vocabulary).kind]).toEqual([name, secret ? 'refused' : 'ok']);
      expect([name, narrow(example)]).toEqual([name, !secret && list !== undefined]);
    }
    expect(commands.filter((each) => each.changes || each.personal).map(({ name }) => name)).toEqual([
      'matches',
      'tag',
      'untag',
      'assign',
      'audience',
      'digest',
      'alerts',
      'why',
      'whoami',
    ]);
  });

  test.each<[string, Audience | undefined, string]>([
    ['expiring', undefined, 'no-audience'],
    ['whoami', undefined, 'question-not-allowed'],
    ['whoami', audience('', ['whoami']), 'question-not-allowed'],
    ['tag "Nova" gold', audience(), 'question-not-allowed'],
    ['expiring', audience('', ['overage']), 'question-not-allowed'],
    ['expiring', audience('', []), 'question-not-allowed'],
    ['customer "Nova Foods"', gold, 'cannot-narrow'],
    ['data', gold, 'cannot-narrow'],
    ['expiring', audience('owner:me'), 'cannot-narrow'],
    ['expiring', audience('what is this'), 'cannot-narrow'],
    ['expiring', audience('tag:gold top:5'), 'cannot-narrow'],
    ['expiring country:Atlantis', audience(), 'question-not-allowed'],
  ])('“%s” for %j is refused: %s', (asked, given, why) => {
    expect(forAudience(asked, given, vocabulary)).toEqual({ kind: 'refused', why });
  });
});

describe('the filters of an audience', () => {
  test.each([
    ['', ''],
    ['tag:gold BR', 'country:BR tag:gold'],
    ['Brasil etiqueta:gold', 'country:BR tag:gold'],
    ['expired', 'status:expired'],
    ['-tag:lost "Nova Foods"', 'customer:"Nova Foods" -tag:lost'],
    ['cluster:act-now area:m365', 'cluster:act-now area:m365'],
    ['owner:ana@r.example', 'owner:ana@r.example'],
  ])('“%s” is “%s”', (text, canonical) => {
    expect(canonicalFilters(text, vocabulary)).toBe(canonical);
  });

  test.each([
    'mine',
    'owner:me',
    'owner:me,ana@r.example',
    'Nova Foods',
    'top:5',
    'csv',
    'total:>10',
    'by:owner',
    'lang:pt',
    'as-of:2026-10-31',
    'country:',
  ])('“%s” is none', (text) => expect(canonicalFilters(text, vocabulary)).toBeUndefined());
});

test('a channel without an audience sees nothing', () => {
  expect(maySee(undefined, 'help')).toBe(false);
  expect(maySee(audience(), 'help')).toBe(true);
  expect(maySee(audience('', ['overage']), 'help')).toBe(false);
});
