import { z } from 'zod/v4';
import type { Cell } from './subject.ts';

/** A stored 0 or 1 as no or yes. */
export function asFlag(stored: unknown): Cell {
  return stored === null || stored === undefined ? null : stored === 1;
}

const texts = z.array(z.string());

/** A stored JSON list as one text, `; ` between; null where nobody ever said, and where there is nothing in it. */
export function asList(stored: unknown): Cell {
  return typeof stored === 'string' && stored !== '[]' ? texts.parse(JSON.parse(stored)).join('; ') : null;
}

/** A cell as better-sqlite3 gives it. */
export function asCell(stored: unknown): Cell {
  if (typeof stored === 'string' || typeof stored === 'number') return stored;
  return typeof stored === 'bigint' ? Number(stored) : null;
}
