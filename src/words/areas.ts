import data from './areas.json' with { type: 'json' };
import { foldValue } from './fold.ts';
import type { ReportName } from './headers.ts';
import { remembered } from './remember.ts';

/** The groups that solution plays are shown in, in their order. */
export type PlayGroup = 'move-to-cloud' | 'upsell' | 'copilot' | 'surface' | 'azure' | 'd365' | 'security' | 'other';

export const playGroups = data.groupOrder as readonly PlayGroup[];

/** The solution areas, in the order in which a table shows them. */
export const areaOrder: readonly string[] = data.order;

/** Folded tags that say a customer is lost or suspended. */
export const lostTags: ReadonlySet<string> = new Set(data.lostTags.map((tag) => foldValue(tag)));

/** The report that is an area's own; undefined for an area that has none. */
export function reportOfArea(area: string): ReportName | undefined {
  return (data.owners as Readonly<Record<string, ReportName>>)[area];
}

interface Rule {
  readonly name: string;
  readonly areas: readonly string[];
}

/** For `report`, its own rules stand in front of those for all reports only where it is about one area. */
const rules = new Map(
  Object.entries(data.areasOfPlays as Readonly<Record<string, readonly Rule[]>>).map(([report, list]) => [
    report,
    list.map(({ name, areas }) => ({ pattern: new RegExp(name), areas })),
  ]),
);
const single = new Set(['cloudascent-azure', 'cloudascent-security']);

/**
 * The areas that a solution play is about. Its name decides, because one play stands in several reports; a report about
 * one area alone decides for all of its plays, and for names that tell nothing.
 */
export function areasOfPlay(report: string, play: string): readonly string[] {
  const own = rules.get(report) ?? [];
  const general = rules.get('') ?? [];
  const name = foldValue(play);
  const inOrder = single.has(report) ? own : [...general, ...own];
  return inOrder.find(({ pattern }) => pattern.test(name))?.areas ?? [];
}

const groupRules = data.groupsOfPlays.map(({ name, group }) => ({
  pattern: new RegExp(name),
  group: group as PlayGroup,
}));

/** The group that a play is shown in, by its name, or else by the reports that have it. */
export function groupOfPlay(play: string, reports: readonly string[] = []): PlayGroup {
  const named = groupByName(play);
  if (named !== undefined) return named;
  const groups = data.groupsOfReports as Readonly<Record<string, PlayGroup>>;
  return reports.map((report) => groups[report]).find((group) => group !== undefined) ?? 'other';
}

const groupByName = remembered((play: string): PlayGroup | undefined => {
  const name = foldValue(play);
  return groupRules.find(({ pattern }) => pattern.test(name))?.group;
}, 500);
