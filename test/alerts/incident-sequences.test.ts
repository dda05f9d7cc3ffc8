import { describe, expect, test } from 'vitest';
import { play, Stage } from './incident-stage.ts';

/**
 * What comes in (`play` says what the letters mean; a queue's customer is its first digit), what happens (`>2`: position
 * 2 is called, `*`: the thread tells it), and how the incidents stand at the end.
 */
type Row = [name: string, lines: string[], happens: string, end: string];

const one: Row[] = [
  [
    'nobody looks at it: up the rota, then it says so',
    ['11: F F F F F F'],
    'fired>1 escalated>2* escalated>3* nobody-left>1*',
    'series firing',
  ],
  [
    'somebody has it: nobody else is called',
    ['11: F F F F F', 'do: ack'],
    'fired>1 acknowledged*',
    'series acknowledged',
  ],
  [
    'somebody has it for hours: is reminded every two',
    ['11: F F F F F F F F F F F F F F F F F F', 'do: ack'],
    'fired>1 acknowledged* reminder* reminder*',
    'series acknowledged',
  ],
  [
    'well again: over once that has lasted',
    ['11: F R . . .', 'do: ack'],
    'fired>1 acknowledged* recovering resolved*',
    'series resolved recovered',
  ],
  [
    'well before anybody looked: the rest of the rota is left alone',
    ['11: F . . . .'],
    'fired>1 escalated>2* recovering resolved*',
    'series resolved recovered',
  ],
  [
    'pending is not firing',
    ['11: F P P P P', 'do: ack'],
    'fired>1 acknowledged* recovering resolved*',
    'series resolved recovered',
  ],
  [
    'flapping is one page and one recovery',
    ['11: F R F . F . . .', 'do: ack'],
    'fired>1 acknowledged* recovering recovering fired-again recovering resolved*',
    'series resolved recovered',
  ],
  [
    'a relapse that nobody has goes on up the rota, after the usual wait',
    ['11: F . F F . . .'],
    'fired>1 escalated>2* recovering fired-again escalated>3* nobody-left>1* recovering resolved*',
    'series resolved recovered',
  ],
  [
    'not judged for a while: stays as it is',
    ['11: F - - F', 'do: ack'],
    'fired>1 acknowledged*',
    'series acknowledged',
  ],
];

const again: Row[] = [
  [
    'after 45 minutes of being well: the same message, and a call',
    ['11: F . . . F', 'do: ack'],
    'fired>1 acknowledged* recovering resolved* fired-again>1*',
    'series firing',
  ],
  [
    'after 60 minutes as well',
    ['11: F . . . . F', 'do: ack'],
    'fired>1 acknowledged* recovering resolved* fired-again>1*',
    'series firing',
  ],
  [
    'after 75 minutes it is a new one',
    ['11: F . . . . . F', 'do: ack'],
    'i1:fired>1 i1:acknowledged* i1:recovering i1:resolved* i2:fired>1',
    'series resolved recovered, series firing',
  ],
  [
    'another queue of the customer: the same message',
    ['11: F . . . .', '12: - - - - F', 'do: ack'],
    'fired>1 acknowledged* recovering resolved* joined* fired-again>1*',
    'series firing',
  ],
];

const worse: Row[] = [
  [
    'another queue of the customer',
    ['11: F F F F', '12: - - F F', 'do: ack - - ack'],
    'fired>1 acknowledged* joined* worse>1* escalated>2* acknowledged*',
    'series acknowledged',
  ],
  [
    'another queue while the rota is being called: told, nobody is called twice',
    ['11: F F', '12: - F'],
    'fired>1 escalated>2* joined*',
    'series firing',
  ],
  [
    'more than twice as many lost',
    ['11: F F W W W', 'do: ack - - ack'],
    'fired>1 acknowledged* worse>1* escalated>2* acknowledged*',
    'series acknowledged',
  ],
  [
    'after the whole rota was called in vain',
    ['11: F F F F W'],
    'fired>1 escalated>2* escalated>3* nobody-left>1* worse>1*',
    'series firing',
  ],
  [
    'not: a queue that comes and goes',
    ['11: F F F F F F F', '12: F . F . F . F', 'do: ack'],
    'fired>1 acknowledged* member-recovered member-recovered member-recovered',
    'series acknowledged',
  ],
];

const unknown: Row[] = [
  ['all of it: not recovered', ['11: F ? - -', 'do: ack'], 'fired>1 acknowledged* lost*', 'series resolved lost'],
  [
    'one of two',
    ['11: F ? ?', '12: F F .', 'do: ack'],
    'fired>1 acknowledged* member-recovered* lost*',
    'series resolved lost',
  ],
  [
    'and then it still fires',
    ['11: F ? F F', 'do: ack'],
    'fired>1 acknowledged* lost* fired-again*',
    'series acknowledged',
  ],
];

