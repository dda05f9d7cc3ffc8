import type { Database } from '../../db/open.ts';
import type { Say } from '../words/messages.ts';
import type { Role } from '../words/values.ts';
import { type Asker, whoGives } from './asker.ts';

/** Each role may do what those before it may. */
const ladder: readonly Role[] = ['viewer', 'editor', 'admin'];

/** Whether a role may do what another is needed for. */
export function covers(role: Role, needed: Role): boolean {
  return ladder.indexOf(role) >= ladder.indexOf(needed);
}

/**
 * Why the asker may not do what needs this role, with who can give it, as a sentence; undefined when nothing stands in
 * the way.
 */
export async function needsRole(
  db: Database,
  asker: Pick<Asker, 'role'>,
  needed: Role | undefined,
  say: Say,
): Promise<string | undefined> {
  if (needed === undefined || covers(asker.role, needed)) return undefined;
  return say('error.role-needed', { role: say(`role.${needed}`), who: await whoGives(db, say) });
}
