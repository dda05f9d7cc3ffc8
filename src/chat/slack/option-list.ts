import type { Option } from '../dialog.ts';

/** Slack's limits for a list that is searched while typing. */
const MOST_OPTIONS = 100;
const LONGEST_LABEL = 75;
const LONGEST_VALUE = 150;

/** What can be chosen, as Slack takes it: what is too long to be chosen is left out, a label that is too long is cut. */
export function optionList(options: readonly Option[]) {
  const usable = options.filter(
    ({ value, label }) => value !== '' && value.length <= LONGEST_VALUE && label.trim() !== '',
  );
  return {
    options: usable.slice(0, MOST_OPTIONS).map(({ value, label }) => ({
      text: { type: 'plain_text' as const, text: cut(label), emoji: false },
      value,
    })),
  };
}

/** Cut between code points; Slack counts UTF-16 units or code points, so both stay within. */
function cut(label: string): string {
  if (label.length <= LONGEST_LABEL) return label;
  let kept = '';
  for (const letter of label) {
    if (kept.length + letter.length > LONGEST_LABEL - 1) break;
    kept += letter;
  }
  return `${kept}…`;
}
