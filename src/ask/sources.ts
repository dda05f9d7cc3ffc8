import type { Definition } from '../../commands/definition.ts';
import type { Filter } from '../../db/readings/filter.ts';
import { type Lens, lastDayOf } from '../../db/readings/lens.ts';
import type { Answer } from '../answers/answer.ts';
import type { IsoDate } from '../base/days.ts';
import { type ReportName, reportNames } from '../words/headers.ts';
import { isStale } from '../words/portals.ts';

/** The sources an answer stands on, by what the command needs and what the question is narrowed by, with their age. */
export function sourcesOf(lens: Lens, command: Definition, filters: readonly Filter[]): Answer['sources'] {
  const wanted = new Set<string>([...(command.needs ?? []), ...(command.fills ?? [])]);
  const keys = new Set(filters.map(({ key }) => key));
  if (keys.has('status')) wanted.add('partner-hub-customers');
  if (['product', 'family', 'type', 'auto-renew'].some((key) => keys.has(key as Filter['key'])))
    wanted.add('partner-hub-subscriptions');
  if (keys.has('owner') || lens.owner !== null) wanted.add('crm-customers');
  const areas =
    keys.has('cluster') || keys.has('area') || keys.has('cohort') || ['cluster', 'cohort'].includes(command.name);
  const everything = command.sources === 'everything';
  return reportNames.flatMap((report) => {
    const isArea = report.startsWith('cloudascent-');
    if (report === 'people') return [];
    if (!everything && !wanted.has(report) && !(areas && isArea)) return [];
    const newest = newestOf(lens, report);
    if (newest === undefined) return [];
    return [{ source: report, asOf: newest, stale: isStale(report, newest, lens.asOf) }];
  });
}

/** The reports a command cannot do without that have no import at or before the lens's day. */
export function missingSources(lens: Lens, command: Definition): readonly ReportName[] {
  const filled = (command.fills ?? []).some((report) => newestOf(lens, report) !== undefined);
  const { needs = [] } = command;
  return needs.filter((report) => newestOf(lens, report) === undefined && !(filled && report === needs[0]));
}

/** The newest day a report speaks about: of a weekly one the last day of a week, whenever that was imported. */
function newestOf({ imports, weeks }: Lens, report: string): IsoDate | undefined {
  const week = weeks.findLast((each) => each.report === report);
  return week === undefined ? imports.findLast((each) => each.report === report)?.asOf : lastDayOf(week.week);
}
