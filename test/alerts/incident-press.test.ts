import { expect, test } from 'vitest';
import { afterCorrection } from '../../src/alerts/incident-correction.ts';
import { refusalOf } from '../../src/alerts/incident-press.ts';
import { heardAgain, openBlind, openDrill } from '../../src/alerts/incident-special.ts';
import { incidentState } from '../../src/alerts/incident-state.ts';
import { SLOT_MS } from '../../src/alerts/sample.ts';
import { ann, bob, HOUR, MINUTE, play, Stage, verdictOf } from './incident-stage.ts';

function firing(): Stage {
  return play(new Stage(), ['11: F']);
}

test('a stale press changes nothing and says who did what when', () => {
  const stage = firing();
  expect(stage.press({ kind: 'acknowledge' }, ann)).toBeNull();
  const acknowledgedAt = stage.now;
  const before = stage.one;
  stage.pass(MINUTE);
  const stale = { refused: 'already-acknowledged', by: ann, at: acknowledgedAt };
  expect(stage.press({ kind: 'acknowledge' }, bob)).toEqual(stale);
  expect(stage.press({ kind: 'acknowledge' }, ann)).toEqual(stale);
  expect(stage.one).toBe(before);
  play(stage, ['11: . . .']);
  const [over] = stage.incidents.values();
  expect(stage.press({ kind: 'snooze', until: stage.now + HOUR }, bob, over?.uid)).toEqual({
    refused: 'resolved',
    by: ann,
    at: over?.resolvedAt,
  });
});

test('two snoozes of the same length are one; a longer one counts', () => {
  const stage = firing();
  expect(stage.press({ kind: 'snooze', until: stage.now + HOUR }, ann)).toBeNull();
  stage.pass(MINUTE);
  expect(stage.press({ kind: 'snooze', until: stage.now + HOUR }, bob)).toMatchObject({
    refused: 'already-snoozed',
    by: ann,
  });
  expect(stage.press({ kind: 'snooze', until: stage.now + 6 * HOUR }, bob)).toBeNull();
  expect(stage.one.snoozed?.by).toEqual(bob);
  expect(stage.press({ kind: 'snooze', until: stage.now }, bob)).toMatchObject({ refused: 'past' });
});

test('a silence that is there already is refused before another is stored', () => {
  const stage = firing();
  const silence = stage.silence({ series: 11 }, HOUR);
  expect(stage.press({ kind: 'silence', silence })).toBeNull();
  expect(stage.one).toMatchObject({ phase: 'snoozed' });
  const press = { kind: 'silence', silence: { ...silence, id: 2, series: null, customer: 1 } } as const;
  expect(refusalOf(stage.one, press, { now: stage.now, isFirst: true })).toMatchObject({ refused: 'already-silenced' });
});

test('a silence of one queue leaves the others loud', () => {
  const stage = play(new Stage(), ['11: F', '12: F']);
  stage.press({ kind: 'silence', silence: stage.silence({ series: 11 }, HOUR) });
  expect(stage.one.phase).toBe('firing');
  stage.pass(10 * MINUTE);
  expect(stage.told()).toBe('fired>1 silenced* escalated>2*');
});

test('a longer silence takes over from a shorter one without a word', () => {
  const stage = firing();
  stage.press({ kind: 'silence', silence: stage.silence({ series: 11 }, HOUR) });
  stage.silence({ customer: 1 }, 3 * HOUR);
  stage.pass(2 * HOUR);
  expect(stage.one).toMatchObject({ phase: 'snoozed' });
  stage.pass(HOUR);
  expect(stage.told()).toBe('fired>1 silenced* silence-over silence-over>1*');
});

test('only the first on call reaches a drill, and late is not reached', () => {
  const stage = new Stage();
  stage.take(openDrill('d1', 1, stage.circumstances()));
  expect(stage.one).toMatchObject({ kind: 'drill', phase: 'firing', pagedAt: stage.now });
  expect(stage.press({ kind: 'acknowledge' }, bob)).toMatchObject({ refused: 'not-the-first' });
  expect(stage.press({ kind: 'acknowledge' }, ann)).toBeNull();
  expect(stage.incidents.get('d1')).toMatchObject({ phase: 'resolved', because: 'reached' });
  expect(stage.press({ kind: 'acknowledge' }, ann, 'd1')).toMatchObject({ refused: 'resolved', by: ann });
  stage.take(openDrill('d2', 1, stage.circumstances()));
  stage.pass(HOUR);
  expect(stage.incidents.get('d2')).toMatchObject({ phase: 'resolved', because: 'not-reached' });
  expect(stage.told()).toBe('d1:fired>1 d1:drill-reached* d2:fired>1 d2:resolved*');
});

test('a silent feed calls up the rota until it is heard again', () => {
  const stage = new Stage();
  const feed = { id: 7, name: 'cdr', heardAt: stage.now - HOUR };
  stage.take(openBlind('b1', { rule: 1, feed }, stage.circumstances()));
  stage.pass(15 * MINUTE);
  const change = heardAgain(stage.one, stage.now);
  if (change) stage.take(change);
  expect(stage.told()).toBe('fired>1 escalated>2* resolved*');
  const over = stage.incidents.get('b1');
  expect(over).toMatchObject({ phase: 'resolved', because: 'heard' });
  expect(over && heardAgain(over, stage.now)).toBeNull();
});

test('what late records undo is corrected, and calls nobody', () => {
  const stage = play(new Stage(), ['11: F F', '12: F F']);
  const correct = (gone: number[], fired = new Map()) => {
    const change = afterCorrection(stage.one, { gone: new Set(gone), fired }, stage.now);
    if (change) stage.take(change);
    return change;
  };
  expect(correct([])).toBeNull();
  const earlier = verdictOf(12, stage.now - 3 * SLOT_MS, { bad: 40 });
  correct([11], new Map([[12, earlier]]));
  const [, second] = stage.one.members;
  expect(second).toMatchObject({ firedAt: stage.now - 2 * SLOT_MS, fired: earlier });
  expect(stage.one.phase).toBe('firing');
  correct([11, 12]);
  expect(stage.told()).toBe('fired>1 escalated>2* corrected corrected*');
  const from = stage.log.length;
  // What it was corrected to was well: what fires now is new, and calls.
  play(stage, ['11: F']);
  expect(stage.told(from)).toBe('i1:fired>1'.replace('i1', stage.one.uid));
});

test('what is stored is read again as it was', () => {
  const stage = play(new Stage(), ['11: F F F', '12: - F .', '21: - - L', 'do: sn1']);
  stage.take(openBlind('b1', { rule: 1, feed: { id: 7, name: 'cdr', heardAt: null } }, stage.circumstances()));
  for (const incident of stage.incidents.values())
    expect(incidentState.parse(JSON.parse(JSON.stringify(incident)))).toEqual(incident);
});
