import type { Reception } from '../reception.ts';
import type { Envelope } from './payloads.ts';

/** Where a delivery belongs. */
export interface Admitted {
  /** The listed workspace, or the listed organisation around it. */
  readonly team: string;
  /** The bot's own user id there, where the delivery tells it. */
  readonly botUser: string | undefined;
}

/** These only ever take a right away, and must come through for a workspace that is not listed any more. */
const ALWAYS_OURS: readonly string[] = ['app_uninstalled', 'tokens_revoked'];

/**
 * Which of the listed workspaces a delivery is for; undefined where it is for none, which is recorded. Slack Connect
 * and Enterprise organisations deliver with the ids of other workspaces beside: what counts is where the app is used.
 */
export function admitDelivery(
  body: Envelope,
  listed: readonly string[],
  reception: Pick<Reception, 'turnedAway'>,
): Admitted | undefined {
  const { team, organisation } = workspaceOf(body);
  const botUser = body.authorizations?.find((each) => each.is_bot !== false)?.user_id ?? undefined;
  const byRank = isOfOrganisation(body) ? [organisation, team] : [team, organisation];
  const ours = byRank.find((each) => each !== undefined && listed.includes(each));
  if (ours !== undefined) return { team: ours, botUser };
  const leaving = body.event !== null && body.event !== undefined && ALWAYS_OURS.includes(body.event.type);
  const left = byRank.find((each) => each !== undefined);
  if (leaving && left !== undefined) return { team: left, botUser };
  const user = userOf(body);
  const place = `slack:${team ?? organisation ?? 'unknown'}/${channelOf(body) ?? 'none'}`;
  reception.turnedAway('other-workspace', user === undefined ? { place } : { place, user });
  return undefined;
}

function workspaceOf(body: Envelope): { team: string | undefined; organisation: string | undefined } {
  const authorized = body.authorizations?.[0];
  const team =
    body.context_team_id ??
    authorized?.team_id ??
    body.view?.app_installed_team_id ??
    body.team?.id ??
    body.team_id ??
    body.user?.team_id;
  const organisation =
    body.context_enterprise_id ??
    authorized?.enterprise_id ??
    body.enterprise?.id ??
    body.team?.enterprise_id ??
    body.enterprise_id;
  return { team: team ?? undefined, organisation: organisation ?? undefined };
}

/**
 * The workspace that a person belongs to: the one of the delivery, unless it names another. In an organisation that is
 * listed as a whole, the other workspaces of it are ours too; whoever comes from outside has another organisation or none.
 */
export function teamOfPerson(told: string | null | undefined, body: Envelope, admitted: Admitted): string {
  const { team, organisation } = workspaceOf(body);
  if (told === null || told === undefined || told === team || told === organisation) return admitted.team;
  const wholeOrganisation = admitted.team === organisation && !isSharedOutside(body);
  return wholeOrganisation ? admitted.team : told;
}

/** Whether the app is installed in the whole organisation, so that the token is the organisation's. */
function isOfOrganisation(body: Envelope): boolean {
  const told = body.authorizations?.[0]?.is_enterprise_install ?? body.is_enterprise_install;
  return told === true || told === 'true';
}

function isSharedOutside(body: Envelope): boolean {
  return body.is_ext_shared_channel === true;
}

function userOf(body: Envelope): string | undefined {
  const said = typeof body.event?.user === 'string' ? body.event.user : undefined;
  return body.user_id ?? body.user?.id ?? said;
}

function channelOf(body: Envelope): string | undefined {
  const said = typeof body.event?.channel === 'string' ? body.event.channel : undefined;
  return body.channel_id ?? body.channel?.id ?? said;
}
