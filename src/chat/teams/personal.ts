import { personalChatOf, personOfTeams } from '../../../db/readings/teams.ts';
import { write } from '../../../db/write.ts';
import { rememberConversation } from '../../../db/writes/teams.ts';
import type { Called } from '../http/called.ts';
import type { Sent } from '../port.ts';
import { again, type ConnectorOutside } from './connector.ts';
import { PAUSED, UNKNOWN_PLACE } from './errors.ts';
import { nearby } from './place.ts';
import { nothingSent } from './sent.ts';

type Personal =
  | { readonly at: 'open'; readonly conversation: string }
  | { readonly at: 'closed'; readonly refused: Extract<Sent, { at: 'refused' }> };

const WHAT = 'create conversation';
const KEEP_MS = 2_000;

/**
 * Somebody's personal chat with the bot; made where there is none, which people do not notice. Closed where the app is not
 * installed for them, and where they removed or blocked it, until they write there again.
 */
export async function openPersonal(
  outside: ConnectorOutside,
  tenant: string,
  user: string,
  patienceMs?: number,
): Promise<Personal> {
  const db = outside.db();
  const known = personalChatOf(db, tenant, user);
  if (known?.joined === true) return { at: 'open', conversation: known.conversation };
  const near = nearby(db, tenant);
  if (known !== undefined || near === undefined) {
    const code = known === undefined ? UNKNOWN_PLACE : PAUSED;
    return { at: 'closed', refused: nothingSent({ got: 'no', code, notes: [] }, WHAT) };
  }
  const { serviceUrl, botId } = near;
  const called = await again(() =>
    create(
      outside,
      { tenant, serviceUrl, botId, member: personOfTeams(db, tenant, user)?.teamsId ?? user },
      patienceMs,
    ),
  );
  if (called.got !== 'ok') return { at: 'closed', refused: nothingSent(called, WHAT) };
  const { id } = called.body;
  if (typeof id !== 'string') {
    return { at: 'closed', refused: { at: 'refused', why: 'other', detail: `${WHAT}: no conversation` } };
  }
  await keep(outside, { tenant, user, conversation: id, serviceUrl, botId });
  return { at: 'open', conversation: id };
}

interface Wanted {
  readonly tenant: string;
  readonly serviceUrl: string;
  readonly botId: string;
  /** What Teams calls the person, or their object id. */
  readonly member: string;
}

/** Creating a chat that is there gives that chat. */
function create({ call, pace }: ConnectorOutside, wanted: Wanted, patienceMs?: number): Promise<Called> {
  const { tenant, serviceUrl, botId, member } = wanted;
  const body = {
    isGroup: false,
    bot: { id: botId },
    members: [{ id: member }],
    tenantId: tenant,
    channelData: { tenant: { id: tenant } },
  };
  const once = async () =>
    (await pace.tenants.place(tenant, patienceMs)) ??
    (await call({ tenant, to: { serviceUrl }, method: 'POST', path: 'v3/conversations', body }));
  return pace.sending.inTurn(`create/${tenant}/${member}`, once, patienceMs);
}

interface Made {
  readonly tenant: string;
  readonly user: string;
  readonly conversation: string;
  readonly serviceUrl: string;
  readonly botId: string;
}

/** What is not kept cannot be sent to: `siteOf` reads it there. Tried once; a locked database says so in what follows. */
async function keep({ db, clock, log }: ConnectorOutside, made: Made): Promise<void> {
  try {
    const open = db();
    const heard = { ...made, kind: 'personal', teamId: null, groupId: null, name: null } as const;
    await write(open, clock, () => rememberConversation(open, heard, clock.now()), KEEP_MS);
  } catch (error) {
    log.warn({ err: error }, 'a personal chat was not kept');
  }
}
