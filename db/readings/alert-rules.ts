import { z } from 'zod/v4';
import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

const ruleKinds = ['abandon-rate', 'poor-call-rate', 'new-overage', 'expiring'] as const;
export type RuleKind = (typeof ruleKinds)[number];

const severities = ['page', 'warning', 'notice'] as const;
type Severity = (typeof severities)[number];

const ruleStates = ['waiting', 'armed', 'muted', 'removed'] as const;
export type RuleState = (typeof ruleStates)[number];

const shape = z.object({
  kind: z.enum(ruleKinds),
  toKind: z.enum(['channel', 'person']),
  severity: z.enum(severities),
  state: z.enum(ruleStates),
  settings: z.record(z.string(), z.number()),
});

/** A rule as it is stored. Instants are epoch milliseconds. */
export interface AlertRule {
  readonly id: number;
  readonly uid: string;
  readonly kind: RuleKind;
  readonly name: string;
  /** Canonical text of the question language. */
  readonly filters: string;
  /** A queue's name as a person wrote it; null for every queue. */
  readonly queue: string | null;
  readonly to: {
    readonly platform: string;
    readonly team: string;
    readonly kind: 'channel' | 'person';
    readonly id: string;
  };
  readonly rota: string | null;
  readonly severity: Severity;
  /** What differs from the usual settings: fields of `RuleSettings` in src/alerts/settings.ts. */
  readonly settings: Readonly<Record<string, number>>;
  readonly language: string;
  readonly zone: string;
  readonly state: RuleState;
  readonly mutedUntil: number | null;
  readonly owner: { readonly email: string | null; readonly user: string | null };
  readonly createdAt: number;
  /** Is another one after every change that a person makes. */
  readonly changedAt: number;
  readonly armedAt: number | null;
  readonly evaluatedUntil: number;
}

interface Row extends Omit<AlertRule, 'to' | 'owner' | 'settings'> {
  readonly platform: string;
  readonly team: string;
  readonly toKind: string;
  readonly toId: string;
  readonly settings: string;
  readonly ownerEmail: string | null;
  readonly ownerUser: string | null;
}

const COLUMNS = `id, uid, kind, name, filters, queue, platform, team, to_kind as toKind, to_id as toId, rota, severity,
  settings, language, zone, state, muted_until as mutedUntil, owner_email as ownerEmail, owner_user as ownerUser,
  created_at as createdAt, changed_at as changedAt, armed_at as armedAt, evaluated_until as evaluatedUntil`;

/** Every rule that is not removed, the oldest first. */
export function standingRules(db: Database): AlertRule[] {
  return statement<[], Row>(db, `select ${COLUMNS} from alert_rules where state <> 'removed' order by id`)
    .all()
    .map(stored);
}

/** One rule by its number, also a removed one. */
export function ruleById(db: Database, id: number): AlertRule | undefined {
  const row = statement<[number], Row>(db, `select ${COLUMNS} from alert_rules where id = ?`).get(id);
  return row === undefined ? undefined : stored(row);
}

function stored(row: Row): AlertRule {
  const { platform, team, toKind: _, toId, ownerEmail, ownerUser, ...rest } = row;
  const { kind, toKind, severity, state, settings } = shape.parse({ ...row, settings: JSON.parse(row.settings) });
  return {
    ...rest,
    ...{ kind, severity, state, settings },
    to: { platform, team, kind: toKind, id: toId },
    owner: { email: ownerEmail, user: ownerUser },
  };
}
