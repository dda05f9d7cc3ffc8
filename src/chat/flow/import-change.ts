import type { Say } from '../../words/messages.ts';
import type { ImportDocument } from './import-document.ts';

/** What an import changed, in sentences: who is new, and how it compares with the snapshot before it. */
export function changeTexts({ joins, change }: ImportDocument, say: Say): string[] {
  const texts: string[] = [];
  if (change !== null) {
    const { since, customers, lines, licenses, clusters } = change;
    texts.push(say('import.change-customers', { day: since, ...customers }));
    if (lines !== null) texts.push(say('import.change-lines', lines));
    if (licenses !== null && licenses.before !== null && licenses.now !== null)
      texts.push(say('import.change-licenses', { before: licenses.before, now: licenses.now }));
    if (clusters !== null) texts.push(say('import.change-clusters', clusters));
  }
  if (joins === null) return texts;
  if (joins.newCustomers > 0) texts.push(say('import.new-customers', { n: joins.newCustomers }));
  if (joins.merged > 0) texts.push(say('import.merged', { n: joins.merged }));
  if (joins.matches > 0) texts.push(say('import.matches', { n: joins.matches }));
  return texts;
}
