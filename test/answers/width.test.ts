import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutToWidth, displayWidth, padToWidth } from '../../src/answers/width.ts';
import { flow, wrapped } from '../../src/answers/wrap.ts';

test.each<[string, number]>([
  ['', 0],
  ['Nova', 4],
  ['São Paulo', 9],
  ['上海', 4],
  ['カタカナ', 8],
  ['ｶﾀｶﾅ', 4],
  ['한국', 4],
  ['ＡＢ', 4],
  ['，。', 4],
  ['–…→·▁█', 6],
  ['e\u0301', 1],
  ['a\u200bb', 2],
  ['𠮷', 2],
])('%j takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test('a cut text fits, and keeps whole letters', () => {
  expect(cutToWidth('上海新星', 8)).toBe('上海新星');
  expect(cutToWidth('上海新星', 7)).toBe('上海新…');
  expect(cutToWidth('上海新星', 6)).toBe('上海…');
  expect(padToWidth('上海', 6, 'left')).toBe('上海  ');
  expect(padToWidth('上海', 6, 'right')).toBe('  上海');
  expect(padToWidth('上海', 2, 'left')).toBe('上海');
});

test('Chinese breaks anywhere but in front of a closing or behind an opening mark', () => {
  expect(wrapped('我们的规则：同一客户。', 12)).toEqual(['我们的规则：', '同一客户。']);
  expect(wrapped('我们的规则：同', 11)).toEqual(['我们的规', '则：同']);
  expect(wrapped('使用“甲乙”吧', 6)).toEqual(['使用', '“甲乙”', '吧']);
});

const letters = fc.constantFrom('a', 'é', ' ', '上', '。', '“', '(', 'e\u0301', '-', '한');
const texts = fc.array(letters, { maxLength: 60 }).map((all) => all.join(''));

test('no line is wider than asked unless one word is, and nothing but blanks is lost', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 4, max: 30 }), (text, width) => {
      const lines = wrapped(text, width);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      for (const line of lines) if (displayWidth(line) > width) expect(line).not.toContain(' ');
    }),
  );
});

test('a cut never takes more columns than it may', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 30 }), (text, width) => {
      expect(displayWidth(cutToWidth(text, width))).toBeLessThanOrEqual(width);
    }),
  );
});

test('a part that does not fit a line has lines of its own', () => {
  expect(flow(['a: 1', 'b: 2', 'c: one two three', 'd: 4', 'e: 5'], 12)).toEqual([
    'a: 1   b: 2',
    'c: one two',
    '  three',
    'd: 4   e: 5',
  ]);
});
