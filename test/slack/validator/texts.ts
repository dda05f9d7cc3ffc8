import { z } from 'zod/v4';

/** The units a text takes once its three signs are entities. */
export function lengthOf(text: string): number {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').length;
}

/** Halves of a pair, controls but the line break, and what turns or hides the text around it. */
const harmful =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are looked for.
  /[\p{Cs}\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

/** Anything that can be seen. */
const visible = /[^\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** Any text: not empty, whole letters, nothing that turns or hides what stands around it. */
function text(most: number) {
  return z.string().superRefine((value, context) => {
    const complain = (message: string) => context.addIssue({ code: 'custom', message });
    if (!visible.test(value)) complain('is empty');
    if (lengthOf(value) > most) complain(`is ${lengthOf(value)} units long, more than ${most}`);
    if (harmful.test(value)) complain('holds half a letter, a control character or a mark that turns text');
  });
}

/** A text that Slack shows as it is. */
export function rawText(most: number) {
  return text(most);
}

export function plainText(most: number) {
  return z.strictObject({ type: z.literal('plain_text'), text: text(most), emoji: z.literal(false) });
}

/** A text that Slack reads as markup: no sign but in an entity, and no token at all. */
export function markup(most: number) {
  return z.string().superRefine((value, context) => {
    const complain = (message: string) => context.addIssue({ code: 'custom', message });
    if (!visible.test(value)) complain('is empty');
    if (value.length > most) complain(`is ${value.length} units long, more than ${most}`);
    if (harmful.test(value)) complain('holds half a letter, a control character or a mark that turns text');
    if (/[<>]/.test(value)) complain('has a < or > that is not an entity');
    if (/&(?!(?:amp|lt|gt);)/.test(value)) complain('has a & that is no entity, or a cut one');
    if (/[*~`]|(?<![\p{L}\p{N}])_\S|^&gt;/mu.test(value)) complain('would be styled');
    if (/:[a-z0-9_+'-]+:/i.test(value)) complain('would draw an emoji');
  });
}

export function httpsUrl(most: number) {
  return z
    .string()
    .max(most)
    .refine((value) => URL.canParse(value) && new URL(value).protocol === 'https:', { message: 'is not https' });
}
