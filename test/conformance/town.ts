import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { toIsoDate } from '../../src/base/days.ts';
import { makeWorkspace } from '../customers/make-workspace.ts';
import { demoOf } from '../slack/bot.ts';
import { openSlackDouble } from '../slack/double/double.ts';
import { openTeamsDouble } from '../teams/double/double.ts';
import { type House, openHouse } from './house.ts';
import type { Side } from './side.ts';
import { openSlackSide } from './slack-side.ts';
import { openTeamsSide } from './teams-side.ts';

const CUSTOMERS = 60;

/** The same reseller three times: in Slack, in Teams and at the command line, each with a database of its own. */
export interface Town {
  readonly slack: Side;
  readonly teams: Side;
  readonly terminal: House;
  /** A customer that everybody knows, by name. */
  readonly customer: string;
  close(): Promise<void>;
}

/** Opens it; nothing that is done on one side is known on another. */
export async function openTown(): Promise<Town> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  const { template, customer } = await templateIn(folder);
  const doubles = { slack: await openSlackDouble(), teams: await openTeamsDouble() };
  const places = [makeWorkspace(template), makeWorkspace(template), makeWorkspace(template)] as const;
  const [first, second, terminal] = places.map(({ workspace }) => openHouse(workspace));
  if (first === undefined || second === undefined || terminal === undefined) throw new Error('a house is missing');
  const sides = [await openSlackSide(first, doubles.slack), await openTeamsSide(second, doubles.teams)] as const;
  return {
    ...{ slack: sides[0], teams: sides[1], terminal, customer },
    async close() {
      for (const side of sides) await side.close();
      await doubles.slack.close();
      await doubles.teams.close();
      for (const { close } of places) close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A demo with a list of people: an admin, a rep who sees their own customers; the viewer is in none yet. */
async function templateIn(folder: string): Promise<{ template: string; customer: string }> {
  const { workspace, close } = makeWorkspace(await demoOf(CUSTOMERS));
  try {
    const lines = [
      'E-mail,Name,Role,Scope',
      'admin@emulate.dev,Admin,admin,all',
      'rep@reseller.example,Rep,editor,own',
    ];
    await workspace.put(`people-${toIsoDate(systemClock.now())}.csv`, `${lines.join('\n')}\n`);
    const template = join(folder, 'template.db');
    await workspace.db.sqlite.backup(template);
    // The one that is known best has something to say of every kind.
    const known = workspace.db.sqlite.prepare<[], string>(
      `select c.name from customers c join accounts a on a.customer_id = c.id
       group by c.id order by count(*) desc, c.id limit 1`,
    );
    return { template, customer: known.pluck().get() ?? '' };
  } finally {
    close();
  }
}
