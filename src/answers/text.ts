import type { Answer, Table, Value } from './answer.ts';

const WIDTH = 80;
const GAP = 2;
const NARROWEST = 6;
/** Cutting more letters than this off a row would leave a table of stumps. */
const MOST_CUT = 30;

/** The answer as text for a terminal of 80 columns; long cells are cut with `…`, everything stands in json and csv. */
export function answerAsText(answer: Answer): string {
  const parts = [answer.demo ? `${answer.title}  [DEMO]` : answer.title];
  const facts = answer.facts.map(({ key, value }) => `${label(key)}: ${show(value)}`).join('   ');
  if (facts !== '') parts.push(facts);
  if (answer.table) parts.push(tableAsText(answer.table));
  for (const section of answer.sections) parts.push(`${section.title}\n${tableAsText(section.table)}`);
  if (answer.notes.length > 0) parts.push(answer.notes.map((note) => wrap(note)).join('\n'));
  if (answer.next.length > 0) parts.push(answer.next.map((next) => `→ ${next}`).join('\n'));
  return parts.join('\n\n');
}

/** Control characters would let a file's text move the cursor or recolour the screen of whoever reads it. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ');
}

function tableAsText(table: Table): string {
  if (table.rows.length === 0) return '  none';
  const cells = table.rows.map((row) => table.columns.map((name) => printable(show(row[name] ?? null))));
  const heads = table.columns.map(label);
  const natural = heads.map((head, i) => Math.max(...[head, ...cells.map((row) => row[i] ?? '')].map(lengthOf)));
  const cut = natural.reduce((sum, width) => sum + width + GAP, -GAP) - WIDTH;
  if (cut > MOST_CUT) return cells.map((row) => recordAsText(heads, row)).join('\n');
  const widths = narrow(natural);
  const numeric = table.columns.map((name) =>
    table.rows.every((row) => typeof row[name] === 'number' || row[name] === null),
  );
  return [heads, ...cells]
    .map((row) =>
      row
        .map((cell, i) => pad(cell, widths[i] ?? 0, numeric[i] ?? false))
        .join(' '.repeat(GAP))
        .trimEnd(),
    )
    .join('\n');
}

/** A row too wide for the screen, as a list: the first cell, then the others with their names, wrapped. */
function recordAsText(heads: readonly string[], row: readonly string[]): string {
  const [first = '', ...others] = row;
  const lines = others.flatMap((cell, i) =>
    wrap(`${heads[i + 1]}: ${cell}`, WIDTH - 4)
      .split('\n')
      .map((line, n) => (n ? `    ${line}` : `  ${line}`)),
  );
  return [`${heads[0]} ${first}`, ...lines].join('\n');
}

function lengthOf(text: string): number {
  return [...text].length;
}

/** Takes from the widest columns until the row fits the screen. */
function narrow(widths: number[]): number[] {
  const fitted = [...widths];
  const total = () => fitted.reduce((sum, width) => sum + width + GAP, -GAP);
  while (total() > WIDTH) {
    const widest = fitted.indexOf(Math.max(...fitted));
    if ((fitted[widest] ?? 0) <= NARROWEST) break;
    fitted[widest] = (fitted[widest] ?? 0) - 1;
  }
  return fitted;
}

function pad(cell: string, width: number, right: boolean): string {
  const letters = [...cell];
  const cut = letters.length > width ? `${letters.slice(0, Math.max(1, width - 1)).join('')}…` : cell;
  return right ? cut.padStart(width) : cut.padEnd(width);
}

function label(key: string): string {
  return key.replaceAll('_', ' ');
}

function show(value: Value): string {
  if (value === null) return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? value.toLocaleString('en-US') : value;
}

/** Breaks a sentence at spaces to the screen's width. */
function wrap(text: string, width = WIDTH): string {
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text).split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}
