import { describe, expect, test } from 'vitest';
import { oneLine, orDash } from '../../../src/chat/card/harmless.ts';
import { escaped } from '../../../src/chat/slack/blocks/escape.ts';
import { cut, lengthOf, plain } from '../../../src/chat/slack/blocks/harmless.ts';
import { injections } from '../injections.ts';
import { markup } from '../validator/texts.ts';

const family = '👨‍👩‍👧‍👦';

describe('a text is cut', () => {
  test.each([
    ['Nova Foods', 10, 'Nova Foods'],
    ['Nova Foods', 9, 'Nova Foo…'],
    ['Nova Foods', 6, 'Nova…'],
    [`a${family}b`, 8, 'a…'],
    [`a${family}b`, 13, `a${family}b`],
    [`ab${'e\u0301'.repeat(5)}`, 6, 'abe\u0301…'],
    ['🇧🇷🇧🇷', 6, '🇧🇷…'],
    ['a&b', 6, 'a…'],
    ['a&b', 7, 'a&b'],
    ['<<<', 8, '<…'],
    [`Z${'\u0351'.repeat(200)}`, 75, '…'],
  ])('%s to %i', (text, most, expected) => {
    expect(cut(text, most)).toBe(expected);
  });

  test('between letters as people see them, whatever the text and the length', () => {
    const letters = new Intl.Segmenter();
    for (const text of injections.map(oneLine)) {
      const starts = new Set([...letters.segment(text)].map(({ index }) => index));
      for (const most of [1, 2, 3, 5, 8, 13, 24, 75, 150]) {
        const kept = cut(text, most);
        expect(lengthOf(kept)).toBeLessThanOrEqual(Math.max(most, 1));
        if (kept === text) continue;
        expect(kept.endsWith('…')).toBe(true);
        const whole = kept.slice(0, -1);
        expect(text.startsWith(whole)).toBe(true);
        // Blanks at the end go too.
        const ends = [...text.slice(whole.length).matchAll(/^ */g)].flatMap(([blanks]) =>
          Array.from({ length: blanks.length + 1 }, (_, at) => whole.length + at),
        );
        expect(
          ends.some((end) => starts.has(end)),
          `${most} of ${JSON.stringify(text)}`,
        ).toBe(true);
      }
    }
  });
});

describe('a text in the field that Slack reads as markup', () => {
  test.each([
    ['<!channel> & <@U1>', '&lt;!channel&gt; &amp; &lt;@U1&gt;'],
    ['*bold* ~gone~ `code`', '∗bold∗ ∼gone∼ ˋcodeˋ'],
    ['_italic_ snake_case __', 'ˍitalicˍ snake_case ˍˍ'],
    ['> quote\n> more', '› quote\n› more'],
    [':smile: at 9:30', '∶smile: at 9:30'],
    ['see https://evil.example/x', 'see https∶//evil.example/x'],
    ['a\u202eb\u0000c\td', 'abc d'],
  ])('%j is %j', (text, expected) => {
    expect(escaped(text, 100)).toBe(expected);
  });

  test('is harmless at whatever length it is cut', () => {
    for (const text of injections) {
      for (const most of [1, 2, 4, 5, 6, 9, 30, 3900]) {
        const made = orDash(escaped(text, most));
        expect(markup(Math.max(most, 1)).safeParse(made).error, `${most} of ${JSON.stringify(text)}`).toBeUndefined();
      }
    }
  });
});

test('a text of nothing is a dash, as Slack refuses empty ones', () => {
  for (const text of ['', ' ', '\n', '\u200b', '\u202e\u0000'])
    expect(plain(text, 75)).toEqual({ type: 'plain_text', text: '—', emoji: false });
});
