import { randomInt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { makeClaim } from '../../src/access/claim.ts';
import type { Clock } from '../../src/base/clock.ts';

function handClock(): Clock & { at: number } {
  const clock = { at: 0, now: () => 0, monotonic: () => clock.at, sleep: async () => undefined };
  return clock;
}

describe('the one-time code', () => {
  test('has ten characters of which none looks like another', () => {
    for (let n = 0; n < 200; n += 1) {
      const { code } = makeClaim(handClock(), (below) => randomInt(below));
      expect(code).toMatch(/^[^01258BILOSUVZ]{5}-[^01258BILOSUVZ]{5}$/);
    }
  });

  test.each([
    ['as it is', (code: string) => code],
    ['without its hyphen', (code: string) => code.replace('-', '')],
    ['in small letters with blanks', (code: string) => ` ${code.toLowerCase().replace('-', ' ')} `],
  ])('is right %s, and once only', (_how, typed) => {
    const { code, claim } = makeClaim(handClock(), (below) => randomInt(below));
    expect(claim.looksLike(typed(code))).toBe(true);
    expect(claim.use(typed(code), 'U0MIA')).toBe('right');
    expect(claim.use(code, 'U0MIA')).toBe('used');
    claim.giveBack();
    expect(claim.use(code, 'U0MIA')).toBe('right');
  });

  test('is not looked at after five wrong ones, until a minute later, and old ones are forgotten one by one', () => {
    const clock = handClock();
    const { code, claim } = makeClaim(clock, () => 0);
    for (let n = 0; n < 5; n += 1) {
      clock.at = n * 10_000;
      expect(claim.use('CCCCC-CCCCC', 'U0MIA')).toBe('wrong');
    }
    expect(claim.use(code, 'U0MIA')).toBe('too-often');
    clock.at = 60_000;
    expect(claim.use('CCCCC-CCCCC', 'U0MIA')).toBe('wrong');
    expect(claim.use(code, 'U0MIA')).toBe('too-often');
    clock.at = 70_000;
    expect(claim.use(code, 'U0MIA')).toBe('right');
  });

  test('is not kept from others by the wrong ones of one person, but by fifty of all', () => {
    const { code, claim } = makeClaim(handClock(), () => 0);
    for (let n = 0; n < 7; n += 1) claim.use('CCCCC-CCCCC', 'U0MIA');
    expect(claim.use('CCCCC-CCCCC', 'U0ADA')).toBe('wrong');
    for (let n = 0; n < 44; n += 1) expect(claim.use('CCCCC-CCCCC', `U${n}`)).toBe('wrong');
    expect(claim.use(code, 'U0EVE')).toBe('too-often');
  });

  test.each(['', 'expiring 90d', 'AAAAA-AAAA', 'AAAAA-AAAAAA', 'AAAAA-AAAAO'])(
    '“%s” does not look like one',
    (text) => {
      expect(makeClaim(handClock(), () => 0).claim.looksLike(text)).toBe(false);
    },
  );

  test('is not kept as it is', () => {
    const { code, claim } = makeClaim(handClock(), (below) => randomInt(below));
    expect(JSON.stringify(claim)).not.toContain(code);
  });
});