const held: Row[] = [
  [
    'snoozed: nobody is called before it is over, then again',
    ['11: F F F F F F', 'do: sn1'],
    'fired>1 snoozed* snooze-over>1* escalated>2*',
    'series firing',
  ],
  [
    'snoozed, and well when it is over',
    ['11: F F . . . . .', 'do: sn1'],
    'fired>1 snoozed* recovering snooze-over resolved*',
    'series resolved recovered',
  ],
  [
    'snoozed, well when it is over, and then a relapse: somebody is called',
    ['11: F F F R R R F F', 'do: sn1'],
    'fired>1 snoozed* recovering snooze-over called>1*',
    'series firing',
  ],
  [
    'snoozed: also not for another queue',
    ['11: F F F F', '12: - F F F', 'do: sn1'],
    'fired>1 snoozed* joined*',
    'series snoozed',
  ],
  [
    'a snooze becomes an acknowledgement',
    ['11: F F F F F F F', 'do: sn1 ack'],
    'fired>1 snoozed* acknowledged*',
    'series acknowledged',
  ],
  [
    'silenced, and it still fires when that is over',
    ['11: F F F F F F F F F F', 'do: mute2'],
    'fired>1 silenced* silence-over>1* escalated>2*',
    'series firing',
  ],
  [
    'silenced, and well in between',
    ['11: F . . . . . . . . .', 'do: mute2'],
    'fired>1 silenced* resolved*',
    'series resolved recovered',
  ],
  [
    'silenced before it fires: told when that is over',
    ['11: . F F F F F F F F F', 'do: hush2'],
    'fired silence-over>1 escalated>2*',
    'series firing',
  ],
  ['learning: nobody is told', ['11: L L . . .'], 'fired resolved', 'series resolved learning'],
  [
    'learning beside one that is not',
    ['11: L L L', '12: - F F', 'do: - ack'],
    'fired joined called>1 acknowledged*',
    'series acknowledged',
  ],
  ['learning is over while it fires', ['11: L F'], 'fired called>1', 'series firing'],
  [
    'began and ended while the bot did not run: nobody is called',
    ['11: . F F . . -', 'do: behind - - - there'],
    'fired recovering resolved',
    'series resolved over-already',
  ],
  [
    'began while the bot did not run, and still fires',
    ['11: . F F F F', 'do: behind - there'],
    'fired called>1 escalated>2*',
    'series firing',
  ],
];

const many: Row[] = [
  ['two at once are two', ['11: F', '21: F'], 'i1:fired>1 i2:fired>1', 'series firing, series firing'],
  ['three at once are one', ['11: F F', '21: F F', '31: F F', 'do: ack'], 'fired>1 acknowledged*', 'many acknowledged'],
  [
    'within two slots: the message that is there becomes theirs',
    ['11: F F', '21: - F', '31: - F'],
    'fired>1 escalated>2* joined*',
    'many firing',
  ],
  [
    'two that have messages and a third: one goes on in the other',
    ['11: F F', '21: F F', '31: - F'],
    'i1:fired>1 i2:fired>1 i1:escalated>2* i2:escalated>2* i1:joined* i2:combined*',
    'many firing, series resolved merged',
  ],
  [
    'one that somebody has stays by itself',
    ['11: F F', '21: - F', '31: - F', 'do: ack'],
    'i1:fired>1 i1:acknowledged* i2:fired>1 i3:fired>1',
    'series acknowledged, series firing, series firing',
  ],
  [
    'a fourth joins what is new',
    ['11: F F', '21: F F', '31: F F', '41: - F'],
    'fired>1 escalated>2* joined*',
    'many firing',
  ],
  [
    'a fourth an hour later is another thing',
    ['11: F F F F F', '21: F F F F F', '31: F F F F F', '41: - - - - F', 'do: ack'],
    'i1:fired>1 i1:acknowledged* i4:fired>1',
    'many acknowledged, series firing',
  ],
  [
    'a further queue of one of them is theirs at any time',
    ['11: F F F F F', '21: F F F F F', '31: F F F F F', '32: - - - - F', 'do: ack'],
    'fired>1 acknowledged* joined* worse>1*',
    'many firing',
  ],
  [
    'some are well: it goes on for the rest, and is over with the last',
    ['11: F F . . . .', '21: F . . . . .', '31: F F F . . .', 'do: ack'],
    'fired>1 acknowledged* member-recovered member-recovered recovering resolved*',
    'many resolved recovered',
  ],
];

describe.each([
  { about: 'one queue', rows: one },
  { about: 'firing again', rows: again },
  { about: 'worse', rows: worse },
  { about: 'no longer known', rows: unknown },
  { about: 'held back', rows: held },
  { about: 'several customers', rows: many },
])('$about', ({ rows }) => {
  test.each(rows)('%s', (_, lines, happens, end) => {
    const stage = play(new Stage(), lines);
    expect(stage.told()).toBe(happens);
    const ends = [...stage.incidents.values()].map(({ kind, phase, because }) =>
      [kind, phase, because].join(' ').trim(),
    );
    expect(ends.join(', ')).toBe(end);
  });
});
