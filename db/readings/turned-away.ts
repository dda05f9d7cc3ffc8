import type { Database } from '../open.ts';

/** Requests of a platform that were turned away at the door since an instant: with a wrong signature, and as too old or too new. */
export function turnedAwaySince(
  db: Database,
  platform: 'slack' | 'teams',
  since: number,
): { readonly forged: number; readonly off: number } {
  // Those beyond what is recorded in a minute are counted in the next record. Who signs nothing has no wrong secret.
  const count = db.sqlite.prepare<[number, string], { why: string; n: number }>(
    `select subject as why, sum(1 + coalesce(json_extract(detail, '$.unrecorded'), 0)) as n from audit
     where kind = 'refusal' and action = 'request' and at >= ? and place like ? || ':%' and json_extract(detail, '$.unsigned') is null
     group by subject`,
  );
  const n = new Map(count.all(since, platform).map((row) => [row.why, row.n]));
  return { forged: n.get('forged') ?? 0, off: (n.get('too-old') ?? 0) + (n.get('too-new') ?? 0) };
}
