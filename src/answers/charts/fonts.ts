import { createRequire } from 'node:module';
import type * as Canvas from '@napi-rs/canvas';

/** Families under names of our own, so that no font of the machine is taken for one of them. */
const LATIN = 'Pulse Sans';
const CHINESE = 'Pulse Sans SC';
const ARABIC = 'Pulse Sans Arabic';

/** In the order in which a letter is looked for. */
export const FAMILIES = [LATIN, ARABIC, CHINESE].map((family) => `"${family}"`).join(', ');

/** A font for the canvas, of so many pixels. */
export function fontOf(size: number, weight: 'normal' | 'bold' = 'normal'): string {
  return `${weight} ${size}px ${FAMILIES}`;
}

const NOTO = '@expo-google-fonts/noto-sans';
const usual = [
  [`${NOTO}/400Regular/NotoSans_400Regular.ttf`, LATIN],
  [`${NOTO}/700Bold/NotoSans_700Bold.ttf`, LATIN],
  [`${NOTO}-arabic/400Regular/NotoSansArabic_400Regular.ttf`, ARABIC],
] as const;
const chinese = [[`${NOTO}-sc/400Regular/NotoSansSC_400Regular.ttf`, CHINESE]] as const;

const NEEDS_CHINESE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uffef]/u;

/** Words whose widths at 100 px are those of the right fonts alone: another font, or none, gives others. */
const probes = [
  { font: `400 100px "${LATIN}"`, text: 'Handgloves 0123 %', width: 918.3 },
  { font: `700 100px "${LATIN}"`, text: 'Handgloves 0123 %', width: 956.1 },
  { font: `400 100px "${ARABIC}"`, text: 'مرحبا', width: 210.4 },
] as const;
const chineseProbes = [{ font: `400 100px "${CHINESE}"`, text: '汉字', width: 200 }] as const;

type Canvases = typeof Canvas;

/** This machine cannot draw texts, so that it draws no pictures. The message says what is missing. */
class CannotDraw extends Error {
  constructor(message: string, options?: { cause: unknown }) {
    super(message, options);
    this.name = 'CannotDraw';
  }
}

let loading: Promise<Canvases> | undefined;
let hasChinese = false;

/**
 * The canvas with the fonts that the texts need, loaded at the first picture; Chinese, of 10 MB, once a text has some.
 * Throws a `CannotDraw` where the canvas or a font is not there, or where letters do not come out as they should.
 */
export async function canvasFor(texts: readonly string[]): Promise<Canvases> {
  loading ??= load();
  const canvas = await loading;
  if (!hasChinese && texts.some((text) => NEEDS_CHINESE.test(text))) {
    register(canvas, chinese);
    check(canvas, chineseProbes);
    hasChinese = true;
  }
  return canvas;
}

async function load(): Promise<Canvases> {
  const before = process.env[WITHOUT_SYSTEM];
  // The same picture on every machine: none of its own fonts, of which there may be hundreds to look through.
  process.env[WITHOUT_SYSTEM] = '1';
  try {
    const canvas = await import('@napi-rs/canvas');
    register(canvas, usual);
    check(canvas, probes);
    return canvas;
  } catch (error) {
    if (error instanceof CannotDraw) throw error;
    throw new CannotDraw('the canvas that draws pictures cannot be loaded here', { cause: error });
  } finally {
    if (before === undefined) delete process.env[WITHOUT_SYSTEM];
    else process.env[WITHOUT_SYSTEM] = before;
  }
}

const WITHOUT_SYSTEM = 'DISABLE_SYSTEM_FONTS_LOAD';

function register({ GlobalFonts }: Canvases, files: readonly (readonly [string, string])[]): void {
  const { resolve } = createRequire(import.meta.url);
  for (const [file, family] of files) {
    try {
      if (GlobalFonts.registerFromPath(resolve(file), family) !== null && GlobalFonts.has(family)) continue;
    } catch (error) {
      throw new CannotDraw(`a font is missing: ${file}`, { cause: error });
    }
    throw new CannotDraw(`a font cannot be read: ${file}`);
  }
}

interface Probe {
  readonly font: string;
  readonly text: string;
  readonly width: number;
}

function check({ createCanvas }: Canvases, wanted: readonly Probe[]): void {
  const context = createCanvas(400, 160).getContext('2d');
  for (const { font, text, width } of wanted) {
    context.font = font;
    const found = context.measureText(text).width;
    if (Math.abs(found - width) > 1) throw new CannotDraw(`${font} is ${found} wide for ${text}, not ${width}`);
    const ink = (letter: string) => {
      context.clearRect(0, 0, 400, 160);
      context.fillText(letter, 10, 120);
      return Buffer.from(context.getImageData(0, 0, 400, 160).data);
    };
    // A letter that no font has is a box, or nothing.
    const letter = [...text][0] ?? '';
    if ([' ', '\u{10fffd}'].some((none) => ink(none).equals(ink(letter))))
      throw new CannotDraw(`${font} has no ${letter}`);
  }
}
