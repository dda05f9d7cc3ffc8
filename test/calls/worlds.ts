import { diceOf } from '../questions/dice.ts';
import type { CallRecord } from './recorded.ts';
import { NOW } from './stage.ts';

export const ORGS = ['0b1c2d3e-0000-4000-8000-00000000000a', '0b1c2d3e-0000-4000-8000-00000000000b'] as const;
/** Nothing that is stored, logged or answered may hold it: it stands wherever a record names a person or a caller. */
export const MARK = 'zqxmark';

const QUEUES = ['5a47c1d0-0000-4000-8000-00000000000', '5a47c1d0-0000-4000-8000-00000000001'] as const;
type Roll = (n: number) => number;

/** Calls of every kind as Webex would record them, in several spellings, with older readings of some legs and repetitions. */
export class World {
  readonly records: CallRecord[] = [];
  readonly #roll: Roll;
  readonly #seed: number;
  #legs = 0;
  #calls = 0;

  constructor(seed: number, calls: number) {
    this.#roll = diceOf(seed).below;
    this.#seed = seed;
    for (let n = 0; n < calls; n++) this.#call();
  }

  /** The same records in another order, some twice. */
  shuffled(roll: Roll, records: readonly CallRecord[] = this.records): CallRecord[] {
    const all = [...records, ...records.filter(() => roll(4) === 0)];
    for (let at = all.length - 1; at > 0; at--) {
      const other = roll(at + 1);
      [all[at], all[other]] = [all[other] ?? {}, all[at] ?? {}];
    }
    return all;
  }

