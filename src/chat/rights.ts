import type { Asker } from '../access/asker.ts';

/** What somebody may see, as text: a file made for one with other rights is not given out. */
export function rightsOf({ email, role, scope, money }: Asker): string {
  return JSON.stringify({ email, role, scope, money });
}
