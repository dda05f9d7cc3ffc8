import { rowsPerPage } from '../../src/chat/card/answer-card.ts';
import { Conversation } from '../../src/chat/terminal/conversation.ts';
import { columnLabel } from '../../src/words/cells.ts';
import enWords from '../../src/words/locales/en/chat.json' with { type: 'json' };
import type { House } from './house.ts';
import type { Told } from './told.ts';

/** So wide that no cell is cut and no line broken. */
const WIDE = 2_000;

/** What the command line prints for a question, with as many rows at once as a chat shows. */
export async function askTerminal({ around }: House, text: string): Promise<string> {
  const conversation = new Conversation({
    desk: () => around.desk(),
    explain: (error) => {
      throw error;
    },
    warn: () => undefined,
  });
  const rows = rowsPerPage(text, around.desk().vocabulary);
  const { text: printed } = await conversation.reply(text, { rows, width: WIDE, choices: false });
  await conversation.end();
  return printed;
}

/**
 * What a chat tells that the command line does not print for the same question; empty where they agree. A figure has the
 * same value there under its own name or its column's, a row the same figures, a note the same words, a source the same
 * day, and a question to ask next is offered there too.
 */
export function missingInTerminal(told: Told, printed: string): string[] {
  const lines = printed.split('\n');
  const missing: string[] = [];
  const want = (isThere: boolean, what: string) => {
    if (!isThere) missing.push(what);
  };
  if (told.title !== '') want(lines[0] === told.title, `title: ${told.title}`);
  for (const fact of told.facts) want(hasFact(fact, lines), `fact: ${fact}`);
  let from = 0;
  for (const row of told.rows) {
    const at = rowAt(row, lines, from);
    want(at >= 0, `row: ${row.join(' | ')}`);
    from = at < 0 ? from : at + 1;
  }
  for (const line of told.lines) want(isChats.test(line) || hasLine(line, printed), `line: ${line}`);
  for (const { press } of told.offers)
    if (press?.do === 'ask' || press?.do === 'show')
      want(lines.includes(`→ ${press.q}`) || /page:\d+$/.test(press.q), `next: ${press.q}`);
  return missing;
}

/** What a chat says of how little room it has, and of the machine that the command line is at. */
const isChats = /^\d+(–\d+)? of \d+|^[\d,]+ (more|rows?)\b|\bon the server\b|^Not in this table:/i;

const labels: ReadonlyMap<string, string> = new Map(
  Object.entries(enWords)
    .filter(([key]) => key.startsWith('card.fact.'))
    .map(([key, label]) => [label, columnLabel(key.slice('card.fact.'.length), 'en')]),
);

function hasFact(fact: string, lines: readonly string[]): boolean {
  const [label = '', value = ''] = splitOnce(fact, ': ');
  const names = [label, labels.get(label)].filter((name) => name !== undefined);
  const printed = lines.flatMap((line) => line.split(/ {3,}/));
  return names.some((name) => printed.includes(`${name}: ${value}`));
}

/** The line at which a row begins that has the name and every figure of this one. */
function rowAt([named = '', ...cells]: readonly string[], lines: readonly string[], from: number): number {
  // An id stands behind the word for it.
  const name = named.replace(/^\p{L}+: (?=\d+$)/u, '');
  const figures = cells.join(' ').match(figure) ?? [];
  return lines.findIndex((line, at) => {
    if (at < from || !line.includes(name)) return false;
    // A row that is too wide goes on below, set in.
    const below = lines.slice(at + 1).findIndex((next) => !next.startsWith('  '));
    const whole = [line, ...lines.slice(at + 1, at + 1 + Math.max(0, below))].join(' ');
    const printed = new Set(whole.match(figure));
    return figures.every((each) => printed.has(each));
  });
}

const figure = /\d(?:[\d.,]*\d)?/g;
const day = /\d{1,2} \p{L}+ \d{4}/gu;

function hasLine(line: string, printed: string): boolean {
  if (printed.includes(line)) return true;
  const days = line.match(day);
  return line.includes('as of') && days?.every((each) => printed.includes(each)) === true;
}

function splitOnce(text: string, by: string): [string, string] {
  const at = text.indexOf(by);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + by.length)];
}

/** Questions whose answer at the command line is another one: nobody has a name there, there is no channel, and there is room for more columns. */
export function isAnswerForNobody(text: string): boolean {
  return /\bme\b|^(cluster|whoami|audience|digest|help|alerts|why|assign)\b/.test(text);
}
