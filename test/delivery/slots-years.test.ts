import { expect, test } from 'vitest';
import type { DueSlot } from '../../src/delivery/due-slot.ts';
import { nextSlots, slotsBetween } from '../../src/delivery/slots.ts';
import type { ScheduleRule, Weekday } from '../../src/words/schedule-rule.ts';
import { rounds } from '../long.ts';
import { type Dice, diceOf, seed } from '../questions/dice.ts';
import { ruleText } from './rule-text.ts';
import { slotsByClocks, stretchesOf } from './slots-by-intl.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const years = rounds(2, 10);
const from = Date.UTC(2017, 0, 1);

const zones =
  `Africa/Cairo Africa/Casablanca Africa/El_Aaiun Africa/Johannesburg Africa/Juba Africa/Khartoum Africa/Lagos
  Africa/Sao_Tome Africa/Windhoek America/Asuncion America/Bogota America/Caracas America/Chicago America/Grand_Turk
  America/Havana America/Los_Angeles America/Mexico_City America/New_York America/Nuuk America/Phoenix
  America/Port-au-Prince America/Punta_Arenas America/Santiago America/Sao_Paulo America/Scoresbysund America/St_Johns
  America/Whitehorse Antarctica/Troll Asia/Amman Asia/Beirut Asia/Damascus Asia/Gaza Asia/Jerusalem Asia/Kathmandu
  Asia/Kolkata Asia/Pyongyang Asia/Qyzylorda Asia/Shanghai Asia/Tehran Atlantic/Azores Australia/Adelaide
  Australia/Lord_Howe Europe/Berlin Europe/Dublin Europe/Istanbul Europe/Lisbon Europe/Volgograd Pacific/Apia
  Pacific/Chatham Pacific/Fiji Pacific/Norfolk UTC`.split(/\s+/);

/** Times near the usual changes of clocks are the ones to look at. */
const hours = [0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 9, 22, 23, 23];
const minutes = [0, 0, 1, 15, 30, 30, 45, 59];

function someRule(dice: Dice): ScheduleRule {
  const at = { hour: dice.pick(hours), minute: dice.pick(minutes) };
  const kind = dice.below(10);
  if (kind < 4) {
    const days = ([1, 2, 3, 4, 5, 6, 7] as Weekday[]).filter((day) => dice.below(10) < (day > 5 ? 7 : 3));
    return { kind: 'weekly', days: days.length > 0 ? days : [7], ...at };
  }
  if (kind < 6) return { kind: 'monthly', day: dice.pick([1, 26, 28, 29, 30, 31, 'last' as const]), ...at };
  const hour = dice.pick(['*', '*/2', '*/3', '0-4', '0,1,2,3', '22-23', String(at.hour)]);
  const day = dice.pick(['*', '*', '1', 'L', '25-31', '*/7', '1-7,L']);
  const month = dice.pick(['*', '*', 'MAR,OCT', '2-11/3']);
  return { kind: 'cron', expression: `${at.minute} ${hour} ${day} ${month} ${dice.pick(['*', '*', 'SUN', '0,5-6'])}` };
}

function expectInOrder(due: readonly DueSlot[], what: string): void {
  for (const [place, { at }] of due.entries())
    if (at <= (due[place - 1]?.at ?? Number.NEGATIVE_INFINITY))
      expect.fail(`${what}: not later than the one before: ${at}`);
  expect(new Set(due.map(({ label }) => label)).size, what).toBe(due.length);
}

test(`over ${years} years no slot is lost, doubled or out of order (seed ${seed})`, { timeout: 600_000 }, () => {
  const dice = diceOf(seed);
  const count = rounds(6, zones.length);
  const first = dice.below(zones.length);
  let compared = 0;
  for (let turn = 0; turn < count; turn += 1) {
    const zone = zones[(first + turn * 5) % zones.length] ?? 'UTC';
    const start = from + dice.below(10 - years + 1) * 365 * DAY;
    const until = start + years * 365.25 * DAY;
    const stretches = stretchesOf(zone, start - 2 * DAY, until + 2 * DAY, 8 * HOUR);
    for (let nth = 0; nth < rounds(2, 8); nth += 1) {
      const rule = someRule(dice);
      const what = `seed ${seed}, ${ruleText(rule)}, ${zone}, from ${new Date(start).toISOString()}`;
      const due = slotsBetween(rule, zone, start, until);
      expectInOrder(due, what);
      expect(due, what).toEqual(slotsByClocks(rule, zone, [start, until], stretches));
      expectCutsAgree(rule, zone, due, [start, until], stretches, dice, what);
      compared += due.length;
    }
  }
  expect(compared).toBeGreaterThan(0);
});

/** The scheduler sees a year through thousands of small windows: cuts at and near changes of the clocks must not matter. */
function expectCutsAgree(
  rule: ScheduleRule,
  zone: string,
  due: readonly DueSlot[],
  [start, until]: readonly [number, number],
  stretches: readonly { readonly from: number }[],
  dice: Dice,
  what: string,
): void {
  for (const { from: change } of stretches) {
    const cuts = [-26, -1, 0, 1, 26].map((near) => change + near * HOUR + dice.below(HOUR));
    const bounds = cuts.filter((cut) => cut >= start && cut <= until);
    const last = bounds.at(-1);
    const [open] = bounds;
    if (open === undefined || last === undefined) continue;
    const whole = due.filter(({ at }) => at > open && at <= last);
    const parts = bounds.slice(1).flatMap((bound, place) => slotsBetween(rule, zone, bounds[place] ?? bound, bound));
    expect(parts, what).toEqual(whole);
    if (whole.length > 0) expect(nextSlots(rule, zone, open, 1), what).toEqual(whole.slice(0, 1));
  }
}
