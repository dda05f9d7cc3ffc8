import { isMessageKey, type Say } from '../../words/messages.ts';

/** The portals that give several reports, as they call themselves in every language. */
const PORTALS = [
  { prefix: 'cloudascent-', name: 'CloudAscent' },
  { prefix: 'partner-hub-', name: 'Partner Hub' },
] as const;

/**
 * Reports in few words: those of one portal as its name with their number, `CloudAscent (6)`; a single one by its own
 * name.
 */
export function sourceNames(reports: readonly string[], say: Say): string[] {
  const portalOf = (report: string) => PORTALS.find(({ prefix }) => report.startsWith(prefix));
  const names = reports.map((report) => {
    const portal = portalOf(report);
    const n = portal === undefined ? 1 : reports.filter((each) => portalOf(each) === portal).length;
    return portal === undefined || n === 1 ? nameOf(report, say) : say('card.sources', { name: portal.name, n });
  });
  return [...new Set(names)];
}

function nameOf(report: string, say: Say): string {
  const key = `report.${report}`;
  return isMessageKey(key) ? say(key) : report;
}
