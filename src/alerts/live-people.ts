import type { AlertRule } from '../../db/readings/alert-rules.ts';
import { customersSeen } from '../../db/readings/customers-seen.ts';
import { openLens } from '../../db/readings/lens.ts';
import { adminsNow, listInForce, personNow } from '../../db/readings/people.ts';
import type { AlertPlace } from '../../db/writes/alert-deliveries.ts';
import { toIsoDate } from '../base/days.ts';
import type { AlertEngine } from './live-engine.ts';
import type { Scenery } from './voice.ts';

/** Day of the month on which a propensity cycle begins; no scope depends on it. */
const CYCLE_DAY = 25;

/**
 * The platform's id of whoever is told instead of a channel: of who is on call, the rule's owner, an admin, but for those who
 * could not be told before (`tried`); undefined where nobody can be.
 */
export function personFor(
  { db, userOf }: AlertEngine,
  rule: AlertRule,
  onCall: Scenery['onCall'],
  tried: readonly string[] = [],
): string | undefined {
  const fits = (user: string | null): user is string => user !== null && !tried.includes(user);
  const first = [...onCall.map(({ user }) => user), ownerFor(db, rule)].find(fits);
  return (
    first ??
    adminsNow(db)
      .map(({ email }) => userOf(rule.to, email))
      .find(fits)
  );
}

/** The direct message in which a rule is told instead of in its channel; undefined where nobody can be reached. */
export function placeInstead(engine: AlertEngine, rule: AlertRule, onCall: Scenery['onCall']): AlertPlace | undefined {
  const user = personFor(engine, rule, onCall);
  return user === undefined ? undefined : { ...rule.to, kind: 'person', id: user };
}

/** The platform's id of a rule's owner, as long as they may know all that it says; else null. */
export function ownerFor(db: AlertEngine['db'], { owner, filters }: AlertRule): string | null {
  const { email, user } = owner;
  if (email === null || user === null || !isAdmitted(db, email)) return user !== null && email === null ? user : null;
  const isOwn = personNow(db, email)?.scope === 'own';
  return isOwn && !` ${filters} `.includes(` owner:${email} `) ? null : user;
}

/** Whether somebody is still let in: once there is a list of people, whoever is not in it is not. */
export function isAdmitted(db: AlertEngine['db'], email: string): boolean {
  return listInForce(db) === 0 || personNow(db, email) !== undefined;
}

/** Whether somebody may be told of a customer (null: of none) outside of a channel. Must not be called inside a write. */
export async function mayKnow({ db, clock }: AlertEngine, email: string, customer: number | null): Promise<boolean> {
  if (!isAdmitted(db, email)) return false;
  if (customer === null || personNow(db, email)?.scope !== 'own') return true;
  const lens = await openLens(db, { asOf: toIsoDate(clock.now()), owner: email, cycleDay: CYCLE_DAY });
  return (await customersSeen(lens, []))?.has(customer) ?? true;
}
