import type { AlertRule } from '../../db/readings/alert-rules.ts';
import { listOfPeople, personOf } from '../../db/readings/people.ts';
import { type Asker, askerFrom, commandLine } from '../access/asker.ts';
import type { ListedRow } from '../alerts/live.ts';
import type { Value } from '../answers/answer.ts';
import { ask } from '../ask/ask.ts';
import type { Desk } from '../ask/desk.ts';

/** What each rule of a list asks, before its filters. */
const questions: Readonly<Partial<Record<AlertRule['kind'], string>>> = {
  'new-overage': 'overage',
  expiring: 'expiring 7d auto-renew:no',
};

/** The rows of a rule of lists as its owner may see them now; undefined where they may ask no more or it cannot be asked. */
export async function rowsOf(
  desk: Desk,
  rule: AlertRule,
  defaultRole: 'viewer' | undefined,
): Promise<readonly ListedRow[] | undefined> {
  const question = questions[rule.kind];
  const asker = await ownerOf(desk, rule, defaultRole);
  if (question === undefined || asker === undefined) return undefined;
  const { kind: toKind, platform, team, id } = rule.to;
  const place = toKind === 'channel' ? { platform, team, channel: id, name: null } : null;
  const text = `${question} ${rule.filters}`.trim();
  const outcome = await ask(desk, {
    text,
    asker,
    language: 'en',
    pageSize: Number.POSITIVE_INFINITY,
    forOthers: true,
    place,
  });
  if (outcome.kind !== 'answer' || outcome.answer.table === null) return undefined;
  return outcome.answer.table.rows.map((row) => {
    const customer = textOf(row['customer']);
    const product = textOf(row['product']);
    const over = typeof row['overage'] === 'number' ? row['overage'] : null;
    const endsOn = rule.kind === 'expiring' ? textOf(row['end_date']) || null : null;
    // Another end is another matter: what was renewed may end again.
    const key = [textOf(row['subscription_id']) || customer, product, endsOn ?? ''].join('/');
    return { key, row: { customer, product, over, endsOn } };
  });
}

function textOf(value: Value | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

/** Whoever a rule belongs to, as they are in the list of people now; undefined where they may not ask any more. */
async function ownerOf(
  { db }: Pick<Desk, 'db'>,
  { owner }: Pick<AlertRule, 'owner'>,
  defaultRole: 'viewer' | undefined,
): Promise<Asker | undefined> {
  if (owner.email === null) return owner.user === null ? commandLine : undefined;
  const person = await personOf(db, owner.email);
  if (person !== undefined) return askerFrom(person);
  if (defaultRole === undefined || (await listOfPeople(db)) !== undefined) return undefined;
  return { email: owner.email, name: null, role: defaultRole, scope: 'all', money: false };
}
