import { z } from 'zod/v4';
import { languages } from '../../words/languages.ts';
import { pressSchema } from '../press.ts';
import type { Card } from './card.ts';

const text = z.string();
const button = z.object({ label: text, press: pressSchema, primary: z.literal(true).optional() });

const chart = z.object({
  kind: z.enum(['line', 'bar']),
  x: z.array(text),
  zone: text.optional(),
  xKey: text.optional(),
  unit: z.enum(['count', 'rate', 'seconds']).optional(),
  series: z.array(z.object({ key: text, values: z.array(z.number().nullable()) })),
});

const part = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('facts'), facts: z.array(z.object({ label: text, value: text })) }),
  z.object({ kind: z.literal('rows'), rows: z.array(z.object({ name: text, lead: text, detail: text })) }),
  z.object({
    kind: z.literal('table'),
    heads: z.array(z.object({ text, right: z.boolean() })),
    rows: z.array(z.array(text)),
  }),
  z.object({ kind: z.literal('chart'), chart, title: text, alt: text }),
  z.object({ kind: z.literal('heading'), text }),
  z.object({ kind: z.literal('text'), text }),
  z.object({ kind: z.literal('warning'), text }),
  z.object({ kind: z.literal('links'), links: z.array(z.object({ text, url: text })) }),
  z.object({ kind: z.literal('buttons'), buttons: z.array(button) }),
  z.object({ kind: z.literal('note'), text }),
]);

const card = z.object({
  language: z.enum(languages).optional(),
  fallback: text,
  mentions: z.array(text).optional(),
  title: text,
  tone: z.enum(['bad', 'watch', 'good']).optional(),
  demo: z.boolean(),
  parts: z.array(part),
  buttons: z.array(button),
  more: z.array(button),
});

/** A card out of what was stored of it as JSON, a text or what that stands for; undefined where it is none, as from an older version. */
export function readCard(stored: unknown): Card | undefined {
  const read = card.safeParse(typeof stored === 'string' ? jsonOf(stored) : stored);
  // A key that is left out stays left out, which the schema's type does not tell from one that is undefined.
  return read.success ? (read.data as Card) : undefined;
}

function jsonOf(stored: string): unknown {
  try {
    return JSON.parse(stored);
  } catch {
    return undefined;
  }
}
