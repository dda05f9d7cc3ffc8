import type { Database } from '../open.ts';
import { statement } from '../statement.ts';
import type { LegRow } from './leg-row.ts';

/** A call, by what its records call it. */
export interface CallName {
  readonly org: string;
  readonly correlationId: string;
}

/** A transfer joins calls that ended within this of each other: ids of calls come again after a while. */
const LINK_MS = 86_400_000;
/** A source that gives all its calls one id joins nothing that makes sense. */
const MOST_LINKS = 2_000;

/** Stands for an import in place of an organisation. */
const WHOLE_IMPORT = '';
const CHUNK = 500;

/** Lists a call to be looked at again. To be called inside the write that changes its legs. */
export function listCall(db: Database, org: string, correlationId: string): void {
  statement(db, 'insert into call_work (org, correlation_id) values (?, ?) on conflict do nothing').run(
    org,
    correlationId,
  );
}

type Told = Pick<LegRow, 'org' | 'reportId' | 'correlationId'>;
type Linking = Pick<LegRow, 'org' | 'localCallId' | 'transferCallId' | 'releasedAt'>;

/** Lists the call of a leg that came or goes, and those to which other readings of the same report belong. */
export function listLeg(db: Database, { org, reportId, correlationId }: Told): void {
  listCall(db, org, correlationId);
  const others = statement<[string, string], CallName & Linking>(
    db,
    `select org, correlation_id as correlationId, local_call_id as localCallId, transfer_call_id as transferCallId,
       released_at as releasedAt from call_legs where org = ? and report_id = ?`,
  ).all(org, reportId);
  if (others.length === 1) return;
  for (const other of others) {
    listCall(db, org, other.correlationId);
    listLinkedCalls(db, other);
  }
}

/** Lists the calls that a leg which is going joined to its own. */
export function listLinkedCalls(db: Database, leg: Linking): void {
  for (const correlationId of linkedCalls(db, [leg])) listCall(db, leg.org, correlationId);
}

/** Whether one of two legs was transferred from the other. */
export function areLinked(one: Linking, other: Linking): boolean {
  const names = (a: string | null, b: string | null) => a !== null && a === b;
  const isNear = Math.abs(one.releasedAt - other.releasedAt) <= LINK_MS;
  return isNear && (names(one.transferCallId, other.localCallId) || names(other.transferCallId, one.localCallId));
}

/** The correlations that may be joined to that of these legs of one organisation by a transfer, by all legs that are stored. */
export function linkedCalls(db: Database, legs: readonly Linking[]): Set<string> {
  const [first] = legs;
  if (first === undefined) return new Set();
  const ended = legs.map(({ releasedAt }) => releasedAt);
  // One statement for all of them: mostly none is found, and it is asked of every call.
  const found = (column: 'local_call_id' | 'transfer_call_id', ids: readonly (string | null)[]) =>
    ids.every((id) => id === null)
      ? []
      : statement<[string, string, number, number, number], Linking & CallName>(
          db,
          `select l.org, l.correlation_id as correlationId, l.local_call_id as localCallId,
             l.transfer_call_id as transferCallId, l.released_at as releasedAt
           from json_each(?) j cross join call_legs l on l.org = ? and l.${column} = j.value
             and +l.released_at between ? and ? limit ?`,
        ).all(JSON.stringify(ids), first.org, Math.min(...ended) - LINK_MS, Math.max(...ended) + LINK_MS, MOST_LINKS);
  const others = [
    ...found(
      'local_call_id',
      legs.map(({ transferCallId }) => transferCallId),
    ),
    ...found(
      'transfer_call_id',
      legs.map(({ localCallId }) => localCallId),
    ),
  ];
  const linked = others.filter((other) => legs.some((leg) => areLinked(leg, other)));
  return new Set(linked.map(({ correlationId }) => correlationId));
}

/**
 * Lists all calls of an import to be looked at. To be called inside the write in which it begins to count; one row, however
 * many they are. What an import that is undone leaves is listed by `dropLegs`.
 */
export function listImportedCalls(db: Database, importId: number): void {
  listCall(db, WHOLE_IMPORT, `import/${importId}/0`);
}

/** Some of the calls that are listed; of an import they are listed one by one first. To be called inside a write. */
export function listedCalls(db: Database, most: number): CallName[] {
  spreadImports(db);
  return statement<[string, number], CallName>(
    db,
    'select org, correlation_id as correlationId from call_work where org > ? limit ?',
  ).all(WHOLE_IMPORT, most);
}

/** Whether any call is listed. */
export function isAnyListed(db: Database): boolean {
  return statement(db, 'select 1 from call_work limit 1').get() !== undefined;
}

/** Takes a call off the list. To be called inside the write that looked at it. */
export function delistCall(db: Database, { org, correlationId }: CallName): void {
  statement(db, 'delete from call_work where org = ? and correlation_id = ?').run(org, correlationId);
}

function spreadImports(db: Database): void {
  const marker = statement<[string], string>(db, 'select correlation_id from call_work where org = ? limit 1')
    .pluck()
    .get(WHOLE_IMPORT);
  if (marker === undefined) return;
  const [, importId, after] = /^import\/(\d+)\/(\d+)$/.exec(marker) ?? [];
  const legs = statement<[number, number, number], Told & { id: number }>(
    db,
    `select id, org, report_id as reportId, correlation_id as correlationId from call_legs where import_id = ? and id > ? order by id limit ?`,
  ).all(Number(importId), Number(after), CHUNK);
  for (const leg of legs) listLeg(db, leg);
  delistCall(db, { org: WHOLE_IMPORT, correlationId: marker });
  const last = legs.at(-1);
  if (last !== undefined && legs.length === CHUNK) listCall(db, WHOLE_IMPORT, `import/${importId}/${last.id}`);
}
