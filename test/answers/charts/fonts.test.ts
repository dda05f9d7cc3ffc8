import { expect, test } from 'vitest';
import { canvasFor, fontOf } from '../../../src/answers/charts/fonts.ts';

const texts = [
  'Handgloves',
  'Ünïcödé',
  'Ελληνικά',
  'Кириллица',
  'हिन्दी',
  'شركة الاتصالات',
  '株式会社',
  '许可证：比八周前多',
  'ひらがな',
  'カタカナ',
];

test('every letter of the languages and of our customers’ names is drawn, and none as a box', async () => {
  const { createCanvas, GlobalFonts } = await canvasFor(texts);
  expect(GlobalFonts.families.map(({ family }) => family)).toEqual(
    expect.arrayContaining(['Pulse Sans', 'Pulse Sans Arabic', 'Pulse Sans SC']),
  );
  const context = createCanvas(200, 200).getContext('2d');
  const ink = (letter: string) => {
    context.clearRect(0, 0, 200, 200);
    context.font = fontOf(100);
    context.fillText(letter, 20, 140);
    return Buffer.from(context.getImageData(0, 0, 200, 200).data);
  };
  const [box, nothing] = [ink('\u{10fffd}'), ink(' ')];
  for (const letter of new Set(texts.join('').replaceAll(/[\s\p{Mn}\p{Mc}]/gu, ''))) {
    expect(ink(letter).equals(box), letter).toBe(false);
    expect(ink(letter).equals(nothing), letter).toBe(false);
  }
});

test('letters of different scripts stand in one text, each as wide as in its own font', async () => {
  const { createCanvas } = await canvasFor(texts);
  const context = createCanvas(10, 10).getContext('2d');
  context.font = fontOf(100);
  const widthOf = (text: string) => context.measureText(text).width;
  expect(widthOf('许可')).toBeCloseTo(200, 0);
  expect(widthOf('A许可')).toBeCloseTo(widthOf('A') + 200, 0);
  expect(widthOf('مرحبا')).toBeCloseTo(210.4, 0);
});

test('no font of the machine is mixed in', async () => {
  const { GlobalFonts } = await canvasFor(['a']);
  const others = GlobalFonts.families
    .map(({ family }) => family)
    .filter((family) => !/^(Pulse|Noto) Sans/.test(family));
  expect(others).toEqual([]);
  expect(process.env['DISABLE_SYSTEM_FONTS_LOAD']).toBeUndefined();
});
