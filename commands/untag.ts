import { z } from 'zod/v4';
import { command } from './command.ts';
import { sayTag } from './tag-word.ts';
import { needed } from './words.ts';

/** Takes a tag off a customer, for this and every later import. */
export const untag = command({
  name: 'untag',
  examples: ['untag "Nova Foods" gold'],
  role: 'editor',
  changes: true,
  args: z.object({ customer: needed('customer'), tag: needed('tag') }),
  run: (asked, args) => sayTag(asked, 'untag', args),
});
