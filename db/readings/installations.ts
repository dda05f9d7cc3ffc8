import { and, eq } from 'drizzle-orm';
import type { Database } from '../open.ts';
import { installations } from '../schema/index.ts';

/** What is kept of a workspace that installed the bot, sealed; undefined where it did not, or threw it out. */
export async function sealedInstallation(db: Database, platform: string, team: string): Promise<string | undefined> {
  const [row] = await db.orm
    .select({ sealed: installations.sealed })
    .from(installations)
    .where(and(eq(installations.platform, platform), eq(installations.team, team)));
  return row?.sealed;
}

/** The workspaces and organisations that installed the bot, by id. */
export async function installedTeams(db: Database, platform: string): Promise<string[]> {
  const rows = await db.orm
    .select({ team: installations.team })
    .from(installations)
    .where(eq(installations.platform, platform))
    .orderBy(installations.team);
  return rows.map(({ team }) => team);
}
