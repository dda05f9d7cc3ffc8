import type { Reception } from '../reception.ts';
import type { Activity } from './payloads.ts';
import { type ServiceSettings, safeServiceUrl } from './service-url.ts';

/** Where an activity belongs. */
export interface Admitted {
  /** The listed tenant, lower case. */
  readonly tenant: string;
  /** Where it may be answered, ending in a slash. */
  readonly serviceUrl: string;
}

interface Options {
  readonly settings: ServiceSettings & { readonly tenants: readonly string[] };
  readonly reception: Pick<Reception, 'turnedAway'>;
}

/** Emulators on this machine name themselves so, or as Teams does. */
const PLAYGROUND_CHANNELS: readonly string[] = ['msteams', 'emulator'];

/**
 * Which of the listed tenants an activity is of; undefined where it is of none, is not of Teams, or wants to be answered
 * at an address that is not Microsoft's, which is recorded.
 */
export function admitActivity(activity: Activity, { settings, reception }: Options): Admitted | undefined {
  const [tenant, ...others] = tenantsOf(activity);
  const place = `teams:${tenant ?? 'unknown'}/${activity.conversation.id}`;
  const user = userOf(activity);
  const detail = user === undefined ? { place } : { place, user };
  const isTeams = settings.playground
    ? PLAYGROUND_CHANNELS.includes(activity.channelId)
    : activity.channelId === 'msteams';
  if (!isTeams) {
    reception.turnedAway('forged', { ...detail, because: 'it is of another channel than Teams' });
    return undefined;
  }
  const serviceUrl = safeServiceUrl(activity.serviceUrl, settings)?.href;
  if (serviceUrl === undefined) {
    reception.turnedAway('foreign-address', { ...detail, because: activity.serviceUrl.slice(0, 100) });
    return undefined;
  }
  if (tenant === undefined || ![tenant, ...others].every((each) => settings.tenants.includes(each))) {
    reception.turnedAway('other-workspace', detail);
    return undefined;
  }
  return { tenant, serviceUrl };
}

/** Where the conversation is, said in two places; both count. */
function tenantsOf({ conversation, channelData }: Activity): string[] {
  return [conversation.tenantId, channelData?.tenant?.id].flatMap((each) => (each ? [each.toLowerCase()] : []));
}

/** The object id of whoever said it; undefined where it is not said. */
export function userOf({ from }: Activity): string | undefined {
  return from?.aadObjectId ? from.aadObjectId.toLowerCase() : undefined;
}

/** Whether a program said it, and nobody who could ask. */
export function isOfBot({ from, recipient }: Activity): boolean {
  return from?.role === 'bot' || from?.id?.startsWith('28:') === true || (from?.id ?? '') === (recipient?.id ?? 'none');
}
