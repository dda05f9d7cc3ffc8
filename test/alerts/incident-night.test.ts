import { describe, expect, test } from 'vitest';
import { HOUR, play, Stage, verdictOf } from './incident-stage.ts';

const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 2, day, hour, minute);

/** A stage on which three customers have called, an hour apart, each acknowledged and well again. */
function spentNight(): Stage {
  const stage = new Stage({ start: at(3, 22) });
  for (const customer of [1, 2, 3]) play(stage, [`${customer}1: F . . . -`, 'do: ack']);
  expect(stage.log.filter(({ event }) => event.calls !== null)).toHaveLength(3);
  return stage;
}

describe('the calls of a night', () => {
  test('what fires beyond them goes into one combined incident, which calls', () => {
    const stage = spentNight();
    const from = stage.log.length;
    play(stage, ['41: F F F F', '51: - F F F', '61: - - - F', 'do: ack']);
    expect(stage.told(from)).toBe('i4:fired>1 i4:combined i4:acknowledged* i4:joined* i4:joined*');
    expect(stage.one).toMatchObject({ kind: 'many', combined: true, phase: 'acknowledged' });
  });

  test('many at once beyond them are in it, too, and so is what fires after it was over', () => {
    const stage = spentNight();
    play(stage, ['41: F . . .', '51: F . . .', '61: F . . .', '71: F . . .', 'do: ack']);
    expect(stage.open).toHaveLength(0);
    const from = stage.log.length;
    play(stage, ['81: - - - - - - F F']);
    expect(stage.one).toMatchObject({ combined: true, again: 1, phase: 'firing' });
    expect(stage.told(from)).toBe('i4:joined* i4:fired-again>1* i4:escalated>2*');
  });

  test('it calls for what is worse than all it has called for', () => {
    const stage = spentNight();
    play(stage, ['41: F F', 'do: ack']);
    const from = stage.log.length;
    play(stage, ['41: F', '51: W']);
    expect(stage.told(from)).toBe('i4:joined* i4:worse>1*');
  });

  test('twelve hours after the first call there is one again', () => {
    const stage = spentNight();
    stage.pass(12 * HOUR);
    const from = stage.log.length;
    play(stage, ['41: F']);
    expect(stage.told(from)).toBe('i4:fired>1');
    expect(stage.one.combined).toBe(false);
  });

  test('another queue of what somebody has is told without a call where none is left', () => {
    const stage = new Stage({ start: at(3, 22) });
    play(stage, [
      '11: F F F F F F F',
      '12: - F F F F F F',
      '13: - - F F F F F',
      '14: - - - F F F F',
      'do: ack ack ack',
    ]);
    expect(stage.told()).toBe(
      'fired>1 acknowledged* joined* worse>1* acknowledged* joined* worse>1* acknowledged* joined* worse*',
    );
  });
});

describe('quiet hours of a warning', () => {
  const night = { severity: 'warning', zone: 'America/New_York', start: at(4, 4) } as const; // 23:00 there

  test('it is told without a call, and calls at seven', () => {
    const stage = new Stage(night);
    play(stage, ['11: F']);
    expect(stage.told()).toBe('fired quiet-hours');
    expect(stage.one).toMatchObject({ shown: true, phase: 'firing', because: 'quiet-hours', pagedAt: null });
    stage.pass(12 * HOUR);
    expect(stage.told()).toBe('fired quiet-hours quiet-over>1* escalated>2* escalated>3* nobody-left>1*');
    expect(stage.one.pagedAt).toBe(at(4, 12)); // 07:00 there
  });

  test('well before seven calls nobody', () => {
    const stage = new Stage(night);
    play(stage, ['11: F . . .']);
    stage.pass(12 * HOUR);
    expect(stage.told()).toBe('fired quiet-hours recovering resolved*');
  });

  test('acknowledged before seven calls nobody', () => {
    const stage = new Stage(night);
    play(stage, ['11: F', 'do: ack']);
    stage.pass(8 * HOUR);
    expect(stage.log.every(({ event }) => event.calls === null)).toBe(true);
  });

  test('the next on the rota is not called in them either', () => {
    const stage = new Stage({ ...night, start: at(4, 2, 40) }); // 21:40 there: fires at 21:55
    play(stage, ['11: F F']);
    expect(stage.told()).toBe('fired>1 quiet-hours');
    stage.pass(10 * HOUR);
    expect(stage.told()).toBe('fired>1 quiet-hours escalated>2* escalated>3* nobody-left>1*');
  });

  test('a page calls in them', () => {
    const stage = new Stage({ ...night, severity: 'page' });
    play(stage, ['11: F']);
    expect(stage.told()).toBe('fired>1');
  });
});

describe('who is on call', () => {
  test('nobody is: that is told, and whoever comes is called', () => {
    const stage = new Stage({ onCall: (now) => (now < at(3, 13) ? [] : [2]) });
    play(stage, ['11: F F F F F F']);
    expect(stage.told()).toBe('fired nobody-on-call* called>2* nobody-left>2*');
  });

  test('nobody is first: the second is called at once', () => {
    const stage = new Stage({ onCall: () => [2, 5] });
    play(stage, ['11: F F F']);
    expect(stage.told()).toBe('fired>2 escalated>5* nobody-left>2*');
  });

  test('a deadline that passed long ago is one step, not all of them at once', () => {
    const stage = new Stage();
    stage.slot([verdictOf(11, stage.now)]);
    stage.behind = true; // nothing is driven for three hours
    stage.pass(3 * HOUR);
    stage.behind = false;
    stage.pass(1);
    expect(stage.told()).toBe('fired>1 escalated>2*');
  });
});
