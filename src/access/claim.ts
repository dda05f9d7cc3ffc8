import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../base/clock.ts';

/** Without 0 and O, 1 and I and L, 2 and Z, 5 and S, 8 and B, U and V: none can be taken for another. */
const LETTERS = 'ACDEFGHJKMNPQRTWXY34679';
const LENGTH = 10;
const MOST_WRONG = 5;
/** Of everybody together: whoever has many accounts gets no further, and nobody's wrong codes alone keep out others. */
const MOST_WRONG_IN_ALL = 50;
const MINUTE_MS = 60_000;

/** The one-time code with which somebody makes themself the first admin. */
interface Claim {
  /** To be shown to whoever starts the program, and to nobody else; it is not kept. */
  readonly code: string;
  /** The digest by which it is known again. */
  readonly claim: ClaimCheck;
}

type Claimed = 'right' | 'wrong' | 'too-often' | 'used';

export interface ClaimCheck {
  /**
   * Tries a text of somebody (any text that names them alone); case, blanks and hyphens do not matter. After 5 wrong ones
   * of theirs within a minute, or 50 of all together, no more are looked at.
   */
  use(text: string, who: string): Claimed;
  /** Whether a text could be a code at all, so that a question is not counted as a wrong one. */
  looksLike(text: string): boolean;
  /** Makes the code good again, where the use of it came to nothing because it could not be stored. */
  giveBack(): void;
}

/** A new code. `random` gives whole numbers from 0 up to, and without, its argument, as `crypto.randomInt` does. */
export function makeClaim(clock: Clock, random: (below: number) => number): Claim {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[random(LETTERS.length)] ?? '');
  const code = `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`;
  return { code, claim: checkOf(clock, digest(code)) };
}

function checkOf(clock: Clock, kept: Buffer): ClaimCheck {
  let used = false;
  let wrong: { readonly at: number; readonly who: string }[] = [];
  return {
    use(text, who) {
      if (used) return 'used';
      const now = clock.monotonic();
      wrong = wrong.filter(({ at }) => now - at < MINUTE_MS);
      const theirs = wrong.filter((each) => each.who === who);
      if (theirs.length >= MOST_WRONG || wrong.length >= MOST_WRONG_IN_ALL) return 'too-often';
      if (timingSafeEqual(digest(text), kept)) {
        used = true;
        return 'right';
      }
      wrong.push({ at: now, who });
      return 'wrong';
    },
    looksLike: (text) => normal(text).length === LENGTH && [...normal(text)].every((each) => LETTERS.includes(each)),
    giveBack() {
      used = false;
    },
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(normal(text)).digest();
}

function normal(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '');
}
