import type { CallRecord } from './recorded.ts';

/** Calls of one queue in one quarter of an hour, as the records alone tell it. */
export interface OracleSlot {
  readonly org: string;
  readonly key: string;
  readonly at: number;
  calls: number;
  answered: number;
  abandoned: number;
  short: number;
  voicemail: number;
  overflowed: number;
  notQueued: number;
  waitMs: number;
}

type Plain = Record<string, string>;
const QUARTER = 900_000;
const DAY = 86_400_000;

/**
 * What the records come to, read anew from the description of the algorithm and by trying every leg with every other: nothing of the
 * product is used here.
 */
export function oracleSlots(records: readonly CallRecord[]): OracleSlot[] {
  const slots = new Map<string, OracleSlot>();
  for (const call of callsOf(newestOf(records.map(plain)))) {
    for (const entry of call.filter((leg) => isEntry(leg) && counts(leg))) {
      const { outcome, wait } = fateOf(entry, call.filter(counts));
      const at = Math.floor(end(entry) / QUARTER) * QUARTER;
      const org = entry['orguuid'] ?? '';
      const key = (entry['useruuid'] ?? '').toLowerCase();
      const name = `${org} ${key} ${at}`;
      const slot = slots.get(name) ?? { org, key, at, ...nothing };
      slots.set(name, slot);
      addTo(slot, outcome, wait);
    }
  }
  const order = ({ org, key, at }: OracleSlot) => `${org} ${key} ${at}`;
  return [...slots.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

const nothing = {
  ...{ calls: 0, answered: 0, abandoned: 0, short: 0, voicemail: 0 },
  ...{ overflowed: 0, notQueued: 0, waitMs: 0 },
};

function addTo(slot: OracleSlot, outcome: string, wait: number): void {
  if (outcome === 'notQueued') slot.notQueued++;
  else slot.calls++;
  if (outcome === 'answered' || outcome === 'overflowed') slot[outcome]++;
  if (outcome === 'short' || outcome === 'voicemail') slot[outcome]++;
  if (['short', 'voicemail', 'abandoned'].includes(outcome)) slot.abandoned++;
  if (outcome !== 'overflowed' && outcome !== 'notQueued') slot.waitMs += wait;
}

/** Step 1. */
function plain(record: CallRecord): Plain {
  const leg: Plain = {};
  for (const [key, value] of Object.entries(record)) {
    const text = String(value ?? '').trim();
    if (text !== '' && text.toUpperCase() !== 'NA') leg[key.toLowerCase().replace(/[\s_-]/g, '')] = text;
  }
  return { ...leg, orguuid: (leg['orguuid'] ?? '').toLowerCase() };
}

/** Step 2. */
function newestOf(legs: readonly Plain[]): Plain[] {
  const newest = new Map<string, Plain>();
  for (const leg of legs) {
    const key = `${leg['orguuid']} ${leg['reportid']}`;
    const other = newest.get(key);
    if (other === undefined || time(leg, 'reporttime') > time(other, 'reporttime')) newest.set(key, leg);
  }
  return [...newest.values()];
}

/** Step 3: until no two groups are left that a transfer joins. */
function callsOf(legs: readonly Plain[]): Plain[][] {
  const byName = new Map<string, Plain[]>();
  for (const leg of legs) {
    const name = `${leg['orguuid']} ${leg['correlationid']}`;
    byName.set(name, [...(byName.get(name) ?? []), leg]);
  }
  const groups = [...byName.values()];
  for (let at = 0; at < groups.length; at++) {
    for (let other = at + 1; other < groups.length; other++) {
      const [one = [], two = []] = [groups[at], groups[other]];
      if (!one.some((a) => two.some((b) => isTransfer(a, b) || isTransfer(b, a)))) continue;
      groups[at] = [...one, ...two];
      groups.splice(other, 1);
      other = at;
    }
  }
  return groups;
}

function isTransfer(from: Plain, to: Plain): boolean {
  const id = to['transferrelatedcallid'];
  return (
    id !== undefined && id === from['localcallid'] && from['orguuid'] === to['orguuid'] && end(from) - end(to) < DAY
  );
}

const is = (leg: Plain, key: string, value: string) => leg[key]?.toLowerCase() === value;
const reasons = (leg: Plain) =>
  ['originalreason', 'relatedreason', 'redirectreason'].map((key) => leg[key]?.toLowerCase() ?? '');
const time = (leg: Plain, key: string) => Date.parse(leg[key] ?? '');
const end = (leg: Plain) => time(leg, 'releasetime');
const begin = (leg: Plain) => time(leg, 'starttime');
const counts = (leg: Plain) => !is(leg, 'answeredelsewhere', 'yes') && !reasons(leg).includes('ccmonitoringbi');
const comes = (leg: Plain) => is(leg, 'direction', 'terminating');
const isPerson = (leg: Plain) => ['user', 'place', 'virtualline'].some((type) => is(leg, 'usertype', type));
const isOffer = (leg: Plain) => comes(leg) && isPerson(leg) && reasons(leg).includes('callqueue');
const onwards = ['deflection', 'noanswer', 'timeofday', 'userbusy', 'unavailable', 'unconditional'];

/** Step 4. */
function isEntry(leg: Plain): boolean {
  const type = leg['usertype']?.toLowerCase() ?? '';
  return comes(leg) && (type.startsWith('callcenter') || (type === '' && leg['queuetype'] !== undefined));
}

/** Steps 5 to 8. */
function fateOf(entry: Plain, call: readonly Plain[]): { readonly outcome: string; readonly wait: number } {
  const mine = call.filter((leg) => leg !== entry && sourceOf(leg, call) === entry);
  const offers = mine.filter(isOffer);
  const taken = offers.filter((leg) => is(leg, 'answered', 'true')).map((leg) => time(leg, 'answertime'));
  if (taken.length > 0) return { outcome: 'answered', wait: Math.max(0, Math.min(...taken) - begin(entry)) };
  const onward = mine.filter((leg) => !isOffer(leg));
  const wait = Math.max(0, Math.min(end(entry), ...onward.map(begin)) - begin(entry));
  const isClosed = onward.some((leg) => reasons(leg).some((why) => ['timeofday', 'unconditional'].includes(why)));
  if (offers.length === 0 && wait < 5000 && (isClosed || (onward.length === 0 && is(entry, 'calloutcome', 'refusal'))))
    return { outcome: 'notQueued', wait };
  if (onward.some((leg) => leg['usertype']?.toLowerCase().startsWith('voicemail')))
    return { outcome: 'voicemail', wait };
  if (onward.length > 0) return { outcome: 'overflowed', wait };
  return { outcome: wait < 5000 ? 'short' : 'abandoned', wait };
}

/** The entry from which a leg was reached, by whatever it says of that. */
function sourceOf(leg: Plain, call: readonly Plain[]): Plain | undefined {
  const isOut = is(leg, 'direction', 'originating') && leg['usertype']?.toLowerCase().startsWith('callcenter');
  const goesOn = reasons(leg).some((why) => onwards.includes(why));
  if (!comes(leg) && !(isOut && goesOn)) return undefined;
  if (isPerson(leg) && !isOffer(leg) && !goesOn) return undefined;
  const before = call
    .filter((each) => isEntry(each) && each !== leg && begin(each) <= begin(leg))
    .sort((a, b) => begin(b) - begin(a));
  if (isOut) return before.find((each) => each['localcallid'] === leg['relatedcallid']);
  const uuid = leg['redirectingpartyuuid']?.toLowerCase();
  if (uuid !== undefined) return before.find((each) => each['useruuid']?.toLowerCase() === uuid);
  const number = leg['redirectingnumber'];
  if (number !== undefined) return before.find((each) => each['usernumber'] === number);
  const out = call.find(
    (each) =>
      is(each, 'direction', 'originating') &&
      each['remotecallid'] !== undefined &&
      each['remotecallid'] === leg['localcallid'],
  );
  if (out !== undefined) return before.find((each) => each['localcallid'] === out['relatedcallid']);
  return before.find((each) => each['correlationid'] === leg['correlationid'] && begin(each) < begin(leg));
}
