import { describe, expect, it } from 'vitest';
import { readQuestion } from '../../src/ask/parse.ts';
import { vocabulary } from './vocabulary.ts';

function offered(text: string): string | null {
  const read = readQuestion(text, vocabulary);
  if (!('question' in read)) return read.suggestion;
  if (read.customerWords === null) throw new Error(`${text} was answered`);
  return read.customerWords.orElse().suggestion;
}

describe('a question in plain words', () => {
  it.each([
    ['what expires in the next 90 days?', 'expiring 90d'],
    ['o que vence nos próximos 90 dias?', 'expiring 90d'],
    ['quais clientes vencem no próximo trimestre?', 'expiring next-quarter'],
    ["qu'est-ce qui expire dans les 90 prochains jours ?", 'expiring 90d'],
    ['quels clients expirent le trimestre prochain en France', 'expiring next-quarter country:FR'],
    ['qué vence en los próximos 90 días', 'expiring 90d'],
    ['welche Kunden laufen nächsten Monat ab', 'expiring next-month'],
    ['未来90天到期的有哪些', 'expiring 90d'],
    ['哪些客户下个月到期', 'expiring next-month'],
    ['which customers renew next month?', 'renewing next-month'],
    ['what ended in the last 30 days', 'expired 30d'],
    ['show me the overages in Brazil please', 'overage country:BR'],
  ])('is never answered, and %s offers %s', (text, question) => {
    expect(offered(text)).toBe(question);
  });

  it.each(['who should I call today?', 'hello', 'thanks!', '👍', 'Nova Foods'])(
    'makes no question out of %s',
    (text) => {
      expect(offered(text)).toBeNull();
    },
  );

  it.each(['expiring help', 'help expiring', 'vencimentos ajuda', '到期 帮助'])(
    'reads %s as asking how it is asked',
    (text) => {
      const read = readQuestion(text, vocabulary);
      expect(read).toMatchObject({ question: { command: 'help', words: { command: 'expiring' } } });
    },
  );

  it.each(['help all', 'ajuda todos', 'aide tous', 'ayuda todos', 'Hilfe alle', '帮助 全部'])(
    'reads %s as every question there is',
    (text) => {
      expect(readQuestion(text, vocabulary)).toMatchObject({
        question: { command: 'help', words: { command: 'all' } },
      });
    },
  );
});

describe('a slip of the finger', () => {
  it('may be two letters that changed places', () => {
    expect(offered('expiring m356')).toBe('expiring area:m365');
    expect(offered('daat')).toBe('data');
  });

  it.each(['nova', 'wave', 'nave'])('is no other word of four letters: %s', (text) => {
    expect(offered(text)).toBeNull();
  });
});

describe('an error', () => {
  it.each(['expiring &&&&', 'expiring without "Nova"', 'assign - x'])(
    'of %s never names an empty example as what is allowed',
    (text) => {
      const read = readQuestion(text, vocabulary);
      if ('question' in read) throw new Error(`${text} was read`);
      expect(JSON.stringify(read.error)).not.toContain('…');
    },
  );
});
