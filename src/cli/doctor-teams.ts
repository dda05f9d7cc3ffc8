import { commands } from '../../commands/index.ts';
import type { Database } from '../../db/open.ts';
import { conversationsOf } from '../../db/readings/teams.ts';
import { systemClock as clock } from '../base/clock.ts';
import type { Finding } from '../base/finding.ts';
import type { Heard } from '../chat/teams/doctor.ts';
import type { Config, TeamsConfig } from '../config.ts';
import { withCurrent } from './doctor-database.ts';

/** `pulse doctor` on Microsoft Teams: the app, its keys, its tenants and the way in. */
export async function examineTeams(config: Config, teams: TeamsConfig): Promise<Finding[]> {
  const { checkTeams } = await import('../chat/teams/doctor.ts');
  const { publicUrl } = config;
  const heard = (await withCurrent(config, (db) => teams.tenants.map((tenant) => heardOf(db, tenant)))) ?? [];
  return checkTeams({
    ...{ settings: teams, publicUrl, heard, clock },
    packageMistakes: () => mistakesOf(teams, publicUrl ?? ''),
  });
}

function heardOf(db: Database, tenant: string): Heard {
  const known = conversationsOf(db, tenant);
  return {
    tenant,
    conversations: known.filter(({ joined }) => joined).length,
    lastAt: known[0]?.heardAt ?? null,
  };
}

/** Of the package with everything in it, so that whatever is left out is no worse. */
async function mistakesOf({ app, name }: TeamsConfig, url: string): Promise<readonly string[]> {
  if (app === undefined) return [];
  const [{ teamsManifest }, { manifestMistakes }] = await Promise.all([
    import('../chat/teams/manifest.ts'),
    import('../chat/teams/manifest-check.ts'),
  ]);
  const developer = { name: 'Partner Pulse', website: url };
  const choices = { ...{ appId: app.id, name, url, developer }, version: '1.0.0' };
  return [false, true].flatMap((slash) =>
    manifestMistakes(teamsManifest(commands, { ...choices, slash, readBack: true, sharedChannels: true })),
  );
}
