import { customersNamed } from '../db/readings/customer-named.ts';
import { customersSeen } from '../db/readings/customers-seen.ts';
import { type Silence, standingSilences } from '../db/readings/silences.ts';
import { write } from '../db/write.ts';
import { muteRule, unmuteRule } from '../db/writes/alert-rules.ts';
import { addSilence, endSilence } from '../db/writes/silences.ts';
import { readUntil } from '../src/words/alert-moments.ts';
import { placeOf } from './alerts-edit.ts';
import { alertsOf, assertAlertEditor, assertMayChange, ruleNumbered } from './alerts-rights.ts';
import type { AlertsSaid } from './alerts-said.ts';
import { momentText, ruleName, zoneOf } from './alerts-shown.ts';
import type { Asked } from './asked.ts';
import type { Body } from './command.ts';
import { joined, wrong } from './digest-said.ts';

type MuteSaid = Extract<AlertsSaid, { verb: 'mute' | 'unmute' }>;
type Target = Pick<Silence, 'seriesId' | 'customerId'>;

const MOST_MS = 90 * 86_400_000;
/** More at once is a mistake, or the work of a rule. */
const MOST_TARGETS = 20;

/** Holds the calls of a rule, a customer or a queue back until a moment, or lets them go again. */
export async function muteAlerts(asked: Asked, said: MuteSaid): Promise<Body> {
  assertAlertEditor(asked);
  if (said.id !== null) return muteOne(asked, said, said.id);
  const { name, until } = parted(asked, said);
  const targets = await targetsOf(asked, said, name);
  if (said.verb === 'unmute') return unsilence(asked, targets, named(asked, said, name));
  return silence(asked, targets, until ?? missingSpan(asked, said, name), named(asked, said, name));
}

async function muteOne(asked: Asked, said: MuteSaid, id: number): Promise<Body> {
  const { db, clock, say, asker } = asked;
  const rule = await ruleNumbered(asked, id);
  assertMayChange(asked, rule);
  const values = { id: String(id), name: ruleName(asked, rule) };
  const by = { actor: asker.email, place: placeOf(asked), at: clock.now() };
  if (said.verb === 'unmute') {
    const done = await write(db, clock, () => unmuteRule(db, id, by));
    alertsOf(asked).wake();
    return body(say(done ? 'alerts.unmuted' : 'alerts.not-muted', values), ['alerts', `alerts rules ${id}`]);
  }
  const { name, until } = parted(asked, said);
  if (name !== '') throw noMoment(asked, name, `alerts mute ${id} 6h`);
  const end = until ?? missingSpan(asked, said, '');
  await write(db, clock, () => muteRule(db, id, end, by));
  alertsOf(asked).wake();
  const told = say('alerts.muted', { ...values, until: momentText(asked, end) ?? '', zone: zoneOf(asked) });
  return body(told, [`alerts unmute ${id}`, 'alerts'], [say('alerts.muted-note')]);
}

async function silence(asked: Asked, targets: readonly Target[], until: number, where: string): Promise<Body> {
  const { db, clock, say, asker } = asked;
  const by = { actor: asker.email, place: placeOf(asked), at: clock.now() };
  const common = { ruleId: null, until, byName: asker.name ?? asker.email, byEmail: asker.email };
  await write(db, clock, () => {
    for (const target of targets) addSilence(db, { ...common, ...target }, by);
  });
  alertsOf(asked).wake();
  const values = { where, until: momentText(asked, until) ?? '', zone: zoneOf(asked) };
  return body(
    say('alerts.silenced', values),
    [joined('alerts unmute', asked.narrowing), 'alerts'],
    [say('alerts.silenced-note')],
  );
}

async function unsilence(asked: Asked, targets: readonly Target[], where: string): Promise<Body> {
  const { db, clock, say, asker } = asked;
  const by = { actor: asker.email, place: placeOf(asked), at: clock.now() };
  const standing = standingSilences(db).filter((each) =>
    targets.some(({ seriesId, customerId }) => each.seriesId === seriesId && each.customerId === customerId),
  );
  await write(db, clock, () => {
    for (const { id } of standing) endSilence(db, id, 'person', by);
  });
  alertsOf(asked).wake();
  return body(say(standing.length > 0 ? 'alerts.unsilenced' : 'alerts.not-silenced', { where }), ['alerts']);
}

