import type { Called } from '../http/called.ts';
import type { Pace } from '../http/pace.ts';
import type { SendHow } from '../port.ts';
import type { Call, TeamsRequest } from './client.ts';
import { isPausing, PAUSED, UNKNOWN_PLACE } from './errors.ts';
import { type PlaceOutside, pause, type Site, siteOf } from './place.ts';

export interface ConnectorOutside extends PlaceOutside {
  readonly call: Call;
  readonly pace: Paces;
}

/** The limits of Teams: for what is sent to one conversation, for what is asked of its members, and for a whole tenant. */
interface Paces {
  readonly sending: Pace;
  readonly reading: Pace;
  readonly tenants: Pace;
}

/** So many requests of ours at most; see Teams' own table for bots. */
export const windows = {
  sending: [
    { most: 7, withinMs: 1_000 },
    { most: 8, withinMs: 2_000 },
    { most: 60, withinMs: 30_000 },
    { most: 1_800, withinMs: 3_600_000 },
  ],
  reading: [
    { most: 14, withinMs: 1_000 },
    { most: 16, withinMs: 2_000 },
    { most: 120, withinMs: 30_000 },
    { most: 3_600, withinMs: 3_600_000 },
  ],
  tenant: [{ most: 50, withinMs: 1_000 }],
} as const;

/** Where something is sent. */
export interface At {
  readonly tenant: string;
  /** Without the thread. */
  readonly conversation: string;
  /** The message under which it goes; counts in channels alone. */
  readonly thread?: string | null;
  /** Who alone sees it, by what Teams calls them (`29:…`). */
  readonly only?: string;
}

type Activity = Readonly<Record<string, unknown>>;

/** Posts an activity, at most once. */
export function postActivity(
  outside: ConnectorOutside,
  at: At,
  activity: Activity,
  how: SendHow = {},
): Promise<Called> {
  return inPlace(outside, at, how, (site) => ({
    method: 'POST',
    path: `${pathOf(site.kind === 'channel' && at.thread ? `${at.conversation};messageid=${at.thread}` : at.conversation)}/activities`,
    body: bodyOf(site, at, activity),
  }));
}

/** Puts an activity in place of one that is there. Done again where a reply is lost, since twice is as good as once. */
export async function updateActivity(
  outside: ConnectorOutside,
  at: At,
  message: string,
  activity: Activity,
  how: SendHow = {},
): Promise<Called> {
  return again(() =>
    inPlace(outside, at, how, (site) => ({
      method: 'PUT',
      path: `${pathOf(at.conversation)}/activities/${encodeURIComponent(message)}`,
      body: { ...bodyOf(site, at, activity), id: message },
    })),
  );
}

/** Takes a message back; asked twice where a reply is lost. */
export async function deleteActivity(outside: ConnectorOutside, at: At, message: string): Promise<Called> {
  return again(() =>
    inPlace(outside, at, {}, () => ({
      method: 'DELETE',
      path: `${pathOf(at.conversation)}/activities/${encodeURIComponent(message)}`,
    })),
  );
}

/** A reading of the Connector's, at the address of a conversation. */
export async function readAt(
  { call, pace }: Pick<ConnectorOutside, 'call' | 'pace'>,
  { tenant, key, serviceUrl }: { readonly tenant: string; readonly key: string; readonly serviceUrl: string },
  path: string,
  patienceMs = READING_MS,
): Promise<Called> {
  return pace.reading.inTurn(
    `${tenant}/${key}`,
    async () =>
      (await pace.tenants.place(tenant, patienceMs)) ?? call({ tenant, to: { serviceUrl }, method: 'GET', path }),
    patienceMs,
  );
}

/** The path of a conversation, behind its service URL. */
export function pathOf(conversation: string): string {
  return `v3/conversations/${encodeURIComponent(conversation)}`;
}

/** Somebody waits for an answer who has first to be known. */
const READING_MS = 10_000;

/** Does once more what can be done twice, where it is not known whether it was done. */
export async function again(once: () => Promise<Called>): Promise<Called> {
  const called = await once();
  return called.got === 'lost' ? once() : called;
}

async function inPlace(
  outside: ConnectorOutside,
  at: At,
  { patienceMs }: SendHow,
  made: (site: Site) => Pick<TeamsRequest, 'method' | 'path' | 'body'>,
): Promise<Called> {
  const { call, pace, db } = outside;
  const { tenant, conversation, only } = at;
  const site = siteOf(db(), tenant, conversation);
  if (site === undefined) return { got: 'no', code: UNKNOWN_PLACE, notes: [] };
  if (!site.joined) return { got: 'no', code: PAUSED, notes: [] };
  const request = made(site);
  const path = only === undefined ? request.path : `${request.path}?isTargetedActivity=true`;
  const once = async () =>
    (await pace.tenants.place(tenant, patienceMs)) ??
    (await call({ ...request, path, tenant, to: { serviceUrl: site.serviceUrl } }));
  const called = await pace.sending.inTurn(`${tenant}/${conversation}`, once, patienceMs);
  if (called.got === 'no' && isPausing(called.code)) await pause(outside, tenant, conversation, called.code);
  return called;
}

function bodyOf({ botId }: Site, { tenant, conversation, only }: At, activity: Activity): Activity {
  return {
    type: 'message',
    from: { id: botId },
    conversation: { id: conversation, tenantId: tenant },
    ...(only === undefined ? {} : { recipient: { id: only, isTargeted: true } }),
    ...activity,
  };
}
