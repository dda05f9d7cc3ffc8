import { z } from 'zod/v4';
import { filterKeys } from '../db/readings/filter.ts';
import { companyGroups } from '../db/readings/lists/groups.ts';
import { type Section, wholeTable } from '../src/answers/answer.ts';
import { UserError } from '../src/base/errors.ts';
import { isMessageKey, type Say } from '../src/words/messages.ts';
import { nearest } from '../src/words/nearest.ts';
import { type Period, periodText } from '../src/words/periods.ts';
import type { Asked } from './asked.ts';
import { type Body, command } from './command.ts';
import type { Definition } from './definition.ts';
import { optional, wordKinds } from './words.ts';

/** What stands behind `help` for every question there is. */
const EVERYTHING = 'all';
/** What to begin with, each with the example that its button asks. */
const FIRST: readonly (readonly [name: string, example: string])[] = [
  ['expiring', 'expiring 90d'],
  ['overage', 'overage'],
  ['cluster', 'cluster act-now'],
  ['overview', 'overview'],
  ['customers', 'customers'],
];

/** What can be asked, and of one question how it is narrowed and what its columns mean. */
export const help = command({
  name: 'help',
  words: {
    en: { names: ['commands'], title: 'Help', summary: 'What can be asked, with examples' },
    pt: { names: ['ajuda', 'comandos'], title: 'Ajuda', summary: 'O que se pode perguntar, com exemplos' },
    fr: { names: ['aide', 'commandes'], title: 'Aide', summary: 'Ce qui peut être demandé, avec des exemples' },
    es: { names: ['ayuda'], title: 'Ayuda', summary: 'Qué se puede preguntar, con ejemplos' },
    de: { names: ['Hilfe', 'Befehle'], title: 'Hilfe', summary: 'Was gefragt werden kann, mit Beispielen' },
    zh: { names: ['帮助', '命令'], title: '帮助', summary: '可以问什么，附示例' },
  },
  examples: ['help', 'help expiring', 'help all'],
  args: z.object({ command: optional('command') }),
  chat: { facts: ['commands', 'command'], lead: 'summary', brief: [], oneLine: 25, alone: true },
  async run(asked, args) {
    if (args.command === undefined) return asked.surface === 'chat' ? first(asked) : everything(asked);
    if (args.command === EVERYTHING) return everything(asked);
    const found = asked.commands.find(({ name }) => name === args.command);
    if (found === undefined) throw notFound(asked, args.command);
    return about(asked, found);
  },
});

function notFound({ commands, say }: Asked, word: string): UserError {
  const near = nearest(
    word,
    commands.map(({ name }) => name),
  );
  return new UserError(say('error.no-command', { word }), { exitCode: 2, next: near ? `help ${near}` : 'help' });
}

/** On a phone: five questions, and all of them behind one more tap. */
function first(asked: Asked): Body {
  const { commands, say } = asked;
  const known = FIRST.flatMap(([name, example]) => {
    const found = commands.find((each) => each.name === name);
    return found === undefined ? [] : [{ example, summary: marked(asked, found) }];
  });
  const examples = known.map(({ example }) => example);
  return {
    facts: [{ key: 'commands', value: commands.length }],
    table: wholeTable(['example', 'summary'], known),
    notes: [say('help.words')],
    // Three are seen at once, the others behind one more tap.
    next: [...examples.slice(0, 2), `help ${EVERYTHING}`, ...examples.slice(2)],
  };
}

function everything(asked: Asked): Body {
  const { commands, say } = asked;
  const rows = commands.map((each) => ({ command: each.name, summary: marked(asked, each) }));
  return {
    facts: [{ key: 'commands', value: rows.length }],
    table: wholeTable(['command', 'summary'], rows),
    notes: [say('help.words'), say('help.filters', { filters: keys(filterKeys) }), say('help.shape')],
    next: ['help expiring', 'overview', 'whoami'],
  };
}

/** What a question answers, and which role it takes where not everyone may ask it. */
function marked({ say, language }: Asked, { words, role }: Definition): string {
  const { summary } = words[language];
  return role === undefined ? summary : say('help.needs', { summary, role: say(`role.${role}`) });
}

function about(asked: Asked, found: Definition): Body {
  const { say } = asked;
  const { name, list, examples } = found;
  const words = wordsOf(say, found);
  const sections: Section[] = [
    ...(words.length > 0 ? [{ title: say('help.takes'), table: wholeTable(['word', 'meaning'], words) }] : []),
    {
      title: say('help.examples'),
      table: wholeTable(
        ['example'],
        examples.map((example) => ({ example })),
      ),
    },
  ];
  return {
    title: `${name} · ${marked(asked, found)}`,
    facts: [
      { key: 'command', value: name },
      { key: 'role', value: found.role ?? 'viewer' },
    ],
    table: list === undefined ? null : columnsTable(say, list.columns),
    sections,
    notes: list === undefined ? [] : listNotes(say, list),
    next: [...examples.filter((example) => !/["@]/u.test(example)).slice(0, 3), 'help'],
  };
}

/** The columns as filters and `sort:` name them, and what they mean; those that need no word, as answers head them. */
function columnsTable(say: Say, columns: readonly string[]) {
  const rows = columns.map((column) => {
    const key = [`meaning.${column}`, `column.${column}`].find(isMessageKey);
    return { column, meaning: key === undefined ? null : say(key) };
  });
  return wholeTable(['column', 'meaning'], rows);
}

function listNotes(say: Say, list: NonNullable<Definition['list']>): string[] {
  const groups = [...(list.groups ?? []), ...companyGroups];
  return [
    say('help.filters', { filters: keys(filterKeys) }),
    ...(list.fixed ? [] : [say('help.groups', { groups: groups.join(', ') }), say('help.shape')]),
  ];
}

/** What may stand behind the name of a question, as its definition says. */
function wordsOf(say: Say, { args }: Definition): { word: string; meaning: string }[] {
  if (!(args instanceof z.ZodObject)) return [];
  const shape: Readonly<Record<string, unknown>> = args.shape;
  return Object.values(shape).flatMap((schema) => {
    const known = schema instanceof z.ZodType ? wordKinds.get(schema) : undefined;
    if (known === undefined) return [];
    const { kind, looks, required } = known;
    const meaning = say(kind === 'period' && looks === 'back' ? 'help.word.period-back' : `help.word.${kind}`);
    const word = say(`word.${kind}`);
    if (kind !== 'period') return [{ word, meaning: required ? meaning : say('help.optional', { meaning }) }];
    // What the definition takes where no period is named.
    const standard = periodText((schema as z.ZodType<Period>).parse(undefined));
    return [{ word, meaning: say('help.standard', { meaning, standard }) }];
  });
}

function keys(names: readonly string[]): string {
  return names.map((name) => `${name}:`).join(' ');
}
