import { z } from 'zod/v4';

/** Halves of a pair, controls, and what turns or hides the text around it. */
const harmful =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are looked for.
  /[\p{Cs}\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

/** Anything that can be seen. */
const visible = /[^\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** What Markdown, as Teams reads it, makes a style, a link, a list, a heading, a table, an entity or a line of. */
const markdown = [
  [/[*~`\\[\]<>|]/u, 'would be styled or linked'],
  [/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u, 'would be styled'],
  [/^#+\s/u, 'would be a heading'],
  [/^(?:[-+]|\d+[.)])(?:\s|$)/u, 'would be a list'],
  [/^(?:-{2,}|={1,})/u, 'would be a line'],
  [/&#?\w+;/u, 'would be another sign'],
  [/:\/\//u, 'would be a link'],
] as const;

type Complain = (message: string) => void;

function look(value: string, most: number, complain: Complain): void {
  if (!visible.test(value)) complain('is empty');
  if (value.length > most) complain(`is ${value.length} units long, more than ${most}`);
  if (harmful.test(value)) complain('holds half a letter, a control character or a mark that turns text');
  if (value.includes('{{')) complain('would be read as a date');
  if (/<\s*\/?\s*at\b/i.test(value)) complain('would be read as a mention');
}

function text(most: number, more: (value: string, complain: Complain) => void = () => undefined) {
  return z.string().superRefine((value, context) => {
    const complain = (message: string) => context.addIssue({ code: 'custom', message });
    look(value, most, complain);
    more(value, complain);
  });
}

/** A text that Teams shows as it is, in one line. */
export function plain(most: number) {
  return text(most);
}

/** A text that Teams reads as Markdown, with nothing in it to read. */
export function unread(most: number) {
  return text(most, (value, complain) => {
    for (const [sign, message] of markdown) if (sign.test(value)) complain(message);
  });
}

/** As `unread`, with line breaks. */
export function unreadLines(most: number) {
  return z.string().superRefine((value, context) => {
    const complain = (message: string) => context.addIssue({ code: 'custom', message });
    look(value.replaceAll('\n', ' '), most, complain);
    for (const line of value.split('\n'))
      for (const [sign, message] of markdown) if (sign.test(line)) complain(message);
  });
}

/** SSML: a sign of it would make an element. */
export function spoken(most: number) {
  return text(most, (value, complain) => {
    if (value.includes('<')) complain('would be an element');
  });
}

export const mentionText = /^<at>[^<>&]+<\/at>$/;

/** Whether a text is nothing but mentions. */
export function isMentions(value: string): boolean {
  return /^<at>[^<>&]+<\/at>(?: <at>[^<>&]+<\/at>)*$/.test(value);
}