/** The name in front and the moment behind it: `Nova Foods 24h`, `until tomorrow 9:00`. */
function parted(asked: Asked, { rest, options }: MuteSaid): { name: string; until: number | undefined } {
  const at = { now: asked.clock.now(), zone: zoneOf(asked) };
  const words = rest.split(' ').filter((word) => word !== '');
  const given = options.until === undefined ? undefined : readUntil(options.until, at);
  if (options.until !== undefined && given === undefined) throw noMoment(asked, options.until, undefined);
  if (given !== undefined) return { name: words.join(' '), until: assertShort(asked, given) };
  for (let length = 0; length < words.length; length += 1) {
    const until = readUntil(words.slice(length).join(' '), at);
    if (until !== undefined) return { name: words.slice(0, length).join(' '), until: assertShort(asked, until) };
  }
  return { name: words.join(' '), until: undefined };
}

/** What is quiet for months was forgotten. */
function assertShort({ say, clock }: Asked, until: number): number {
  if (until - clock.now() <= MOST_MS) return until;
  throw wrong(say('alerts.too-long', { days: MOST_MS / 86_400_000 }), undefined);
}

/** The customers, or the queues, that are meant; throws where they are not one or a few that the asker may see. */
async function targetsOf(asked: Asked, { options }: MuteSaid, name: string): Promise<Target[]> {
  const { lens, filters, say, asker, narrowing } = asked;
  if (options.queue) {
    const wanted = { kind: 'abandon-rate', filters: narrowing, queue: options.queue, asker } as const;
    const series = await alertsOf(asked).seriesOf(wanted);
    if (series.length === 0) throw wrong(say('alerts.not-a-queue', { word: options.queue }), 'queues');
    return few(
      asked,
      series.map((each) => ({ seriesId: each.series, customerId: null })),
    );
  }
  if (name !== '') {
    const { customers, total } = await customersNamed(lens, name, filters, 2);
    const [only] = customers;
    if (only === undefined) throw wrong(say('alerts.not-a-customer', { word: name }), 'customers');
    if (total > 1) throw wrong(say('alerts.which-customer', { word: name, n: total }), `customer "${name}"`);
    return [{ seriesId: null, customerId: only.id }];
  }
  const seen = filters.length === 0 ? null : await customersSeen(lens, filters);
  if (seen === null) throw wrong(say('alerts.mute-what', { example: 'alerts mute 3 6h' }), 'alerts rules');
  if (seen.size === 0) throw wrong(say('alerts.not-a-customer', { word: narrowing }), 'customers');
  return few(
    asked,
    [...seen].map((customerId) => ({ seriesId: null, customerId })),
  );
}

function few({ say }: Asked, targets: Target[]): Target[] {
  if (targets.length <= MOST_TARGETS) return targets;
  throw wrong(say('alerts.mute-many', { n: targets.length, most: MOST_TARGETS }), 'alerts rules');
}

function named({ narrowing }: Asked, { options }: MuteSaid, name: string): string {
  return joined(name, options.queue ? `queue:"${options.queue}"` : '', narrowing);
}

function missingSpan({ say, narrowing }: Asked, said: MuteSaid, name: string): never {
  const queue = said.options.queue ? `queue:"${said.options.queue}"` : '';
  const what = joined(said.id === null ? '' : String(said.id), name, queue, narrowing);
  throw wrong(say('alerts.how-long'), joined('alerts mute', what, '6h'));
}

function noMoment({ say }: Asked, word: string, next: string | undefined) {
  return wrong(say('alerts.no-moment', { word }), next);
}

function body(title: string, next: string[], notes: string[] = []): Body {
  return { title, facts: [], notes, next };
}
