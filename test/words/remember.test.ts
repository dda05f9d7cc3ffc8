import { expect, test } from 'vitest';
import { remembered } from '../../src/words/remember.ts';

test('a text seen before is not computed again, one long forgotten is', () => {
  const computed: string[] = [];
  const shout = remembered((text) => {
    computed.push(text);
    return text.toUpperCase();
  }, 2);
  expect(['a', 'b', 'a', 'b'].map(shout)).toEqual(['A', 'B', 'A', 'B']);
  expect(computed).toEqual(['a', 'b']);
  for (const text of ['c', 'd', 'e', 'f', 'a']) shout(text);
  expect(computed).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'a']);
});

test('undefined is an answer worth remembering', () => {
  let times = 0;
  const nothing = remembered(() => {
    times++;
    return undefined;
  });
  nothing('x');
  nothing('x');
  expect(times).toBe(1);
});

test.each(['é', '合计', '\ud800 lone', 'a\u0000b', '𝒳', ''])('%j reaches the function unchanged', (text) => {
  expect(remembered((given) => given)(text)).toBe(text);
});
