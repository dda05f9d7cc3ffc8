/** What a slash command needs to know of a question. */
export interface Askable {
  readonly name: string;
  readonly words: { readonly en: { readonly summary: string } };
  readonly examples: readonly string[];
}

export interface SlashCommand {
  /** As people type it: `/x-expiring`. */
  readonly command: string;
  /** The question it stands in front of; null for the one that takes any. */
  readonly question: string | null;
  readonly description: string;
  /** What may stand behind it; empty where nothing has to. */
  readonly usage: string;
}

/** The short commands that are worth a name of their own, as far as their questions exist. */
const core = ['expiring', 'renewing', 'overage', 'cluster', 'queues'];

/** What Slack itself answers to; an app that asks for one of these is refused. */
const slacksOwn = new Set(
  `active apps archive away call canvas collapse dm dnd expand feed feedback help huddle invite join keys kick leave list
   me msg mute open part people prefs remind remove rename search shortcuts shrug star status topic unarchive who`
    .trim()
    .split(/\s+/),
);

const MOST_COMMANDS = 50;
const LONGEST_COMMAND = 32;
const LONGEST_DESCRIPTION = 2000;
const LONGEST_USAGE = 1000;

/**
 * The slash commands of the questions that there are: first the one that takes any question, then the short ones with
 * `prefix` in front of their names. Left out are names that Slack does not allow or keeps for itself, and what is
 * more than Slack takes.
 */
export function slashCommands(
  questions: readonly Askable[],
  { command, prefix, which }: { readonly command: string; readonly prefix: string; readonly which: 'core' | 'all' },
): readonly SlashCommand[] {
  const any: SlashCommand = {
    command,
    question: null,
    description: 'Ask anything about your customers; "help" lists the questions.',
    usage: 'expiring 90d country:BR | nova foods | help',
  };
  const short = questions
    .filter(({ name }) => which === 'all' || core.includes(name))
    .map((question) => shortCommand(question, prefix))
    .filter((each) => isAllowed(each.command) && each.command !== command);
  return [any, ...short].slice(0, MOST_COMMANDS);
}

function shortCommand({ name, words, examples }: Askable, prefix: string): SlashCommand {
  const usages = examples
    .filter((example) => example.startsWith(`${name} `))
    .map((example) => example.slice(name.length + 1));
  return {
    command: `/${prefix}${name}`,
    question: name,
    description: cut(words.en.summary, LONGEST_DESCRIPTION),
    usage: cut(usages.join(' | '), LONGEST_USAGE),
  };
}

function isAllowed(command: string): boolean {
  return (
    command.length <= LONGEST_COMMAND && /^\/[a-z0-9][a-z0-9_-]*$/.test(command) && !slacksOwn.has(command.slice(1))
  );
}

/** To at most `most` UTF-16 units, and never inside a letter. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
