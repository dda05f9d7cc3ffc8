import type { Surface } from '../../commands/asked.ts';
import { importStep } from '../../commands/data.ts';
import type { Definition } from '../../commands/definition.ts';
import type { Lens } from '../../db/readings/lens.ts';
import type { ReportName } from '../words/headers.ts';
import type { Language } from '../words/languages.ts';
import { isMessageKey, messagesFor, type Say } from '../words/messages.ts';
import { portalPage } from '../words/portals.ts';
import type { Role } from '../words/values.ts';

/** What answers most questions, so the export to begin with. */
export const FIRST_EXPORT: ReportName = 'partner-hub-subscriptions';

/** Says their own exports whatever they lack. */
const SAY_IT_THEMSELVES: ReadonlySet<string> = new Set(['data', 'cluster', 'cohort']);

/** Whether nothing is there that a question could be about: no export was ever taken in, of whatever day. */
export function isFirstContact({ imports, laterReports }: Pick<Lens, 'imports' | 'laterReports'>): boolean {
  return laterReports.size === 0 && imports.every(({ report }) => report === 'people');
}

/**
 * What somebody is told who asks before the first import: which export to fetch from which page, where the answer does
 * not say it already, and for whoever may import, how.
 */
export function firstSteps(
  lens: Lens,
  command: Definition,
  { asker, surface = 'terminal' }: { readonly asker: { readonly role: Role }; readonly surface?: Surface },
  language: Language,
): string[] {
  const say = messagesFor(language);
  if (!isFirstContact(lens)) return [];
  const { portal, page, options } = portalPage(FIRST_EXPORT, language);
  const isSaid = command.needs !== undefined || SAY_IT_THEMSELVES.has(command.name);
  return [
    ...(isSaid ? [] : [say('note.never-imported', { report: reportName(FIRST_EXPORT, say), portal, page, options })]),
    // `data` says it with its list of all exports.
    ...(asker.role === 'admin' && command.name !== 'data' ? [importStep(say, surface)] : []),
  ];
}

/** A report as the language calls it. */
export function reportName(report: ReportName, say: Say): string {
  const key = `report.${report}`;
  return isMessageKey(key) ? say(key) : report;
}
