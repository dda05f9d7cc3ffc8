import { expect, test } from 'vitest';
import { jsonLine } from '../../src/answers/json.ts';

test('a document holds nothing that moves a cursor or turns a line, and reads the same', () => {
  const nasty = { text: 'a\u001b[31m\u007f\u009b2J\u061c\u200e\u202e\u2028\u2066é客' };
  const line = jsonLine(nasty);
  expect(line).not.toMatch(/[^\P{Cc}\n]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u);
  expect(line).toContain('\\u009b2J\\u061c\\u200e\\u202e\\u2028\\u2066é客');
  expect(JSON.parse(line)).toEqual(nasty);
  expect(line.endsWith('}\n')).toBe(true);
});
