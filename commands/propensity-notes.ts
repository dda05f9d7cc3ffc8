import { admitsArea, type Chosen } from '../db/readings/lists/area-choice.ts';
import { cyclesOf } from '../db/readings/lists/cycles.ts';
import { areasSeen, reportsBehind } from '../db/readings/propensity-areas.ts';
import { addDays } from '../src/base/days.ts';
import { areaOrder, reportOfArea } from '../src/words/areas.ts';
import { type ReportName, reportNames } from '../src/words/headers.ts';
import { isMessageKey } from '../src/words/messages.ts';
import { portalPage } from '../src/words/portals.ts';
import type { Asked } from './asked.ts';

/** What has to be known to read a list of propensity: which reports it rests on, and what it could not compare. */
export async function propensityNotes(asked: Asked, chosen: Chosen, notCompared: readonly string[]): Promise<string[]> {
  const { lens, say } = asked;
  const { now } = cyclesOf(lens);
  const admitted = (area: string) => admitsArea(chosen, asked.filters, area);
  if (now === undefined) return neverImported(asked, areaOrder.filter(admitted));
  const seen = (await areasSeen(lens, now)).map(({ area }) => area).filter(admitted);
  return [
    ...neverImported(asked, chosen.areas),
    ...behind(asked, now.from, admitted),
    ...(notCompared.length > 0
      ? [say('note.not-compared', { areas: notCompared.map((area) => word(asked, area)).join(', ') })]
      : []),
    ...(seen.includes('security') ? [say('note.security-column')] : []),
  ];
}

/** Whether the newest cycle says anything about what is asked for; where it does not, who is there is unknown. */
export async function isSpokenOf(asked: Asked, chosen: Chosen): Promise<boolean> {
  const seen = await areasSeen(asked.lens, cyclesOf(asked.lens).now);
  return seen.some(({ area }) => admitsArea(chosen, asked.filters, area));
}

/** For areas whose own report nobody has imported up to this day: where to fetch it. */
function neverImported(asked: Asked, areas: readonly string[]): string[] {
  const wanted = new Set(areas.map(reportOfArea).filter((report) => report !== undefined));
  return [...wanted]
    .filter((report) => !asked.lens.imports.some((each) => each.report === report))
    .map((report) => {
      const { portal, page, options } = portalPage(report, asked.language);
      if (asked.lens.laterReports.has(report))
        return asked.say('note.not-yet-imported', { report, day: asked.lens.asOf });
      return asked.say('note.never-imported', { report: reportWord(asked, report), portal, page, options });
    });
}

/** Reports that stand on an older cycle are not mixed into the newest one; they are told, with how to see them. */
function behind(asked: Asked, from: string, admitted: (area: string) => boolean): string[] {
  return reportsBehind(asked.lens)
    .filter(({ report }) => areaOrder.some((area) => reportOfArea(area) === report && admitted(area)))
    .map(({ report, asOf }) => {
      const name = reportNames.find((each) => each === report);
      const values = {
        report: name ? reportWord(asked, name) : report,
        day: from,
        older: asOf,
        ask: addDays(from, -1),
      };
      return asked.say('note.report-behind', values);
    });
}

function word(asked: Asked, area: string): string {
  const key = `area.${area}`;
  return isMessageKey(key) ? asked.say(key) : area;
}

function reportWord(asked: Asked, report: ReportName): string {
  return asked.say(`report.${report}`);
}