  #call(): void {
    const roll = this.#roll;
    const org = ORGS[roll(2)] ?? ORGS[0];
    const call = `${this.#seed}-${this.#calls++}`;
    const from = roll(3 * 3600);
    const queue = this.#queue(roll(3));
    const wait = [1, 3, 6, 40, 200][roll(5)] ?? 9;
    const until = from + wait + 20 + roll(400);
    const leg = (at: number, to: number, fields: CallRecord) => this.#leg(org, call, at, to, fields);
    switch (roll(10)) {
      case 0: {
        // Rung at once, one of them takes it; another is told that somebody did.
        leg(from, until, queue);
        for (let n = 0; n < 1 + roll(3); n++) leg(from, from + wait, this.#offer(queue));
        leg(from, from + wait, { ...this.#offer(queue), Answered: 'true', 'Answered elsewhere': 'Yes' });
        leg(from, until, { ...this.#offer(queue), ...this.#taken(from + wait) });
        return;
      }
      case 1:
        leg(from, from + wait, queue);
        if (wait > 6) leg(from + 2, from + 5, this.#offer(queue));
        return;
      case 2:
        leg(from, until, queue);
        if (wait > 6) leg(from + 1, from + 4, this.#offer(queue));
        leg(from + wait, until, { 'User type': 'VoiceMailGroup', ...this.#by(queue, 'NoAnswer') });
        return;
      case 3: {
        // On to another queue, where its fate is another one.
        const next = this.#queue(3 + roll(2));
        leg(from, until, queue);
        leg(from + wait, until, { ...next, ...this.#by(queue, wait < 5 ? 'TimeOfDay' : 'Deflection') });
        if (roll(2) === 0) leg(from + wait, until, { ...this.#offer(next), ...this.#taken(from + wait + 9) });
        return;
      }
      case 4:
        leg(from, from + 1, queue);
        leg(from + 1, until, { 'User type': 'AutomatedAttendantVideo', ...this.#by(queue, 'Unconditional') });
        return;
      case 5: {
        // Taken, then handed on to another queue in a call of its own that names the first.
        const id = `t${call}`;
        leg(from, until, { ...queue, 'Local call ID': id });
        leg(from + wait - 1, until, { ...this.#offer(queue), ...this.#taken(from + wait) });
        const next = this.#queue(3 + roll(2));
        const other = (at: number, to: number, fields: CallRecord) => this.#leg(org, `${call}x`, at, to, fields);
        other(from + wait + 15, until + 90, { ...next, 'Transfer related call ID': id });
        if (roll(2) === 0) other(from + wait + 16, until + 90, { ...this.#offer(next), ...this.#taken(until + 5) });
        return;
      }
      case 6:
        // Handed on blindly: nothing joins the two.
        leg(from, from + wait, queue);
        this.#leg(org, `${call}y`, from + wait, until, { 'User type': 'User', ...this.#taken(from + wait) });
        return;
      case 7: {
        // The person is known by the queue's own leg to them alone.
        const ids = { 'Local call ID': `q${call}` };
        leg(from, until, { ...queue, ...ids });
        const out = {
          ...queue,
          Direction: 'ORIGINATING',
          'Related reason': 'CallQueue',
          'Related call ID': ids['Local call ID'],
        };
        leg(from + 1, until, { ...out, 'Local call ID': `o${call}`, 'Remote call ID': `p${call}` });
        const { 'Redirecting party UUID': _, 'Redirecting number': __, ...person } = this.#offer(queue);
        leg(from + 1, until, { ...person, 'Local call ID': `p${call}`, ...this.#taken(from + 1 + wait) });
        return;
      }
      case 8:
        // A supervisor who listens in takes nothing.
        leg(from, from + wait, queue);
        leg(from, from + wait, { ...this.#offer(queue), ...this.#taken(from + 1), 'Related reason': 'CCMonitoringBI' });
        return;
      default:
        // Turned away at once, or sent on to a number.
        if (roll(2) === 0) {
          leg(from, from, { ...queue, 'Call outcome': 'Refusal', 'Call outcome reason': 'UserBusy' });
          return;
        }
        leg(from, until, { ...queue, 'Local call ID': `n${call}` });
        leg(from + 30, until, {
          ...queue,
          ...{
            Direction: 'ORIGINATING',
            'Related reason': 'Deflection',
            'Related call ID': `n${call}`,
            'Local call ID': `m${call}`,
          },
        });
    }
  }

  #queue(n: number): CallRecord {
    const roll = this.#roll;
    const type = ['CallCenterStandard', 'CallCenterPremium', 'callcenterbasic'][roll(3)];
    const uuid = `${QUEUES[n < 3 ? 0 : 1]}${n}`;
    return {
      ...{
        'User type': type,
        'User UUID': roll(2) === 0 ? uuid.toUpperCase() : uuid,
        Answered: 'true',
        Location: 'Lisboa',
      },
      ...{ User: roll(4) === 0 ? 'NA' : `Queue ${n}`, 'User number': `+35121000000${n}` },
      ...(roll(2) === 0 ? { 'Queue type': 'Call Queue' } : {}),
    };
  }

  #offer(queue: CallRecord): CallRecord {
    const type = ['User', 'Place', 'VirtualLine'][this.#roll(3)];
    return {
      'User type': type,
      ...this.#by(queue, 'CallQueue'),
      'Queue type': this.#roll(2) === 0 ? 'Call Queue' : 'NA',
    };
  }

  #by(queue: CallRecord, reason: string): CallRecord {
    const key = ['Original reason', 'Related reason', 'Redirect reason'][this.#roll(3)] ?? '';
    const by: CallRecord =
      this.#roll(2) === 0
        ? { 'Redirecting party UUID': String(queue['User UUID']).toLowerCase() }
        : { 'Redirecting number': queue['User number'] };
    return { ...by, [key]: reason };
  }

  #taken(at: number): CallRecord {
    return { Answered: 'true', 'Answer time': moment(at) };
  }

  #leg(org: string, call: string, from: number, until: number, fields: CallRecord): void {
    const roll = this.#roll;
    const id = `${this.#seed}-r${this.#legs++}`;
    const leg: CallRecord = {
      ...{ 'Report ID': id, 'Report time': moment(until + 1 + roll(600)), 'Org UUID': org, 'Correlation ID': call },
      ...{ Direction: 'TERMINATING', 'Start time': moment(from), 'Release time': moment(until), Answered: 'false' },
      ...{ 'Local call ID': `l${id}`, 'Original reason': '', 'Related reason': 'NA', 'Redirect reason': 'na' },
      ...{ 'Calling number': MARK, 'Called number': MARK, 'Dialed digits': MARK, 'Calling line ID': MARK },
      ...{ 'Caller ID number': MARK, 'External caller ID number': MARK, 'Authorization code': MARK, User: MARK },
      ...{
        'User number': MARK,
        'User UUID': MARK,
        'Called line ID': MARK,
        'Device Mac': MARK,
        'Answered elsewhere': 'No',
      },
      ...fields,
    };
    this.records.push(this.#spelled(leg));
    // What was reported before that, and was wrong.
    if (roll(6) === 0)
      this.records.push(
        this.#spelled({
          ...leg,
          'Report time': moment(until),
          Answered: 'true',
          'Release time': moment(until - 1),
          'User type': 'HuntGroup',
        }),
      );
  }

  #spelled(leg: CallRecord): CallRecord {
    const how = this.#roll(4);
    if (how > 1) return leg;
    const spell = (key: string) => (how === 0 ? key.toLowerCase().replaceAll(' ', '_') : key.replaceAll(' ', ''));
    return Object.fromEntries(Object.entries(leg).map(([key, value]) => [spell(key), value]));
  }
}

/** Seconds after 07:00 of the day. */
function moment(seconds: number): string {
  return new Date(NOW - 5 * 3_600_000 + seconds * 1000).toISOString();
}
