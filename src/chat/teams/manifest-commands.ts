import { type Language, languages } from '../../words/languages.ts';
import { messagesFor } from '../../words/messages.ts';

/** What a command menu needs to know of a question. */
export interface Askable {
  readonly name: string;
  readonly words: Readonly<Record<Language, { readonly summary: string }>>;
  readonly examples: readonly string[];
}

export interface MenuCommand {
  /** What it puts into the message. */
  readonly title: string;
  readonly descriptions: Readonly<Record<Language, string>>;
}

/** Where commands are offered; each has a list of its own. */
export const menuScopes = ['personal', 'team', 'groupChat'] as const;
export type MenuScope = (typeof menuScopes)[number];

/** What stands first, as far as its question exists; help is always there, however few fit. */
const first = ['expiring', 'renewing', 'overage', 'cluster', 'customers', 'queues', 'quality', 'overview'];
const inPrivate = ['licenses', 'digest'];
const inChannels = ['digest', 'alerts', 'audience', 'why'];

/** The commands that Teams offers in one place, at most so many. */
export function menuCommands(questions: readonly Askable[], scope: MenuScope, most: number): readonly MenuCommand[] {
  const named = new Map(questions.map((each) => [each.name, each]));
  const last = ['help'].flatMap((name) => named.get(name) ?? []).map(commandOf);
  if (scope === 'personal') last.unshift(home());
  const wanted = [...first, ...(scope === 'personal' ? inPrivate : inChannels)];
  const listed = wanted.flatMap((name) => named.get(name) ?? []).map(commandOf);
  return [...listed.slice(0, most - last.length), ...last];
}

function commandOf({ name, words, examples }: Askable): MenuCommand {
  const example = examples.find((each) => each.startsWith(`${name} `));
  return { title: name, descriptions: inEach((language) => described(words[language].summary, example)) };
}

function described(summary: string, example: string | undefined): string {
  return example === undefined ? summary : `${summary} (${example})`;
}

/** The bot's own page is no question. */
function home(): MenuCommand {
  return { title: 'home', descriptions: inEach((language) => messagesFor(language)('teams.app.home')) };
}

function inEach(text: (language: Language) => string): Readonly<Record<Language, string>> {
  return Object.fromEntries(languages.map((language) => [language, text(language)])) as Record<Language, string>;
}
