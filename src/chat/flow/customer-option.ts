import { createHash } from 'node:crypto';
import { longNames } from '../../../db/readings/customer-named.ts';
import { openLens } from '../../../db/readings/lens.ts';
import type { Asker } from '../../access/asker.ts';
import type { Desk } from '../../ask/desk.ts';
import { toIsoDate } from '../../base/days.ts';
import { LONGEST_VALUE, type Option } from '../dialog.ts';

/** What stands before the digest of a name; a name that begins so has a digest too, so that none is taken for another. */
const MARK = 'sha256:';

/** A customer to choose by name. What a platform has no room for is chosen by its digest. */
export function customerOption(name: string): Option {
  const isPlain = name.length <= LONGEST_VALUE && !name.startsWith(MARK);
  return { value: isPlain ? name : digestOf(name), label: name };
}

/** The name that an option's value means; undefined where the asker has no such customer now. */
export async function customerOf(
  { db, clock, cycleDay }: Desk,
  asker: Asker,
  value: string,
): Promise<string | undefined> {
  if (!value.startsWith(MARK)) return value;
  const owner = asker.scope === 'own' ? asker.email : null;
  const lens = await openLens(db, { asOf: toIsoDate(clock.now()), owner, cycleDay });
  return (await longNames(lens, LONGEST_VALUE / 2, MARK)).find((name) => digestOf(name) === value);
}

function digestOf(name: string): string {
  return MARK + createHash('sha256').update(name).digest('hex');
}
