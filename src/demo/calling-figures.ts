import { type CallingStory, callerOn, STORY_ENDPOINT, STORY_QUEUE, UNUSED_FEATURE } from './calling-story.ts';
import type { Company } from './company.ts';
import type { Life } from './lives.ts';
import { Random } from './random.ts';
import { TOPIC, type World } from './world.ts';

/** What one company did with its telephones in one week. */
export interface CallingWeek {
  readonly company: Company;
  readonly users: number;
  readonly activeUsers: number;
  readonly calls: number;
  readonly minutes: number;
  readonly endpoints: readonly EndpointWeek[];
  readonly queues: readonly QueueWeek[];
  readonly features: readonly { readonly feature: string; readonly calls: number }[];
}

interface EndpointWeek {
  readonly endpoint: string;
  readonly calls: number;
  readonly good: number;
  /** Hundredths of a per cent; milliseconds. Null where there was nothing to measure. */
  readonly loss: number | null;
  readonly latency: number | null;
  readonly jitter: number | null;
}

interface QueueWeek {
  readonly queue: string;
  readonly calls: number;
  readonly answered: number;
  readonly abandoned: number;
  /** Seconds; null where there was no such call. */
  readonly toAnswer: number | null;
  readonly beforeAbandon: number | null;
  readonly overflowed: number;
  readonly timedOut: number;
}

const ENDPOINTS = ['Desk Phone', STORY_ENDPOINT, 'Room Device', 'Unknown'] as const;
const QUEUES = [STORY_QUEUE, 'Sales', 'Reception', 'Billing', 'Service Desk'];
const FEATURES = [
  ['Call Queue', 180],
  ['Auto Attendant', 140],
  ['Voicemail', 90],
  ['Hunt Group', 70],
  ['Call Park', 25],
  ['Call Pickup', 30],
  ['Call Recording', 110],
  [UNUSED_FEATURE, 0],
] as const;
/** Enough calls for a story to be read from them. */
const STORY_CALLS = 900;

/** What the company `index` did in the week that begins on `sunday`; undefined where it is no caller then. */
export function callingWeek(world: World, story: CallingStory, index: number, sunday: number): CallingWeek | undefined {
  const caller = callerOn(world, index, sunday + 6);
  if (caller === undefined) return undefined;
  const { company, life, users } = caller;
  const steady = new Random(world.seed, TOPIC.calling, index);
  // What changes from week to week has a stream of its own per week.
  const drawn = new Random(world.seed, TOPIC.callingWeek + sunday + 100_000, index);
  const activeUsers = activeOf(steady, life, users);
  const perUser = steady.between(8, 30);
  const growth = steady.between(-14, 14);
  const trend = Math.max(400, Math.min(1600, 1000 + Math.round((growth * sunday) / 7)));
  const usual = Math.round((activeUsers * perUser * trend * drawn.between(940, 1060)) / 1_000_000);
  const isStory = index === story.climbing || index === story.failing;
  const calls = isStory && users > 0 ? Math.max(usual, STORY_CALLS + drawn.below(120)) : usual;
  const minutes = Math.round((calls * steady.between(220, 480)) / 100);
  return {
    company,
    users,
    activeUsers,
    calls,
    minutes,
    endpoints: endpointsOf(steady, drawn, calls, index === story.failing ? weeksBefore(sunday) : null),
    queues: queuesOf(steady, drawn, { users, calls }, index === story.climbing ? weeksBefore(sunday) : null),
    features: featuresOf(steady, drawn, calls),
  };
}

/** 0 for the newest week, which begins a week before day 0. */
function weeksBefore(sunday: number): number {
  return Math.round(-sunday / 7) - 1;
}

function activeOf(steady: Random, life: Life, users: number): number {
  const share = life.quiet ? steady.below(80) : steady.between(560, 960);
  return Math.round((users * share) / 1000);
}

/** Shares of the calls, in thousandths, by endpoint. */
function endpointsOf(steady: Random, drawn: Random, calls: number, story: number | null): EndpointWeek[] {
  const app = steady.between(250, 560);
  const room = steady.between(0, 90);
  const unknown = steady.between(0, 40);
  const shares = [1000 - app - room - unknown, app, room, unknown];
  return ENDPOINTS.map((endpoint, place) => {
    const poorBase = steady.between(4, 32);
    const ofThese = Math.round((calls * (shares[place] ?? 0)) / 1000);
    // From the fifth week before the newest on, every week is worse.
    const worse = story !== null && endpoint === STORY_ENDPOINT ? Math.max(0, 5 - story) * 34 : 0;
    const permille = poorBase + drawn.below(12) + worse;
    const poor = Math.min(ofThese, Math.round((ofThese * permille) / 1000));
    const isMeasured = ofThese > 0;
    return {
      endpoint,
      calls: ofThese,
      good: ofThese - poor,
      loss: isMeasured ? 15 + Math.round(permille * 1.4) + drawn.below(20) : null,
      latency: isMeasured ? 28 + Math.round(permille / 3) + drawn.below(30) : null,
      jitter: isMeasured ? 4 + Math.round(permille / 9) + drawn.below(6) : null,
    };
  }).filter(({ endpoint, calls: these }) => these > 0 || endpoint === 'Desk Phone');
}

function queuesOf(
  steady: Random,
  drawn: Random,
  { users, calls }: { users: number; calls: number },
  story: number | null,
): QueueWeek[] {
  const wanted = steady.below(100) < 55 ? 1 + steady.below(Math.min(QUEUES.length, 1 + Math.floor(users / 25))) : 0;
  const count = story === null ? wanted : Math.max(1, wanted);
  return QUEUES.slice(0, count).map((queue, place) => {
    const base = steady.between(25, 85);
    const wait = steady.between(12, 38);
    const worse = story !== null && place === 0 ? Math.max(0, 6 - story) * 38 : 0;
    const through = Math.round((calls * (story !== null && place === 0 ? 420 : 260 - place * 40)) / 1000);
    const abandoned = Math.round((through * (base + drawn.below(15) + worse)) / 1000);
    const overflowed = Math.round((through * drawn.below(16)) / 1000);
    const timedOut = Math.round((through * drawn.below(12)) / 1000);
    const answered = Math.max(0, through - abandoned - overflowed - timedOut);
    return {
      queue,
      calls: through,
      answered,
      abandoned,
      toAnswer: answered > 0 ? wait + Math.round(worse / 6) + drawn.below(8) : null,
      beforeAbandon: abandoned > 0 ? wait * 2 + Math.round(worse / 4) + drawn.below(20) : null,
      overflowed,
      timedOut,
    };
  });
}

function featuresOf(steady: Random, drawn: Random, calls: number): { feature: string; calls: number }[] {
  return FEATURES.map(([feature, permille]) => {
    const isUsed = steady.chance(720);
    const share = isUsed ? Math.round((permille * steady.between(500, 1500)) / 1000) : 0;
    return { feature, calls: Math.round((calls * share * drawn.between(900, 1100)) / 1_000_000) };
    // The portal leaves out what nobody used, but for the one that everybody has.
  }).filter((each) => each.calls > 0 || each.feature === UNUSED_FEATURE);
}
