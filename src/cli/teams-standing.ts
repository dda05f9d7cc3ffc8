import { assertNever } from '../base/errors.ts';
import type { Standing } from '../chat/teams/standing.ts';

const DOCTOR = '→ npm run -s pulse -- doctor';

interface Told {
  /** Where Teams has to send what people say. */
  readonly endpoint: string;
  readonly tenants: readonly string[];
  readonly appId: string | undefined;
}

/** What whoever started the program has to know of Microsoft Teams, in lines. */
export function teamsLines(standing: Standing, { endpoint, tenants, appId }: Told): string[] {
  const who = tenants.length === 1 ? `the tenant ${tenants[0]}` : `${tenants.length} tenants`;
  switch (standing.kind) {
    case 'connected':
      return [`Microsoft Teams is connected as the app ${appId}, for ${who}; its messages come in at ${endpoint}`];
    case 'playground':
      return [
        `Microsoft Teams: TEAMS_PLAYGROUND takes in at ${endpoint} what programs of this machine send, without a signature.`,
        `It is for trying things out; who asks is of ${who}.`,
      ];
    case 'refused':
      return [`Microsoft refuses the app ${appId} (${standing.code}), so nobody is answered in Teams.`, DOCTOR];
    case 'silent':
      return [`Microsoft Teams: no token is given out now (${standing.why}); it goes on trying.`, DOCTOR];
    default:
      return assertNever(standing);
  }
}
