import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assetPath } from '../../src/base/paths.ts';
import { MOST_OPTIONS } from '../../src/chat/dialog.ts';
import { limits as slack } from '../../src/chat/slack/limits.ts';
import { limits as teams } from '../../src/chat/teams/limits.ts';
import { differences } from './differences.ts';

const path = assetPath('docs/platforms.md');

/** `UPDATE_DOCS=1` writes what the test compares. */
function compare(name: string, made: string): void {
  const text = readFileSync(path, 'utf8');
  const start = new RegExp(`<!-- ${name}: .* -->\\n`).exec(text);
  const end = text.indexOf(`<!-- /${name} -->`);
  if (start === null || end < 0) throw new Error(`${path} has no place for ${name}.`);
  const whole = `${text.slice(0, start.index + start[0].length)}\n${made}\n\n${text.slice(end)}`;
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(path, whole);
  else expect(text, 'UPDATE_DOCS=1 writes it anew').toBe(whole);
}

/** In columns, as the formatter writes tables. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heads, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = heads.map((_, at) => Math.max(3, ...all.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [line(all[0] ?? []), line(rule), ...all.slice(1).map(line)].join('\n');
}

const n = (count: number) => count.toLocaleString('en');

test('the table of what differs is that of the suite', () => {
  const rows = differences.map((each) => [each.what, each.slack, each.teams, each.terminal, each.why]);
  compare('differences', table(['', 'Slack', 'Teams', 'command line', 'why'], rows));
});

test('the table of what each takes is that of their limits', () => {
  const rows: [string, string, string][] = [
    [
      'a message',
      `${n(slack.message.blocks)} blocks, ${n(slack.message.letters)} letters`,
      `${n(teams.message.bytes / 1024)} KB, with pictures ${n(teams.message.requestBytes)} bytes`,
    ],
    ['a message without its look', `${n(slack.message.text)} letters`, `${n(teams.message.text)} letters`],
    ['a title', `${n(slack.header)} letters`, `${n(teams.title)} letters`],
    [
      'a table',
      `${n(slack.table.rows)} rows of ${n(slack.table.columns)} columns`,
      `${n(teams.table.rows)} rows of ${n(teams.table.columns)} columns`,
    ],
    ['buttons seen at once', 'as many as a card has', n(teams.actions.visible)],
    ['buttons behind one more tap', n(slack.overflow.most), `so many that there are ${n(teams.actions.most)} in all`],
    ['what a button carries', `${n(slack.button.value)} letters`, `${n(teams.action.press)} letters`],
    ['choices of a field', n(Math.min(MOST_OPTIONS, slack.select.options)), n(teams.select.options)],
    ['a chart in words', `${n(slack.image.alt)} letters`, `${n(teams.chart.alt)} letters`],
  ];
  compare('limits', table(['', 'Slack', 'Teams'], rows));
});
