import type { FilterKey } from '../../../db/readings/filter.ts';
import { codesIn } from '../../ask/code-values.ts';
import { readQuestion } from '../../ask/parse.ts';
import { questionText, valueText } from '../../ask/print.ts';
import type { Question } from '../../ask/question.ts';
import type { CommandWords, Vocabulary } from '../../ask/vocabulary.ts';
import type { Language } from '../../words/languages.ts';
import { isMessageKey, messagesFor } from '../../words/messages.ts';
import { type Chosen, type Dialog, type Field, LONGEST_VALUE, MOST_OPTIONS, type Option } from '../dialog.ts';

/** Filters whose values are a short list of ours. */
const closed = ['cluster', 'area', 'status', 'type'] as const satisfies readonly FilterKey[];
/** Filters whose values are those of the data. */
const open = ['country', 'owner', 'tag', 'product'] as const satisfies readonly FilterKey[];
const PERIODS = ['30d', '90d', 'this-month', 'next-month', 'this-quarter', 'next-quarter', '1y'];
const PAST = ['7d', '30d', '90d', 'last-month', 'this-month', 'last-quarter', '1y'];

/** A window with the filters that people use most, as selects, filled with those of the question. */
export function filterDialog(q: string, state: string, language: Language, vocabulary: Vocabulary): Dialog | undefined {
  const say = messagesFor(language);
  const read = readQuestion(q, vocabulary);
  if (!('question' in read)) return undefined;
  const { question } = read;
  const command = vocabulary.commands.get(question.command);
  if (command?.list == null) return undefined;
  return {
    name: 'filter',
    title: say('filter.title'),
    submit: say('filter.submit'),
    parts: [{ kind: 'note', text: say('filter.about', { text: q }) }],
    fields: [
      ...periodField(question, command, language),
      ...closed.map((key) => closedField(question, key, language, command)),
      ...open.map((key): Field => {
        const chosen = showable(valuesOf(question, key, command));
        return { kind: 'search', key, label: labelOf(key, language), chosen, many: true, optional: true };
      }),
      ...groupField(question, command, language),
    ],
    state,
  };
}

/** The question with what was chosen in place of its filters of those keys. What the window does not show stays. */
export function filteredQuestion(q: string, chosen: Chosen, vocabulary: Vocabulary): string | undefined {
  const read = readQuestion(q, vocabulary);
  if (!('question' in read)) return undefined;
  const { question } = read;
  const command = vocabulary.commands.get(question.command);
  const args = command?.args ?? [];
  // What the window had no room for was not taken away by anybody.
  const valuesFor = (key: FilterKey): readonly string[] => {
    const all = command === undefined ? [] : valuesOf(question, key, command);
    const shown = new Set(showable(all));
    return [...new Set([...(chosen[key] ?? []), ...all.filter((value) => !shown.has(value))])];
  };
  const keys: readonly FilterKey[] = [...closed, ...open];
  const words: Record<string, string> = { ...question.words };
  const added: string[] = [];
  const [by] = chosen['by'] ?? [];
  for (const { name, kind } of args) {
    const key = keys.find((each) => each === kind);
    const values = key === undefined ? (chosen[kind] ?? []) : valuesFor(key);
    if (values.length > 0) words[name] = values.join(',');
    else if (key !== undefined) delete words[name];
  }
  for (const key of keys) {
    const values = valuesFor(key);
    if (values.length === 0 || args.some(({ kind }) => kind === key)) continue;
    added.push(`${key}:${values.map((value) => (value === 'me' ? value : valueText(value))).join(',')}`);
  }
  const filters = question.filters.filter((filter) => !(keys.includes(filter.key) && isPlain(filter)));
  const sort = by === question.by ? question.sort : null;
  const rest = questionText({ ...question, words, filters, sort, by: by ?? null, page: 1 }, vocabulary);
  const again = readQuestion([rest, ...added].join(' '), vocabulary);
  return 'question' in again ? questionText(again.question, vocabulary) : undefined;
}

type QuestionFilter = Question['filters'][number];

/** Only these can be shown as what was chosen; a negated one stays as it is. */
function isPlain({ negated, none, ranges }: QuestionFilter): boolean {
  return !negated && !none && ranges.length === 0;
}

function valuesOf(question: Question, key: FilterKey, { args }: CommandWords): readonly string[] {
  const argument = args.find(({ kind }) => kind === key);
  if (argument !== undefined) return question.words[argument.name]?.split(',') ?? [];
  return question.filters.filter((filter) => filter.key === key && isPlain(filter)).flatMap(({ values }) => values);
}

/** Those of the values that a field can show as chosen. */
function showable(values: readonly string[]): string[] {
  return [...new Set(values)].filter((value) => value !== '' && value.length <= LONGEST_VALUE).slice(0, MOST_OPTIONS);
}

function closedField(
  question: Question,
  key: (typeof closed)[number],
  language: Language,
  command: CommandWords,
): Field {
  const say = messagesFor(language);
  const options = codesIn(key).map((value): Option => {
    const word = `${key}.${value}`;
    return { value, label: isMessageKey(word) ? say(word) : value };
  });
  const shown = new Set(options.map(({ value }) => value));
  const chosen = valuesOf(question, key, command).filter((value) => shown.has(value));
  return { kind: 'choice', key, label: labelOf(key, language), options, chosen, many: true, optional: true };
}

function periodField(question: Question, { args }: CommandWords, language: Language): Field[] {
  const argument = args.find(({ kind }) => kind === 'period');
  if (argument === undefined) return [];
  const now = question.words[argument.name];
  const usual = argument.looks === 'back' ? PAST : PERIODS;
  const values = now === undefined || usual.includes(now) ? usual : [now, ...usual];
  const options = values.map((value) => ({ value, label: value }));
  const chosen = now === undefined ? [] : [now];
  return [
    {
      kind: 'choice',
      key: 'period',
      label: messagesFor(language)('filter.period'),
      options,
      chosen,
      many: false,
      optional: true,
    },
  ];
}

function groupField(question: Question, { list }: CommandWords, language: Language): Field[] {
  if (list === null || list.fixed) return [];
  const groups = [...new Set(list.groups.values())].sort();
  const options = groups.map((value) => ({ value, label: labelOf(value, language) }));
  const chosen = question.by === null ? [] : [question.by];
  const label = messagesFor(language)('filter.by');
  return [{ kind: 'choice', key: 'by', label, options, chosen, many: false, optional: true }];
}

function labelOf(key: string, language: Language): string {
  const say = messagesFor(language);
  const name = `column.${key.replaceAll('-', '_')}`;
  return isMessageKey(name) ? say(name) : key;
}
