import { describe, expect, test } from 'vitest';
import type { Database } from '../../db/open.ts';
import { systemClock } from '../../src/base/clock.ts';
import { makeLog } from '../../src/base/log.ts';
import { Inbox } from '../../src/chat/inbox/inbox.ts';
import { Interrupted } from '../../src/chat/inbox/interrupted.ts';
import type { Flows, Turn, TurnEnd } from '../../src/chat/inbox/turn.ts';
import type { Incoming } from '../../src/chat/incoming.ts';
import { openWorkspace } from '../customers/workspace.ts';

const log = makeLog('silent');
const MINUTE = 60_000;
/** After everything that is ready has run. */
const soon = () => systemClock.sleep(0);

function said(key: string, text = key, user = 'U0001'): Incoming {
  return {
    key,
    speaker: { platform: 'slack', team: 'T0001', user },
    place: { channel: 'C0001', kind: 'channel', thread: null },
    handle: '{}',
    what: { do: 'ask', text },
  };
}

const answered: TurnEnd = { outcome: 'answered' };
const never = new Promise<TurnEnd>(() => undefined);

/** Flows that note what was done with which message. */
function noting(run: (turn: Turn) => Promise<TurnEnd>, after: Awaited<ReturnType<Flows['afterSending']>> = 'tell') {
  const done: string[] = [];
  const flows: Flows = {
    run(turn) {
      done.push(`run ${turn.incoming.key}`);
      return run(turn);
    },
    async afterSending(turn) {
      done.push(`look ${turn.incoming.key}`);
      return after;
    },
    async tell(turn) {
      done.push(`tell ${turn.incoming.key}`);
    },
  };
  return { done, flows };
}

function states(db: Database) {
  return db.sqlite.prepare('select key, state, outcome, incoming from inbox order by id').all();
}

describe('a message that comes in', () => {
  test('is on disk when it is acknowledged, is answered once however often it comes, and leaves only its key', async () => {
    const { db } = openWorkspace();
    const { done, flows } = noting(async () => answered);
    const inbox = new Inbox({ db, clock: systemClock, log, flows });
    const [first, second] = await Promise.all([inbox.take(said('a')), inbox.take(said('a'))]);
    expect([first, second].sort()).toEqual(['again', 'taken']);
    await inbox.idle();
    expect(await inbox.take(said('a'))).toBe('again');
    await inbox.idle();
    expect(done).toEqual(['run a']);
    expect(states(db)).toEqual([{ key: 'a', state: 'settled', outcome: 'answered', incoming: null }]);
    await inbox.stop(0);
  });

  test('is recorded with what became of it, in the same commit', async () => {
    const { db } = openWorkspace();
    const asked = {
      actor: 'ana@reseller.example',
      place: 'slack:T0001/C0001',
      action: 'ask',
      subject: 'help',
      rows: 3,
    };
    const { flows } = noting(async () => ({ outcome: 'answered', asked }));
    const inbox = new Inbox({ db, clock: systemClock, log, flows });
    await inbox.take(said('a'));
    await inbox.idle();
    const row = db.sqlite
      .prepare("select actor, place, action, subject, rows from audit where kind = 'question'")
      .get();
    expect(row).toEqual(asked);
    await inbox.stop(0);
  });

  test('counts as lost and is told when answering it throws, and the next one is answered', async () => {
    const { db } = openWorkspace();
    const { done, flows } = noting(async (turn) => {
      if (turn.incoming.key === 'a') throw new Error('a fault');
      return answered;
    });
    const inbox = new Inbox({ db, clock: systemClock, log, flows });
    await inbox.take(said('a'));
    await inbox.take(said('b'));
    await inbox.idle();
    expect(states(db)).toMatchObject([{ outcome: 'lost' }, { outcome: 'answered' }]);
    expect(done).toEqual(['run a', 'tell a', 'run b']);
    await inbox.stop(0);
  });
});

