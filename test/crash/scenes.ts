import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IsoDate } from '../../src/base/days.ts';
import { demoFiles } from '../../src/demo/index.ts';
import { rounds } from '../long.ts';

/** The day the demo of these tests is made for. */
export const TODAY: IsoDate = '2026-11-21';
const CUSTOMERS = rounds(200, 300);
/** Companies that two records describe, which only a later file shows to be one. */
const TWINS = 25;

/** What each of the next files does that is hard to survive. */
export const sceneNames = [
  'a further week',
  'new names',
  'a first CloudAscent report',
  'customers that are one',
  'a second export of one day',
  'a customer list',
] as const;
type SceneName = (typeof sceneNames)[number];

/** The files of one story: what was imported in good order, and what is imported while somebody pulls the plug. */
export interface Scenes {
  base: string[];
  next: Record<SceneName, string>;
}

/**
 * Writes the story into `folder`. The base holds seven weeks, a cycle and lists. Of the next files each is hard in its
 * own way: a further week; a second export of a day that is in; a first CloudAscent report, whose accounts join or are
 * new; a CRM list that renames nearly everybody; one that shows customers to be one; a customer list.
 */
export function writeScenes(folder: string): Scenes {
  mkdirSync(folder, { recursive: true });
  const files = demoFiles({ customers: CUSTOMERS, seed: 1, today: TODAY });
  const text = (name: string) => {
    const found = files.find((file) => file.name === name);
    if (found === undefined) throw new RangeError(`The demo has no file ${name}: ${files.map((file) => file.name)}`);
    return [...found.lines()];
  };
  const put = (name: string, lines: readonly string[]) => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  };
  const copy = (name: string) => put(name, text(name));
  const subscriptions = files.filter((file) => file.report === 'partner-hub-subscriptions').map(({ name }) => name);
  const [firstList = '', secondList = ''] = files
    .filter((f) => f.report === 'partner-hub-customers')
    .map((f) => f.name);
  const last = subscriptions[6] ?? '';
  return {
    base: [
      put(firstList, [...text(firstList), ...twinsInHub()]),
      ...subscriptions.slice(0, 7).map(copy),
      copy('cloudascent-azure-2026-08-25.csv'),
      put('crm-customers-2026-09-01.csv', twinsInCrm(false)),
      copy('people-2026-11-21.csv'),
    ],
    next: {
      'a further week': copy(subscriptions[7] ?? ''),
      'a second export of one day': put(
        last.replace('.csv', ' (1).csv'),
        text(last).filter((_, line) => line % 9 !== 5),
      ),
      'a first CloudAscent report': copy('cloudascent-m365-2026-08-25.csv'),
      'new names': copy('crm-customers-2026-11-21.csv'),
      'customers that are one': put('crm-customers-2026-10-01.csv', twinsInCrm(true)),
      'a customer list': put(
        secondList,
        [...text(secondList), ...twinsInHub()].map((line) => line.replace(' S.L.,', ' Iberia S.L.,')),
      ),
    },
  };
}

function twinsInHub(): string[] {
  return twins((n) => `Twinstar ${n} Group,7e57c0de-0000-4000-8000-0000000000${10 + n},${domain(n)},Subscription`).map(
    (row) => `${row},Partner,,BR,2023-01-01,`,
  );
}

function twinsInCrm(withDomain: boolean): string[] {
  return [
    'Customer,Owner,Segment,Domain,Customer ID',
    ...twins((n) => `Comercial Gemeas ${n},rep@reseller.example,SMB,${withDomain ? domain(n) : ''},TWIN-${n}`),
  ];
}

function twins(row: (n: number) => string): string[] {
  return Array.from({ length: TWINS }, (_, n) => row(n));
}

function domain(n: number): string {
  return `twinstar-${n}.com.br`;
}
