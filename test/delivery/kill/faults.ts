import type { Dice } from '../../questions/dice.ts';

/** How one request to the platform ends. */
export type Fault =
  | 'none'
  /** It is done, and the connection breaks before the reply. */
  | 'done-dropped'
  | 'dropped'
  | 'done-500'
  | '500'
  /** It is done, and there is never a reply. */
  | 'done-silence'
  | 'silence'
  | '429'
  /** `ok: false` with a code of which the platform says that part may have been done. */
  | 'done-internal'
  /** It is done, and cannot be read back for a while. */
  | 'done-hidden-dropped';

/** In so many of a hundred requests, by what the request does. */
const posting: readonly (readonly [Fault, number])[] = [
  ['done-dropped', 9],
  ['dropped', 4],
  ['done-500', 6],
  ['500', 3],
  ['done-silence', 3],
  ['silence', 3],
  ['429', 8],
  ['done-internal', 4],
  ['done-hidden-dropped', 3],
];

const other: readonly (readonly [Fault, number])[] = [
  ['done-dropped', 3],
  ['dropped', 2],
  ['done-500', 2],
  ['500', 2],
  ['silence', 2],
  ['429', 5],
];

/** What the platform is like for a while. */
export type Weather = 'fair' | 'rough' | 'storm' | 'token-off';

/** How the next request ends. A storm is one of 429s; with the token off every request is refused before this is asked. */
export function faultFor(posts: boolean, weather: Weather, dice: Dice): Fault {
  if (weather === 'fair') return 'none';
  if (weather === 'storm' && dice.below(100) < 55) return '429';
  let thrown = dice.below(100);
  for (const [fault, share] of posts ? posting : other) {
    if (thrown < share) return fault;
    thrown -= share;
  }
  return 'none';
}
