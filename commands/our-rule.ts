import { isMessageKey } from '../src/words/messages.ts';
import type { Asked } from './asked.ts';

/** Says of columns or figures that their rule is ours and not the portal's. */
export function ourRule(asked: Asked, ...names: readonly string[]): string {
  const labels = names.map((name) => {
    const key = `column.${name}`;
    return isMessageKey(key) ? asked.say(key) : name;
  });
  return asked.say('note.our-rule', { what: labels.join(', ') });
}
