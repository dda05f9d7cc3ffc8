import { isDeepStrictEqual } from 'node:util';
import { readQuestion } from '../../ask/parse.ts';
import { questionText } from '../../ask/print.ts';
import type { Question } from '../../ask/question.ts';
import { columnLabel } from '../../words/cells.ts';
import type { Language } from '../../words/languages.ts';
import { isMessageKey, messagesFor } from '../../words/messages.ts';
import { isChoice } from './form.ts';
import type { Shown } from './shown.ts';

/** Letters that a button on a phone shows; a label that is longer is cut there anyway. */
const LETTERS = 24;
/** Nobody needs to be told that a question looks 90 days ahead. */
const USUAL_PERIOD = '90d';

/**
 * What a button says that asks a question next: in words of the language where that is short and tells it from the others,
 * else the question itself without what it has in common with the one that was asked; cut at 24 letters.
 */
export function nextLabel(text: string, shown: Shown): string {
  const { question, context } = shown;
  const read = readQuestion(text, context.vocabulary);
  if (question === undefined || !('question' in read)) return short(text);
  const next = read.question;
  // The choice among customers of one name says nothing but the name.
  if (isChoice(shown)) return text.replace(next.command, '').replaceAll('"', '').trim();
  // What is said to the likes of alerts is learnt by reading it; what takes it back is one thing of many there.
  if (next.command === question.command && (next.words['said'] ?? question.words['said']) !== undefined) {
    const whole = questionText(next, context.vocabulary);
    return short([...whole].length <= LETTERS ? whole : whole.replace(`${next.command} `, ''));
  }
  const changes = (command: string) => context.vocabulary.commands.get(command)?.changes === true;
  if (changes(question.command) && changes(next.command)) return messagesFor(context.language)('card.next.undo');
  // Examples are there to be learnt.
  if (question.command === 'help' && next.command === question.words['command']) return short(text);
  const rest = without(next, question);
  const spoken = inWords(rest, question, context.language);
  return short(spoken ?? questionText(rest, context.vocabulary));
}

/** A question without what the one that was asked has too. */
function without(next: Question, asked: Question): Question {
  // An answer about one customer leads on about the same one, however its name was written.
  const about = asked.words['customer'];
  const filters = next.filters.filter(
    (filter) =>
      !asked.filters.some((own) => isDeepStrictEqual(own, filter)) &&
      !(about !== undefined && filter.key === 'customer'),
  );
  const columns = next.columns.filter((each) => !asked.columns.some((own) => isDeepStrictEqual(own, each)));
  // What narrowed the one as a filter may be a word of the other: cluster:act-now and cluster act-now.
  const isSaid = (word: string, value: string): boolean =>
    (word === 'customer' && about !== undefined) ||
    asked.filters.some(({ key, negated, values }) => !negated && `${key}s` === word && values.join(',') === value);
  const words = Object.fromEntries(Object.entries(next.words).filter(([word, value]) => !isSaid(word, value)));
  return { ...next, words, filters, columns };
}

/** Undefined where the words would not tell all of it. */
function inWords(next: Question, asked: Question, language: Language): string | undefined {
  const say = messagesFor(language);
  const { command, words, filters, columns, by, sort, top, asOf } = next;
  if (filters.length > 0 || columns.length > 0 || sort !== null || top !== null || asOf !== null) return undefined;
  const period = words['period'];
  const others = Object.entries(words).filter(([key, value]) => key !== 'period' && asked.words[key] !== value);
  if (period !== undefined && period !== USUAL_PERIOD && period !== asked.words['period']) return undefined;
  const group = by === null ? [] : [say('card.next.by', { column: inside(columnLabel(by, language), language) })];
  if (others.length > 0) {
    const [[key, value] = ['', ''], more] = others;
    const named = `cluster.${value}`;
    if (command === 'help' && value === 'all' && more === undefined) return say('card.next.help-all');
    if (command !== 'cluster' || key !== 'clusters' || more !== undefined || !isMessageKey(named)) return undefined;
    return [say(named), ...group].join(' · ');
  }
  if (command === asked.command && group.length > 0) return group[0];
  const name = `card.next.${command}`;
  return isMessageKey(name) ? [say(name), ...group].join(' · ') : undefined;
}

/** A label as it stands within a line; German writes its nouns large there too. */
export function inside(label: string, language: Language): string {
  return language === 'de' ? label : `${label.slice(0, 1).toLocaleLowerCase(language)}${label.slice(1)}`;
}

function short(text: string): string {
  const letters = [...text];
  return letters.length <= LETTERS
    ? text
    : `${letters
        .slice(0, LETTERS - 1)
        .join('')
        .trimEnd()}…`;
}
