import { wrapped } from '../answers/text.ts';
import { assertNever } from '../base/errors.ts';
import type { ImportResult, SnapshotChange } from './result.ts';

const WIDTH = 80;
/** A space at which no line is broken. */
const NO_BREAK = '\u00a0';

/** What became of one file, as lines of text for the person who imported it: 80 columns, but for paths and commands. */
export function describeResult(result: ImportResult): string[] {
  return [
    ...hanging('', `${result.file}: ${headline(result)}`),
    ...result.reasons.flatMap((reason) => hanging('  ', reason)),
    ...(result.outcome === 'imported'
      ? [...joined(result), ...changed(result.change)].flatMap((line) => hanging('  ', line))
      : []),
    ...result.notes.flatMap((note) => hanging('  ', note)),
    // Three blanks stand between two steps of one sentence.
    ...nextSteps(result)
      .flatMap((next) => next.split(/ {3}(?=[A-Z])/))
      .flatMap(step),
  ];
}

/** A text at its indent, its further lines two columns deeper. */
function hanging(indent: string, text: string): string[] {
  const lines = wrapped(text, WIDTH - indent.length - 2).map((line) => line.replaceAll(NO_BREAK, ' '));
  return lines.map((line, n) => `${indent}${n === 0 ? '' : '  '}${line}`);
}

/** A next step; a command that does not fit behind its sentence has a line of its own, whole, to be copied. */
function step(text: string): string[] {
  const [, sentence = '', command = ''] = /^(.*?:) (npm run .*)$/s.exec(text) ?? [];
  if (command === '' || text.length <= WIDTH - 4) {
    const [first = '', ...more] = wrapped(text, WIDTH - 4);
    return [`  → ${first}`, ...more.map((line) => `    ${line}`)];
  }
  return [...step(sentence), `    ${command}`];
}

function headline(result: ImportResult): string {
  const what = `${result.report ?? 'unknown report'}${result.asOf ? ` as of ${result.asOf}` : ''}`;
  switch (result.outcome) {
    case 'imported':
      return `${what} is in as${NO_BREAK}import${NO_BREAK}${result.importId}: ${count(result.accepted, 'row')} accepted, ${number(result.rejected)} rejected.`;
    case 'held':
      return `${what} is held for your decision; it does not count yet.`;
    case 'refused':
      if (result.report) return `${what} is refused.`;
      return `${result.unrecognised ? 'not recognised' : 'cannot be read'}, nothing was imported.`;
    case 'duplicate':
      return `${what} is a duplicate.`;
    default:
      return assertNever(result.outcome);
  }
}

function joined({ joins }: ImportResult): string[] {
  if (!joins) return [];
  const rules = Object.entries(joins.joined)
    .filter(([, n]) => n > 0)
    .map(([rule, n]) => `${number(n)} by ${rule}`);
  const lines: string[] = [];
  if (joins.newCustomers > 0) lines.push(`${count(joins.newCustomers, 'new customer')}.`);
  if (rules.length > 0) lines.push(`Joined to customers already known: ${rules.join(', ')}.`);
  if (joins.merged > 0) lines.push(`${count(joins.merged, 'customer')} turned out to be one with another.`);
  if (joins.matches > 0) lines.push(`${count(joins.matches, 'pair')} may be one company: npm run -s pulse -- matches`);
  return lines;
}

function changed(change: SnapshotChange | undefined): string[] {
  if (!change) return [];
  const lines = [
    `Since ${change.since}: ${number(change.customers.before)} → ${count(change.customers.now, 'customer')}.`,
  ];
  if (change.lines) {
    lines.push(
      `  ${number(change.lines.before)} → ${count(change.lines.now, 'line')}: ${number(change.lines.added)} added, ${number(change.lines.ended)} no longer listed.`,
    );
  }
  if (change.licenses && change.licenses.before !== null && change.licenses.now !== null) {
    lines.push(`  ${number(change.licenses.before)} → ${count(change.licenses.now, 'licence')}.`);
  }
  if (change.clusters) {
    const { moved, entered, left } = change.clusters;
    lines.push(
      `  Clusters: ${number(moved)} moved, ${number(entered)} newly listed, ${number(left)} no longer listed.`,
    );
  }
  return lines;
}

function nextSteps(result: ImportResult): string[] {
  const steps = result.next === undefined ? [] : [result.next];
  if (result.outcome === 'imported' && result.rejected > 0)
    steps.push(`See the rejected rows: npm run -s pulse -- data rejects ${result.importId}`);
  return steps;
}

function count(n: number, what: string): string {
  return `${number(n)} ${what}${n === 1 ? '' : 's'}`;
}

function number(n: number): string {
  return n.toLocaleString('en-US');
}
