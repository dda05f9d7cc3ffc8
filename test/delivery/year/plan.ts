import type { NewSchedule } from '../../../db/writes/schedules.ts';
import type { Dice } from '../../questions/dice.ts';
import { ruleOf } from '../rule-text.ts';
import { DAY, HOUR } from '../stage.ts';

/** Zones whose clocks change on different days, by different amounts, or not at all. */
const zones = [
  'America/New_York',
  'America/Sao_Paulo',
  'America/Santiago',
  'America/Los_Angeles',
  'Europe/Berlin',
  'Europe/London',
  'Atlantic/Azores',
  'Africa/Cairo',
  'Asia/Kolkata',
  'Asia/Shanghai',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
];

/** Mostly weekly, as people have them; many at the hours at which clocks change. */
const rules = [
  'weekly 1 09:00',
  'weekly 1 09:00',
  'weekly 7 02:30',
  'weekly 7 01:30',
  'weekly 7 00:15',
  'weekly 6 23:45',
  'weekly 1,4 08:30',
  'weekly 1,2,3,4,5 07:10',
  'monthly 26 09:00',
  'monthly 31 17:00',
  'monthly last 17:05',
  'cron 0 9 * * MON,WED',
  'cron 15 */12 * * SUN',
  'cron 30 2 1,15 * *',
] as const;

const catchUps = ['latest', 'latest', 'latest', 'all', 'skip'] as const;

/** A schedule as somebody adds it, and how late its data is each time. */
export interface Planned {
  readonly schedule: Partial<NewSchedule>;
  /** Its data is always there. */
  readonly isFresh: boolean;
}

/** So many schedules, the zones one after the other, every second of them with data that is always there. */
export function planSchedules(count: number, dice: Dice): Planned[] {
  return Array.from({ length: count }, (_, nth) => {
    const zone = zones[nth % zones.length] ?? 'UTC';
    const isPerson = dice.oneIn(8);
    // Every fifth shares its channel with the one before.
    const place = nth % 5 === 4 ? nth - 1 : nth;
    const to = isPerson
      ? ({ kind: 'person', id: `U${nth}` } as const)
      : ({ kind: 'channel', id: `C${place}` } as const);
    return {
      isFresh: nth % 2 === Math.floor(nth / zones.length) % 2,
      schedule: {
        // The first ones so that everything that can become of a slot does, also among few.
        rule: ruleOf(nth < 2 || nth === 4 ? 'weekly 1,2,3,4,5 07:10' : dice.pick(rules)),
        zone,
        to: { platform: 'slack', team: `T${nth % 4}`, ...to },
        catchUp: catchUps[nth % catchUps.length] ?? 'latest',
        owner: { email: `owner${nth % 7}@reseller.example`, user: `UO${nth % 7}` },
      },
    };
  });
}

/** How long after its slot data arrives: mostly before it or soon after, now and then too late or never. */
export function delayOf(dice: Dice): number {
  const kind = dice.below(20);
  // Never on a full minute, so that nothing happens at the very moment of something else.
  const odd = 17_000 + dice.below(40) * 1_000;
  if (kind < 11) return -HOUR;
  if (kind < 14) return dice.below(150) * 60_000 + odd;
  if (kind < 18) return 4 * HOUR + dice.below(3 * 24) * HOUR + odd;
  return 4 * DAY + dice.below(4 * 24) * HOUR + odd;
}
