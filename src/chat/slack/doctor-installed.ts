import type { Database } from '../../../db/open.ts';
import { installedTeams } from '../../../db/readings/installations.ts';
import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Installed } from './doctor.ts';
import { Installations } from './installations.ts';

/** The workspaces that installed the app, with their tokens as far as this key opens them; without a key none does. */
export async function installedWorkspaces(
  db: Database,
  clock: Clock,
  secretsKey: Buffer | undefined,
): Promise<Installed[]> {
  const found: Installed[] = [];
  for (const team of await installedTeams(db, 'slack')) {
    const token = secretsKey === undefined ? undefined : await opened(new Installations(db, clock, secretsKey), team);
    found.push({ team, token });
  }
  return found;
}

async function opened(installations: Installations, team: string): Promise<string | undefined> {
  try {
    return (await installations.tokenOf(team))?.token;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
