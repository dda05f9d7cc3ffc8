import type { StoredSchedule } from '../db/readings/schedules.ts';
import { askForPost, changeSchedule } from '../db/writes/schedule-changes.ts';
import type { Asked } from './asked.ts';
import type { Body } from './command.ts';
import { channelOf } from './digest-list.ts';
import { assertMayChange, isOwner, schedule, servicesOf } from './digest-rights.ts';
import { wrong } from './digest-said.ts';
import { nextPosts, scheduleFacts } from './digest-shown.ts';

type Verb = 'pause' | 'resume' | 'remove' | 'keep' | 'now';

const moves = {
  pause: { from: ['active'], to: 'paused', done: 'digest.paused', next: 'resume' },
  resume: { from: ['paused'], to: 'active', done: 'digest.resumed', next: 'pause' },
  keep: { from: ['offered'], to: 'active', done: 'digest.kept', next: 'pause' },
  remove: { from: ['offered', 'active', 'paused'], to: 'removed', done: 'digest.removed', next: null },
} as const;

/** Pauses, resumes, keeps, removes or posts a schedule; saying it twice changes nothing more and says so. */
export async function changeDigest(asked: Asked, verb: Verb, id: number): Promise<Body> {
  const found = schedule(asked, id);
  assertMayChange(asked, found);
  // An offer is the person's own to accept.
  if (verb === 'keep' && !isOwner(asked, found)) throw wrong(asked.say('digest.unknown', { id: String(id) }), 'digest');
  return verb === 'now' ? postNow(asked, found) : move(asked, found, verb);
}

async function move(asked: Asked, found: StoredSchedule, verb: Exclude<Verb, 'now'>): Promise<Body> {
  const { db, clock, say } = asked;
  const { from, to, done, next } = moves[verb];
  const { changed, schedule: now } = await changeSchedule(db, clock, { id: found.id, from, to }, by(asked, found));
  const after = now ?? found;
  if (changed) servicesOf(asked).wake();
  const values = { id: String(found.id), name: found.digest };
  const title = changed
    ? say(done, values)
    : say('digest.unchanged', { ...values, state: say(`digest.state.${after.state}`) });
  return {
    title,
    facts: scheduleFacts(asked, after, await channelOf(asked, after)),
    table: after.state === 'active' ? await nextPosts(asked, after) : null,
    next: next === null ? ['digest'] : [`digest ${next} ${found.id}`, 'digest'],
  };
}

async function postNow(asked: Asked, found: StoredSchedule): Promise<Body> {
  const { db, clock, say } = asked;
  const values = { id: String(found.id), name: found.digest };
  if (found.state === 'removed' || found.state === 'offered')
    throw wrong(say('digest.unchanged', { ...values, state: say(`digest.state.${found.state}`) }), 'digest');
  await askForPost(db, clock, found.id, by(asked, found));
  servicesOf(asked).wake();
  return {
    title: say('digest.now', values),
    facts: scheduleFacts(asked, found, await channelOf(asked, found)),
    notes: [say('digest.now-how')],
    next: [`why ${found.id}`],
  };
}

function by({ asker }: Asked, { to }: StoredSchedule): { actor: string | null; place: string } {
  return { actor: asker.email, place: `${to.platform}:${to.team}/${to.id}` };
}
