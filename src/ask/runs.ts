import { add, type Draft, once, timeArgOf } from './draft.ts';
import type { Found, Run } from './found-words.ts';
import { quotedText } from './print.ts';
import type { Meaning } from './vocabulary.ts';

/** Takes the words that say something known into the question. */
export function applyRuns(draft: Draft, runs: readonly Run[]): void {
  for (const run of runs) applyFound(draft, run, run.found);
}

function applyFound(draft: Draft, run: Run, found: Found): void {
  switch (found.kind) {
    case 'period': {
      const arg = timeArgOf(draft);
      if (arg) once(draft.words, arg.name, found.text, arg.kind);
      if (/^\d+$/.test(run.text)) told(draft, run, found.text, nameInstead(draft, run.text));
      return;
    }
    case 'setting': {
      const arg = timeArgOf(draft);
      if (found.setting !== 'week') once(draft.settings, found.setting, found.value, found.setting);
      else if (arg) once(draft.words, arg.name, found.value, arg.kind);
      return;
    }
    case 'mine':
      add(draft.bare, keyOf(run, 'owner'), 'me');
      return;
    case 'country':
      add(draft.bare, keyOf(run, 'country'), found.code);
      told(draft, run, `${keyOf(run, 'country')}:${found.code}`, nameInstead(draft, run.text));
      return;
    case 'meanings':
      applyMeaning(draft, run, found.meanings);
  }
}

function applyMeaning(draft: Draft, run: Run, meanings: readonly Meaning[]): void {
  const own = meanings.find(({ list }) => hasArg(draft, list));
  const chosen = own ?? usual(meanings);
  if (chosen === undefined) return;
  const { list, code } = chosen;
  const arg = draft.command.args.find(({ kind }) => kind === list);
  if (own !== undefined && arg !== undefined && !run.negated) add(draft.codes, arg.name, code);
  else add(draft.bare, keyOf(run, list), code);
  const isOpen = own !== undefined || isAreaOrFamily(chosen);
  const other = isOpen ? meanings.find((each) => each.list !== list) : undefined;
  const instead = other === undefined ? nameInstead(draft, run.text) : `${keyOf(run, other.list)}:${other.code}`;
  told(draft, run, `${keyOf(run, list)}:${code}`, instead);
}

function hasArg(draft: Draft, list: Meaning['list']): boolean {
  return draft.command.args.some(({ kind }) => kind === list);
}

/** Azure, M365 and security are areas and families of products; without a key they are areas, whatever is asked. */
function usual(meanings: readonly Meaning[]): Meaning | undefined {
  const [first] = meanings;
  if (first !== undefined && !isAreaOrFamily(first)) return first;
  return meanings.find(({ list }) => list === 'area') ?? first;
}

function isAreaOrFamily({ list }: Meaning): boolean {
  return list === 'area' || list === 'family';
}

function keyOf(run: Run, key: string): string {
  return run.negated ? `-${key}` : key;
}

function nameInstead(draft: Draft, text: string): string {
  return draft.command.list === null ? quotedText(text) : `customer:${quotedText(text)}`;
}

function told(draft: Draft, run: Run, as: string, instead: string): void {
  draft.readAs.push({ word: run.text, as, instead });
}