describe('after a crash', () => {
  const stages: [string, (turn: Turn) => Promise<TurnEnd>][] = [
    ['received', () => never],
    ['working', (turn) => turn.beforeChange().then(() => never)],
    ['sending', (turn) => turn.beforeSending().then(() => never)],
  ];

  /** A message that an inbox took to this state when its process ended. */
  async function leave(db: Database, state: string, minutesAgo = 0): Promise<void> {
    const reach = new Map(stages).get(state) ?? (() => never);
    let reached = (): void => undefined;
    const atStage = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const { flows } = noting((turn) => {
      const running = reach(turn);
      Promise.resolve()
        .then(() => (state === 'received' ? undefined : whenState(db, state)))
        .then(reached);
      return running;
    });
    const clock = { ...systemClock, now: () => systemClock.now() - minutesAgo * MINUTE };
    await new Inbox({ db, clock, log, flows }).take(said('a', 'expiring 90d'));
    await atStage;
  }

  async function whenState(db: Database, state: string): Promise<void> {
    while ((states(db)[0] as { state: string }).state !== state) await soon();
  }

  test.each([
    ['received', 0, 'tell', ['run a'], 'answered'],
    ['received', 26, 'tell', ['tell a'], 'lost'],
    ['working', 0, 'run', ['tell a'], 'lost'],
    ['sending', 0, 'tell', ['look a', 'tell a'], 'lost'],
    ['sending', 0, 'answered', ['look a'], 'answered'],
    ['sending', 0, 'run', ['look a', 'run a'], 'answered'],
    ['sending', 26, 'run', ['look a', 'tell a'], 'lost'],
  ] as const)(
    'one that was %s %d minutes ago, found to be %s, is dealt with by %j',
    async (state, ago, after, deeds, outcome) => {
      const { db } = openWorkspace();
      await leave(db, state, ago);
      const { done, flows } = noting(async () => answered, after);
      const inbox = new Inbox({ db, clock: systemClock, log, flows });
      await inbox.recover();
      await inbox.idle();
      expect(done).toEqual(deeds);
      expect(states(db)).toEqual([{ key: 'a', state: 'settled', outcome, incoming: null }]);
      await inbox.stop(0);
    },
  );

  test('one that ended the next process too is told and not tried a third time', async () => {
    const { db } = openWorkspace();
    await leave(db, 'received');
    const second = noting(() => never);
    await new Inbox({ db, clock: systemClock, log, flows: second.flows }).recover();
    await whenState(db, 'working');
    const third = noting(async () => answered);
    const inbox = new Inbox({ db, clock: systemClock, log, flows: third.flows });
    await inbox.recover();
    await inbox.idle();
    expect(third.done).toEqual(['tell a']);
    await inbox.stop(0);
  });

  test('one that nobody can read is given up, and does not stand in the way of the others', async () => {
    const { db } = openWorkspace();
    await leave(db, 'received');
    db.sqlite.prepare("update inbox set incoming = '{}'").run();
    const { done, flows } = noting(async () => answered);
    const inbox = new Inbox({ db, clock: systemClock, log, flows });
    await inbox.recover();
    await inbox.idle();
    expect(done).toEqual([]);
    expect(states(db)).toMatchObject([{ state: 'settled', outcome: 'lost' }]);
    await inbox.stop(0);
  });
});

describe('recovering', () => {
  test('leaves alone what this process took itself, before and after', async () => {
    const { db } = openWorkspace();
    const { done, flows } = noting(async (turn) => {
      await turn.beforeSending();
      return answered;
    });
    const inbox = new Inbox({ db, clock: systemClock, log, flows });
    await Promise.all([inbox.take(said('a')), inbox.take(said('b', 'b', 'U0002'))]);
    await inbox.recover();
    await inbox.take(said('c', 'c', 'U0003'));
    await inbox.idle();
    expect(done.sort()).toEqual(['run a', 'run b', 'run c']);
    await inbox.stop(0);
  });

  test('one that cannot be read does not keep the others from being answered', async () => {
    const { db } = openWorkspace();
    const first = noting(() => never);
    const dying = new Inbox({ db, clock: systemClock, log, flows: first.flows });
    for (const key of ['a', 'b', 'c']) await dying.take(said(key));
    db.sqlite.prepare("update inbox set incoming = '{not json' where key = 'b'").run();
    const { done, flows } = noting(async () => answered);
    const inbox = new Inbox({ db, clock: systemClock, log, flows });
    await inbox.recover();
    await inbox.idle();
    expect(done).toEqual(['run a', 'run c']);
    await inbox.stop(0);
  });
});

describe('files', () => {
  test('that wait for each other keep nobody’s question waiting', async () => {
    const { db } = openWorkspace();
    const { done, flows } = noting((turn) => (turn.incoming.what.do === 'files' ? never : Promise.resolve(answered)));
    const inbox = new Inbox({ db, clock: systemClock, log, flows });
    for (let n = 0; n < 40; n++) {
      const what: Incoming['what'] = { do: 'files', text: '', files: [] };
      await inbox.take({ ...said(`file ${n}`, '', `U1${n}`), what });
    }
    await inbox.take(said('question'));
    while (!done.includes('run question')) await soon();
    expect(done.filter((each) => each.startsWith('run file'))).toHaveLength(1);
    await inbox.stop(0);
  });

  test('whose import was cut off by the end of the program are begun anew at the next start', async () => {
    const { db } = openWorkspace();
    const { flows } = noting(async () => {
      throw new Interrupted();
    });
    const inbox = new Inbox({ db, clock: systemClock, log, flows });
    await inbox.take(said('a'));
    await inbox.idle();
    expect(states(db)).toMatchObject([{ state: 'received' }]);
    await inbox.stop(0);
  });
});

describe('stopping', () => {
  test('waits for what has begun and leaves the rest to the next start', async () => {
    const { db } = openWorkspace();
    let end: (value: TurnEnd) => void = () => undefined;
    const { done, flows } = noting(
      () =>
        new Promise((resolve) => {
          end = resolve;
        }),
    );
    const inbox = new Inbox({ db, clock: systemClock, log, flows });
    await inbox.take(said('a'));
    await inbox.take(said('b'));
    while (done.length === 0) await soon();
    const stopped = inbox.stop(60_000);
    end(answered);
    await stopped;
    expect(done).toEqual(['run a']);
    expect(states(db)).toMatchObject([{ state: 'settled' }, { state: 'received' }]);
  });
});
