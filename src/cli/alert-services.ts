import type { AlertServices } from '../../commands/alert-services.ts';
import type { NotAllowed, Reach } from '../../commands/digest-services.ts';
import type { RuleKind } from '../../db/readings/alert-rules.ts';
import { audienceOf, type ChannelKey } from '../../db/readings/audiences.ts';
import { allFeeds, customerOfOrg } from '../../db/readings/feeds.ts';
import { incidentsDuring } from '../../db/readings/incidents.ts';
import { seriesByIds } from '../../db/readings/series.ts';
import { maySee } from '../access/audience.ts';
import { usualSettings } from '../alerts/settings.ts';
import { readFilters } from '../ask/audience-filters.ts';
import type { Desk } from '../ask/desk.ts';
import type { AlertChat } from './alert-chat.ts';

/** The question whose figures a kind of rule shows. */
const questionOf: Readonly<Record<RuleKind, string>> = {
  'abandon-rate': 'queues',
  'poor-call-rate': 'quality',
  'new-overage': 'overage',
  expiring: 'expiring',
};

/** The test, incidents and rotas: most questions are about none of them, so they are loaded by the first that is. */
const loaded = {
  replay: () => import('./alert-replay.ts'),
  onCall: () => import('./alert-on-call.ts'),
  ready: () => import('./alert-ready.ts'),
  drill: () => import('./alert-drill.ts'),
  incidents: () => import('../alerts/incident-state.ts'),
} as const;

/** What questions about alerts need, over this database; `chat` is null where no platform is connected. */
export function alertServices(desk: () => Desk, chat: AlertChat | null): AlertServices {
  return {
    async reach({ platform, team, channel }): Promise<Reach | undefined | null> {
      const port = chat?.port(platform);
      if (port === undefined) return null;
      const room = await port.roomOf(team, channel);
      return room === undefined ? undefined : { name: room.name, members: room.members, joined: room.joined };
    },
    whyNot: ({ place, kind, filters }) => whyNotThere(desk(), chat, { place, kind, filters }),
    async replay(wanted, course) {
      const { replayed } = await loaded.replay();
      return replayed(desk(), wanted, course === 'with-course');
    },
    async seriesOf(wanted) {
      const { named, seriesOf } = await loaded.replay();
      return (await seriesOf(desk(), wanted)).map(named);
    },
    async verdicts(wanted, series) {
      const { verdictsOf } = await loaded.replay();
      return verdictsOf(desk(), wanted, seriesByIds(desk().db, series));
    },
    async shifts(rota, span, where) {
      const { shiftsOf } = await loaded.onCall();
      return shiftsOf(desk().db, rota, span, where ?? chat?.where ?? null);
    },
    floor: usualSettings,
    missing: async (rule) => (await loaded.ready()).missingOfRule(desk(), rule),
    feeds: async () =>
      allFeeds(desk().db).map(({ id, org, name, kind, heardAt, completeUntil, error }) => {
        const customer = org === '' ? 'all' : customerOfOrg(desk().db, org);
        return { id, customer, name, kind, heardAt, completeUntil, error };
      }),
    async incidents(from, until) {
      const { incidentState } = await loaded.incidents();
      return incidentsDuring(desk().db, from, until).flatMap(({ state }) => {
        const read = incidentState.safeParse(JSON.parse(state));
        return read.success ? [read.data] : [];
      });
    },
    async namesOf(series) {
      const { named } = await loaded.replay();
      return new Map(seriesByIds(desk().db, series).map((each) => [each.id, named(each)]));
    },
    drill: async (rule) => (await loaded.drill()).drilled(desk(), chat, rule),
    wake: () => chat?.wake(),
  };
}

/** Why what a rule says may not be posted in a channel now; undefined where it may. */
export async function whyNotThere(
  desk: Desk,
  chat: Pick<AlertChat, 'port' | 'isAllowed'> | null,
  { place, kind, filters }: { readonly place: ChannelKey; readonly kind: RuleKind; readonly filters: string },
): Promise<NotAllowed | undefined> {
  const port = chat?.port(place.platform);
  const room = port === undefined ? null : await port.roomOf(place.team, place.channel);
  if (room === undefined) return { why: 'not-allowed-unseen', values: {} };
  if (room?.shared === true && chat?.isAllowed(place) !== true) return { why: 'not-allowed-shared', values: {} };
  const audience = await audienceOf(desk.db, place);
  if (audience === undefined) return { why: 'not-allowed-no-audience', values: {} };
  if (!maySee(audience, questionOf[kind])) return { why: 'not-allowed-audience', values: {} };
  return isWithin(desk, filters, audience.filters) ? undefined : { why: 'not-allowed-filters', values: {} };
}

/** Whether a rule asks for no more than its channel may see: each filter of the audience is one of its own, or there are none. */
function isWithin(desk: Desk, filters: string, audience: string): boolean {
  if (audience === '') return true;
  const own = readFilters(filters, desk.vocabulary)?.map((each) => JSON.stringify(each));
  const theirs = readFilters(audience, desk.vocabulary)?.map((each) => JSON.stringify(each));
  return theirs?.every((each) => own?.includes(each) === true) === true;
}
