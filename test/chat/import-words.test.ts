import { describe, expect, test } from 'vitest';
import { importWords, saidAndEnglish } from '../../src/chat/flow/import-words.ts';
import { reasonsToHold } from '../../src/ingest/judge.ts';
import { languages } from '../../src/words/languages.ts';
import { messagesFor } from '../../src/words/messages.ts';

const products = ['Webex Suite', 'Webex Calling', 'Call on Webex', 'A', 'B', 'C', 'D'];
const before = { customers: 231, lines: 730, products };

describe('what the importer says of a file', () => {
  test.each(languages)('of one that shrank is said in %s', (language) => {
    for (const left of [[], products.slice(0, 1), products.slice(0, 6)])
      for (const now of [0, 1, 2, 100]) {
        const sentences = reasonsToHold({ customers: now, lines: now, products: left }, before, '2026-11-15');
        const { said, english } = saidAndEnglish(sentences, messagesFor(language));
        expect(english).toEqual([]);
        expect(said).toHaveLength(3);
      }
  });

  test('one is not many', () => {
    const [customers, lines, gone] = reasonsToHold({ customers: 1, lines: 1, products: [] }, before, '2026-11-15');
    expect(customers).toMatch(/^It has 1 customer where/);
    const say = messagesFor('en');
    expect(importWords(customers ?? '', say)).toMatch(/^It has 1 customer; the one of 15 Nov 2026 had 231\./);
    expect(importWords(lines ?? '', messagesFor('pt'))).toMatch(/^Tem 1 linha; o de 15 de nov\. de 2026 tinha 730\./);
    expect(importWords(gone ?? '', say)).toContain('Webex Suite, Webex Calling, Call on Webex, A, B and 2 more.');
  });

  test.each([
    ['None of the known reports has these column headers.', 'Nenhum dos relatórios'],
    ['This looks like crm-customers, but lacks the column Owner.', 'Parece Clientes do CRM, mas falta a coluna Owner.'],
    ['Nothing says which day the data speaks about: there is no date in the file or in its name.', 'Nada diz'],
    ['The same content is in already, as import 7 of a of b.csv as of 2026-11-15; nothing was changed.', 'a of b.csv'],
    ['A file of call-queue-stats does not say whose it is, nor of which week.', 'não diz de quem é.'],
    ['A file of call-queue-stats does not say of which week it is.', 'não diz de que semana é.'],
    ['No customer is called "Nowa". The nearest is Nova Foods Ltda.', 'O mais próximo é Nova Foods Ltda.'],
    ['No customer is called "Nowa".', 'Nenhum cliente se chama “Nowa”.'],
    ['"Nova" may be several customers: Nova A (a.com), Nova B.', 'vários clientes: Nova A (a.com), Nova B.'],
    [
      'It has 6 customers where the week of 2026-11-01 had 10: under 70 %, as a filtered export would.',
      'o de 1 de nov. de 2026 tinha 10',
    ],
    [
      'It has 39 queues where the week of 2026-11-01 had 58: under 70 %, as a filtered export would.',
      'Tem 39 filas; a semana de 1 de nov. de 2026 tinha 58.',
    ],
    ['It has 1 row where the week of 2026-11-01 had 10: under 70 %, as a filtered export would.', 'Tem 1 linha;'],
    ['3 of 4 rows are bad, more than half; nothing of the file is in.', '3 de 4 linhas'],
    ['The file has column headers but no rows.', 'nenhuma linha'],
    ['Columns that the snapshot of 2026-11-15 had and this one lacks: Tags, Status.', 'Tags, Status.'],
    [
      'The rejected row is missing from this snapshot and may be counted below as no longer listed.',
      'A linha rejeitada',
    ],
    [
      'The 12 rejected rows are missing from this snapshot and may be counted below as no longer listed.',
      'As 12 linhas',
    ],
    ['The day of the data, 2027-01-15 (from the file name), is in the future.', '15 de jan. de 2027'],
    [
      '1 person let in before is not on this list and may not ask any more: mia@r.example.',
      '1 pessoa admitida antes não está nesta lista e não pode mais perguntar: mia@r.example.',
    ],
    [
      '7 people let in before are not on this list and may not ask any more: a@r.example, b@r.example and 5 more.',
      'b@r.example e mais 5.',
    ],
  ])('%s', (sentence, said) => {
    expect(importWords(sentence, messagesFor('pt'))).toContain(said);
  });

  test('what the language has no words for stays as it is', () => {
    const sentences = ['Rejected: line 3, Customer is blank.', 'The file has column headers but no rows.'];
    const { said, english } = saidAndEnglish(sentences, messagesFor('zh'));
    expect(english).toEqual(['Rejected: line 3, Customer is blank.']);
    expect(said).toHaveLength(1);
  });
});
