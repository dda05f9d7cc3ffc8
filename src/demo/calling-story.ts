import { type Company, makeCompany } from './company.ts';
import { isCustomerOn } from './hub-customers.ts';
import { figuresOn, isListed, type Line } from './line.ts';
import { type Life, makeLife } from './lives.ts';
import type { World } from './world.ts';

/** What happens in the weeks of the demo that somebody should notice. */
export interface CallingStory {
  /** The company one of whose queues loses more callers every week. */
  readonly climbing: number;
  /** The company whose calls on one kind of endpoint have become poor. */
  readonly failing: number;
}

/** The queue of the story, the endpoint of the story, and the feature that nobody uses. */
export const STORY_QUEUE = 'Support';
export const STORY_ENDPOINT = 'Webex App';
export const UNUSED_FEATURE = 'Paging Group';

/** Companies that always hold Webex Calling or Webex Suite; the larger of two tells the story better. */
const CALLING_PILLARS = [0, 10];
const SUITE_PILLARS = [2, 12];

/** Which companies the story is about; the same for any number of customers from 13 on. */
export function callingStory(world: World): CallingStory {
  const largest = (indices: readonly number[]): number => {
    const there = indices.filter((index) => index < world.customers);
    const sizes = there.map((index) => {
      const company = makeCompany(world, index);
      return callingUsers(makeLife(world, company), 0) ?? 0;
    });
    return there[sizes.indexOf(Math.max(...sizes))] ?? 0;
  };
  return { climbing: largest(CALLING_PILLARS), failing: largest(SUITE_PILLARS) };
}

const CALLING = /^Webex (Calling|Suite)/;

/**
 * Who could call on that day: the licences of Webex Calling and Webex Suite that were given out. 0 where they have ended,
 * null for a company that never had any.
 */
function callingUsers(life: Life, day: number): number | null {
  const lines = life.lines.filter((line) => CALLING.test(line.product) && line.from <= day);
  if (lines.length === 0) return null;
  const users = (line: Line) => (isListed(line, day) ? figuresOn(line, day).assigned : 0);
  return lines.reduce((sum, line) => sum + users(line), 0);
}

/** A company that makes calls, with its life, on a day on which it is a customer. */
export function callerOn(
  world: World,
  index: number,
  day: number,
): { company: Company; life: Life; users: number } | undefined {
  const company = makeCompany(world, index);
  const life = makeLife(world, company);
  if (!isCustomerOn(life, day)) return undefined;
  const users = callingUsers(life, day);
  return users === null ? undefined : { company, life, users };
}
