import { randomUUID } from 'node:crypto';
import { Bug } from '../../src/base/errors.ts';
import type { Database } from '../open.ts';
import { type AlertRule, type RuleState, ruleById } from '../readings/alert-rules.ts';
import { statement } from '../statement.ts';
import { recordChange } from './audit.ts';

/** Who changes something, when (epoch milliseconds) and where. */
export interface ChangedAt {
  /** E-mail; null for the command line and for what happens by itself. */
  readonly actor: string | null;
  readonly place?: string;
  readonly at: number;
}

export type NewRule = Pick<
  AlertRule,
  'kind' | 'name' | 'filters' | 'queue' | 'to' | 'rota' | 'severity' | 'settings' | 'language' | 'zone' | 'owner'
>;

/** What a person may change of a rule. */
export type RuleChange = Partial<Omit<NewRule, 'kind' | 'owner'>>;

/** Adds a rule, which waits to be armed; nothing before now is judged by it. To be called inside a write. */
export function addRule(db: Database, rule: NewRule, by: ChangedAt): AlertRule {
  const uid = randomUUID();
  const { kind, name, filters, queue, to, rota, severity, settings, language, zone, owner } = rule;
  const added = statement(
    db,
    `insert into alert_rules (uid, kind, name, filters, queue, platform, team, to_kind, to_id, rota, severity, settings,
       language, zone, state, owner_email, owner_user, created_at, changed_at, evaluated_until)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?)`,
  ).run(
    ...[uid, kind, name, filters, queue, to.platform, to.team, to.kind, to.id, rota, severity],
    ...[JSON.stringify(settings), language, zone, owner.email, owner.user, by.at, by.at, by.at],
  );
  recordChange(db, { ...by, action: 'alert add', subject: uid, detail: { kind, name, filters, queue, severity } });
  return known(db, Number(added.lastInsertRowid));
}

/**
 * Changes a rule, if nobody else has since it was read (`changedAt`); the rule as it is then, or undefined. What it watches
 * or how is looked at anew from here on. To be called inside a write.
 */
export function changeRule(
  db: Database,
  id: number,
  changedAt: number,
  change: RuleChange,
  by: ChangedAt,
): AlertRule | undefined {
  const before = ruleById(db, id);
  if (before === undefined || before.changedAt !== changedAt || before.state === 'removed') return undefined;
  const { name, filters, queue, to, rota, severity, settings, language, zone } = { ...before, ...change };
  statement(
    db,
    `update alert_rules set name = ?, filters = ?, queue = ?, platform = ?, team = ?, to_kind = ?, to_id = ?, rota = ?,
       severity = ?, settings = ?, language = ?, zone = ?, changed_at = max(?, changed_at + 1) where id = ?`,
  ).run(
    ...[name, filters, queue, to.platform, to.team, to.kind, to.id, rota, severity],
    ...[JSON.stringify(settings), language, zone, by.at, id],
  );
  // What another list has when it begins to be watched is no news.
  const isList = before.kind === 'new-overage' || before.kind === 'expiring';
  if (isList && filters !== before.filters)
    statement(
      db,
      "update alert_rules set armed_at = null, state = case state when 'armed' then 'waiting' else state end where id = ?",
    ).run(id);
  recordChange(db, { ...by, action: 'alert edit', subject: before.uid, detail: { ...change } });
  return known(db, id);
}

/** Moves a rule to another state if it is in one of `from`; false where it is not. To be called inside a write. */
export function setRuleState(
  db: Database,
  id: number,
  from: readonly RuleState[],
  to: 'waiting' | 'armed' | 'removed',
  by: ChangedAt,
): boolean {
  const moved = statement<[string, string, number, number, number, string], string>(
    db,
    `update alert_rules set state = ?, muted_until = null, armed_at = case when ? = 'armed' then coalesce(armed_at, ?)
       else armed_at end, changed_at = max(?, changed_at + 1)
     where id = ? and state in (select value from json_each(?)) returning uid`,
  )
    .pluck()
    .get(to, to, by.at, by.at, id, JSON.stringify(from));
  if (moved === undefined) return false;
  recordChange(db, { ...by, action: `alert ${to}`, subject: moved });
  return true;
}

/** Holds a rule's messages back until a moment; false where it is removed. To be called inside a write. */
export function muteRule(db: Database, id: number, until: number, by: ChangedAt): boolean {
  const uid = statement<[number, number, number], string>(
    db,
    `update alert_rules set state = 'muted', muted_until = ?, changed_at = max(?, changed_at + 1)
     where id = ? and state <> 'removed' returning uid`,
  )
    .pluck()
    .get(until, by.at, id);
  if (uid === undefined) return false;
  recordChange(db, { ...by, action: 'alert mute', subject: uid, detail: { until } });
  return true;
}

/** Lets a muted rule speak again: armed if it ever was, else it waits for that. False where it is not muted. Inside a write. */
export function unmuteRule(db: Database, id: number, by: ChangedAt): boolean {
  const rule = ruleById(db, id);
  if (rule?.state !== 'muted') return false;
  return setRuleState(db, id, ['muted'], rule.armedAt === null ? 'waiting' : 'armed', by);
}

/**
 * Notes up to which moment a rule's verdicts have been acted on, if nobody has since `from`; false otherwise. It only moves
 * forward. To be called inside the write that acts.
 */
export function moveEvaluated(db: Database, id: number, from: number, until: number): boolean {
  return (
    statement(
      db,
      `update alert_rules set evaluated_until = ? where id = ? and evaluated_until = ? and evaluated_until < ?
         and state <> 'removed'`,
    ).run(until, id, from, until).changes === 1
  );
}

function known(db: Database, id: number): AlertRule {
  const rule = ruleById(db, id);
  if (rule === undefined) throw new Bug('A rule that was just written is not there.');
  return rule;
}

/** Takes back how far a rule was acted on, as a clock that was far ahead said so. To be called inside a write. */
export function evaluateAgain(db: Database, id: number, from: number, until: number): boolean {
  return (
    statement(db, 'update alert_rules set evaluated_until = ? where id = ? and evaluated_until = ?').run(
      until,
      id,
      from,
    ).changes === 1
  );
}
