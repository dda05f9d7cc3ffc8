import { z } from 'zod/v4';
import type { Definition } from '../../commands/definition.ts';
import { wordKinds } from '../../commands/words.ts';
import { commandNames } from '../../src/ask/vocabulary.ts';
import { columnLabel } from '../../src/words/cells.ts';
import { languages } from '../../src/words/languages.ts';

const cell = (text: string) => text.replaceAll('|', '\\|');
const code = (text: string) => `\`${text}\``;

/** The table of questions for the README: what each answers, what may stand behind it, one example. */
export function questionTable(commands: readonly Definition[]): string {
  const rows = commands.map(({ name, words, examples }) => [
    code(name),
    words.en.summary,
    code(examples[1] ?? examples[0] ?? name),
  ]);
  return table(['question', 'answers', 'for example'], rows);
}

/** Every question with its names in six languages, what it takes, its columns and examples. */
export function questionReference(commands: readonly Definition[]): string {
  return commands.map(section).join('\n');
}

function section(command: Definition): string {
  const { name, words, examples, list, role, needs, fills = [] } = command;
  const lines = [
    `## ${name}`,
    '',
    `${words.en.summary}.${role ? ` For the role ${role} and above.` : ''}`,
    '',
    `- Also called: ${languages.map((language) => `${language} ${commandNames(command, language).join(', ')}`).join(' · ')}`,
  ];
  const takes = argumentsOf(command);
  if (takes.length > 0) lines.push(`- Takes: ${takes.join(', ')}`);
  if (list)
    lines.push(
      `- Columns: ${list.columns.map((column) => `${code(column)} ${columnLabel(column, 'en')}`).join(' · ')}`,
    );
  if (list && !list.fixed && list.groups)
    lines.push(`- Groups besides those of every list: ${list.groups.map(code).join(', ')}`);
  if (needs) lines.push(`- Stands on: ${[...needs, ...fills].map(code).join(', ')}`);
  lines.push(`- Examples: ${examples.map(code).join(' · ')}`, '');
  return lines.join('\n');
}

function argumentsOf({ args }: Definition): string[] {
  if (!(args instanceof z.ZodObject)) return [];
  return Object.values(args.shape as Record<string, z.ZodType>).flatMap((type) => {
    const kind = wordKinds.get(type);
    return kind === undefined ? [] : [`${kind.kind}${kind.required ? '' : ' (may be left out)'}`];
  });
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heads, heads.map(() => '---'), ...rows];
  const widths = heads.map((_, at) => Math.max(...all.map((row) => cell(row[at] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((each, at) => cell(each).padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(heads), rule, ...rows.map(line)].join('\n');
}
