import { canvasFor } from './fonts.ts';

/** The app's two icons as PNG, as chat platforms ask for them. */
export interface AppIcons {
  /** 192 × 192 pixels, coloured to its edges. */
  readonly colour: Buffer;
  /** 32 × 32 pixels, white lines on nothing. */
  readonly outline: Buffer;
}

export const ICON_COLOUR = '#1f3a5f';
const GOLD = '#e69f00';
const COLOUR_SIZE = 192;
const OUTLINE_SIZE = 32;

/** A pulse that ends higher than it began, in a square of 0 to 1. */
const pulse = [
  [0.04, 0.62],
  [0.26, 0.62],
  [0.38, 0.3],
  [0.54, 0.84],
  [0.68, 0.4],
  [0.78, 0.52],
  [0.96, 0.2],
] as const;

/** Draws them. No letters, so that no fonts are loaded. Throws where the canvas cannot be loaded. */
export async function appIcons(): Promise<AppIcons> {
  // As for charts: whoever loads the package first decides whether the machine's fonts are loaded with it.
  const { createCanvas } = await canvasFor([]);
  const draw = (size: number, inside: number, width: number, background: string | undefined) => {
    const canvas = createCanvas(size, size);
    const context = canvas.getContext('2d');
    if (background !== undefined) {
      context.fillStyle = background;
      context.fillRect(0, 0, size, size);
    }
    const edge = (size - inside) / 2;
    const at = ([x, y]: (typeof pulse)[number]) => [edge + x * inside, edge + y * inside] as const;
    context.lineWidth = width;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.strokeStyle = '#ffffff';
    context.beginPath();
    for (const point of pulse) context.lineTo(...at(point));
    context.stroke();
    context.fillStyle = background === undefined ? '#ffffff' : GOLD;
    context.beginPath();
    context.arc(...at(pulse[6]), width * 1.15, 0, 2 * Math.PI);
    context.fill();
    return canvas.toBuffer('image/png');
  };
  return {
    // Teams cuts corners off and puts its own signs there: what matters stays within the middle.
    colour: draw(COLOUR_SIZE, 112, 11, ICON_COLOUR),
    outline: draw(OUTLINE_SIZE, 26, 2.4, undefined),
  };
}
