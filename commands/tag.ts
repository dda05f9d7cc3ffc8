import { z } from 'zod/v4';
import { command } from './command.ts';
import { sayTag } from './tag-word.ts';
import { needed } from './words.ts';

/** Puts a tag on a customer, for this and every later import. */
export const tag = command({
  name: 'tag',
  examples: ['tag "Nova Foods" gold', 'tag "Nova Foods" "on hold"'],
  role: 'editor',
  changes: true,
  args: z.object({ customer: needed('customer'), tag: needed('tag') }),
  run: (asked, args) => sayTag(asked, 'tag', args),
});
