import type { Plain } from './compare.ts';
import type { Given, Told } from './told.ts';

/** Something that is not the same on every platform, and why. */
export interface Difference {
  readonly what: string;
  readonly slack: string;
  readonly teams: string;
  readonly terminal: string;
  readonly why: string;
  /** What Teams showed without this difference; the same object where it is not there. Left out where the suite does not meet it. */
  readonly without?: (teams: Plain, slack: Plain) => Plain;
}

const PRIVATE_LINE = 'I answered this privately, in our chat.';
const OPEN_CHAT = 'I can answer this only privately. Open a chat with me and ask there.';
const APART = 'Answered in a message of its own.';
const IN_CHAT = 'The answer is in our chat.';
/** How the page is drawn anew. */
const AGAIN = { slack: 'Open this page again', teams: 'Write “home” again' };

/** Everything in which the platforms differ. Nothing else may: the suite takes these away and compares what is left. */
export const differences: readonly Difference[] = [
  {
    what: 'a private answer to a question in a channel',
    slack: 'stands in the channel, where only who asked sees it',
    teams:
      'comes in their chat with the bot, and one line under the question says so; where a tenant has targeted messages, in the channel as in Slack',
    terminal: '–',
    why: 'messages for one person of a channel are not in every tenant of Teams',
    without: (teams) => withoutTold(teams, (told) => isLine(told, PRIVATE_LINE)),
  },
  {
    what: 'somebody of another company asks in a shared channel',
    slack: 'is told, unseen by others, that they are not answered',
    teams: 'is asked, under the question, to open a chat with the bot',
    terminal: '–',
    why: 'the bot has no chat with people of another tenant, and why they are refused is not for others to read',
    without: (teams, slack) =>
      teams.told.length === slack.told.length && teams.told.some((told) => isLine(told, OPEN_CHAT))
        ? { ...teams, told: slack.told }
        : teams,
  },
  {
    what: 'a file',
    slack: 'is put into the direct message',
    teams:
      'is offered in the chat with the bot and goes to the person’s OneDrive once they accept; elsewhere as a link for ten minutes',
    terminal: '`csv` prints it',
    why: 'Teams takes no file from a bot without the person’s consent',
    without: (teams) =>
      teams.files.some(({ isOffered }) => isOffered) ? { ...teams, files: teams.files.map(notOffered) } : teams,
  },
  {
    what: 'a press whose answer comes elsewhere',
    slack: 'shows nothing at the button',
    teams: 'says at the button where the answer is',
    terminal: '–',
    why: 'Teams shows an error for a press that is answered with nothing',
    without: (teams) => withoutTold(teams, (told) => isLine(told, APART) || isLine(told, IN_CHAT)),
  },
  {
    what: 'a dialog',
    slack: 'opens in a window of its own',
    teams: 'takes the place of the message, with Back; once it is sent the message is there again',
    terminal: 'the same is typed',
    why: 'a card in place works on every client of Teams, and needs no page of ours',
    without: (teams, slack) =>
      replaced(withoutReturned(teams, slack), (told) =>
        told.kind === 'dialog' && told.offers.some(isBack)
          ? { ...told, offers: told.offers.filter((offer) => !isBack(offer)) }
          : told,
      ),
  },
  {
    what: 'the bot’s own page',
    slack: 'is the Home tab',
    teams: 'comes in the chat with the bot, when `home` is typed',
    terminal: '–',
    why: 'a tab in Teams is a web page, with a sign-in of its own',
    without: (teams, slack) =>
      slack.told.some(({ kind }) => kind === 'home') && teams.told.some(({ kind }) => kind === 'message')
        ? replaced(teams, (told) => ({ ...told, kind: 'home', lines: told.lines.map(asTab) }))
        : teams,
  },
  {
    what: 'a table of more than three columns',
    slack: 'is a table, which is moved sideways on a phone',
    teams: 'is a table where there is room, and rows of two lines on a phone',
    terminal: 'is a table of every column, or a record of each row where that is too wide',
    why: 'each has the same figures; a card of Teams cannot be moved sideways',
  },
  {
    what: 'a chart',
    slack: 'is a picture',
    teams: 'is drawn by Teams; older clients get the picture, and a tap shows the figures in words',
    terminal: 'is a line of blocks with its figures',
    why: 'Teams draws it sharp, in its own colours, light or dark',
  },
  {
    what: '`cluster`: the areas by cluster',
    slack: 'a table of areas with a column for each cluster, the last ones left out',
    teams: 'the same table',
    terminal: 'a row for each area and cluster',
    why: 'a chat has room for four columns',
  },
  {
    what: 'what is done on the server, such as deciding a match',
    slack: 'names the command',
    teams: 'names the command',
    terminal: 'is where it is done',
    why: 'it is for whoever runs the program',
  },
  {
    what: 'facts',
    slack: 'stand in one line',
    teams: 'stand below each other, each beginning with a large letter',
    terminal: 'stand in one line',
    why: 'that is how Teams shows them',
  },
  {
    what: 'what else can be done',
    slack: 'three buttons, and a menu of five',
    teams: 'three buttons, and the others behind …',
    terminal: 'questions to type, or to choose by number',
    why: 'the same choices, in what each platform has',
  },
  {
    what: 'how a question is put in a channel',
    slack: '`/pulse expiring 90d`, or a mention',
    teams: 'a mention; `/` where the second manifest is installed',
    terminal: '`pulse ask expiring 90d`',
    why: 'slash commands of a bot are not in every tenant of Teams',
  },
  {
    what: 'whose customers are seen',
    slack: 'those of who asks',
    teams: 'those of who asks',
    terminal: 'all: whoever is at the machine has the database; `owner:me` is nobody',
    why: 'there is no sign-in at the command line',
  },
];

function withoutTold(teams: Plain, drops: (told: Told) => boolean): Plain {
  return teams.told.some(drops) ? { ...teams, told: teams.told.filter((told) => !drops(told)) } : teams;
}

function replaced(teams: Plain, by: (told: Told) => Told): Plain {
  const told = teams.told.map(by);
  return told.some((each, at) => each !== teams.told[at]) ? { ...teams, told } : teams;
}

function isLine({ title, lines, offers }: Told, line: string): boolean {
  return title === '' && offers.length === 0 && lines.join('\n') === line;
}

function asTab(line: string): string {
  return line.replace(AGAIN.teams, AGAIN.slack);
}

/** Without the answer that stands again where a dialog stood. */
function withoutReturned(teams: Plain, slack: Plain): Plain {
  if (teams.told.length !== slack.told.length + 1) return teams;
  const isNew = (told: Told) => !slack.told.some(({ title, seenBy }) => title === told.title && seenBy === told.seenBy);
  const isReturned = (told: Told) => told.kind === 'message' && told.seenBy === 'one' && told.offers.length > 0;
  return withoutTold(teams, (told) => isReturned(told) && isNew(told));
}

function isBack({ label }: Told['offers'][number]): boolean {
  return label === 'Back';
}

function notOffered(file: Given): Given {
  return { ...file, isOffered: false };
}
