import { z } from 'zod/v4';
import * as most from './limits.ts';
import { plain } from './texts.ts';

const signature = z.string().regex(/^[\w-]{16}$/);

const press = z.strictObject({
  verb: z.literal('press'),
  press: z.string().min(2).max(most.PRESS),
  sig: signature,
});
const dialog = z.strictObject({
  verb: z.literal('dialog'),
  dialog: z.string().min(1),
  state: z.string().max(most.STATE),
  sig: signature,
});
const data = z.discriminatedUnion('verb', [press, dialog]);
/** Of one that goes back: nothing has to be filled in for it. */
const associatedInputs = z.literal('none').optional();
const style = z.enum(['default', 'positive', 'destructive']).optional();

/** What an old client does in place of an Execute: it sends the same as a message. */
const submit = z.strictObject({
  type: z.literal('Action.Submit'),
  title: plain(most.TITLE),
  data,
  style,
  associatedInputs,
});

export const execute = z
  .strictObject({
    type: z.literal('Action.Execute'),
    title: plain(most.TITLE),
    verb: z.enum(['press', 'dialog']),
    data,
    style,
    mode: z.enum(['primary', 'secondary']).optional(),
    associatedInputs,
    fallback: submit.optional(),
  })
  .refine(({ verb, data }) => verb === data.verb, { message: 'says another verb in its data' })
  .refine(({ data, fallback }) => !fallback || JSON.stringify(fallback.data) === JSON.stringify(data), {
    message: 'does another thing in an old client',
  });

export const toggle = z.strictObject({
  type: z.literal('Action.ToggleVisibility'),
  title: plain(most.TITLE * 4),
  targetElements: z.array(z.string().min(1)).min(1),
});

export const openUrl = z.strictObject({
  type: z.literal('Action.OpenUrl'),
  title: plain(most.TITLE * 4),
  url: z
    .string()
    .max(2_000)
    // This machine's own address: the program where it is only tried out.
    .refine(
      (url) => URL.canParse(url) && (new URL(url).protocol === 'https:' || new URL(url).hostname === '127.0.0.1'),
      'is not https',
    ),
});

/** The actions of one row: few that are seen, the rest behind the overflow, each of another name than the seen ones. */
export const row = z
  .array(execute)
  .min(1)
  .max(most.ACTIONS)
  .refine((all) => all.filter(({ mode }) => mode !== 'secondary').length <= most.VISIBLE_ACTIONS, 'shows too many')
  .refine((all) => all.some(({ mode }) => mode !== 'secondary'), 'shows none')
  .refine((all) => all.filter(({ style: look }) => look === 'positive').length <= 1, 'has two that matter most');
