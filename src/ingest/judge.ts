import type { Extent } from '../../db/readings/imports.ts';
import type { IsoDate } from '../base/days.ts';

/** Below this share of the previous snapshot's customers or lines a new one is taken for an export of a part. */
export const LEAST_SHARE = 0.7;
const PRODUCTS_NAMED = 5;

/**
 * Why a snapshot should not be believed to be the whole truth of its day, compared with the one before: each a
 * sentence. Empty when nothing is suspicious.
 */
export function reasonsToHold(now: Extent, before: Extent, beforeDay: IsoDate): string[] {
  const reasons: string[] = [];
  for (const what of ['customers', 'lines'] as const) {
    if (now[what] < before[what] * LEAST_SHARE) {
      reasons.push(
        `It has ${now[what]} ${now[what] === 1 ? what.slice(0, -1) : what} where the snapshot of ${beforeDay} had ${before[what]}: under 70 %, as a filtered export would.`,
      );
    }
  }
  const gone = before.products.filter((product) => !now.products.includes(product));
  if (gone.length > 0) {
    const named = gone.slice(0, PRODUCTS_NAMED).join(', ');
    const more = gone.length > PRODUCTS_NAMED ? ` and ${gone.length - PRODUCTS_NAMED} more` : '';
    reasons.push(`It has nothing of ${named}${more}, which the snapshot of ${beforeDay} had.`);
  }
  return reasons;
}
