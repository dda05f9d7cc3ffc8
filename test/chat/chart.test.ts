import { expect, test } from 'vitest';
import type { CardButton, CardPart } from '../../src/chat/card/card.ts';
import { flowsOf } from '../../src/chat/flow/flows.ts';
import type { Turn } from '../../src/chat/inbox/turn.ts';
import type { Press } from '../../src/chat/press.ts';
import { openStage, type Stage } from './stage.ts';

function chartButton({ port }: Stage): CardButton | undefined {
  const { buttons, more } = port.last();
  return [...buttons, ...more].find(({ press }) => press.do === 'chart');
}

function chartIn({ port }: Stage): Extract<CardPart, { kind: 'chart' }> | undefined {
  return port.sent.flatMap(({ card }) => card.parts).find((part) => part.kind === 'chart');
}

function press(meant: Press | undefined) {
  return { do: 'press', press: JSON.stringify(meant) } as const;
}

test('a question with figures by week has a button that sends their picture to the direct messages', async () => {
  const stage = await openStage();
  await stage.say('U0EVE', 'licenses');
  const asked = chartButton(stage);
  expect(asked).toMatchObject({ label: 'Chart', press: { do: 'chart', q: 'licenses', of: 'U0EVE' } });
  await stage.say('U0EVE', press(asked?.press));
  expect(stage.port.sent.slice(1).map(({ to }) => to.to)).toEqual(['person', 'asker']);
  const chart = chartIn(stage);
  expect(chart?.title).toBe('Total: 150 → 190');
  expect(chart?.alt).toMatch(/^Total: 150 → 190\nTotal: .*\nAssigned: .*\nUsed: /);
  expect(stage.audit('question')).toMatchObject([{ action: 'ask' }, { action: 'chart', subject: 'licenses' }]);
});

test('a question without figures to draw has none, and an old button says so', async () => {
  const stage = await openStage();
  await stage.say('U0EVE', 'customers');
  expect(chartButton(stage)).toBeUndefined();
  await stage.say('U0EVE', press({ do: 'chart', q: 'customers', of: 'U0EVE' }));
  expect(stage.port.sent.at(-2)?.card.fallback).toBe('There is nothing to draw for this question now.');
});

test('a picture shows what whoever presses may see, and the button of somebody else is theirs', async () => {
  const stage = await openStage();
  await stage.say('U0EVE', press({ do: 'chart', q: 'licenses', of: 'U0EVE' }));
  const all = chartIn(stage);
  stage.port.sent.length = 0;
  await stage.say('U0ANA', press({ do: 'chart', q: 'licenses', of: 'U0EVE' }));
  expect(chartIn(stage)).toBeUndefined();
  await stage.say('U0ANA', press({ do: 'chart', q: 'licenses', of: 'U0ANA' }));
  expect(chartIn(stage)).toBeDefined();
  expect(chartIn(stage)?.alt).not.toBe(all?.alt);
});

test('after a restart a picture that was sent is not sent again, and one that was not is', async () => {
  const stage = await openStage();
  const incoming: Turn['incoming'] = {
    key: 'K1',
    speaker: { platform: 'slack', team: 'T0001', user: 'U0EVE' },
    place: { channel: 'C0DEALS', kind: 'channel', thread: null },
    handle: 'handle',
    what: press({ do: 'chart', q: 'licenses', of: 'U0EVE' }),
  };
  const nothing = async () => undefined;
  const turn: Turn = { incoming, delivery: 'slack-1', beforeChange: nothing, beforeSending: nothing };
  const flows = flowsOf(stage.around);
  expect(await flows.afterSending(turn)).toBe('run');
  await flows.run(turn);
  expect(await flows.afterSending(turn)).toBe('answered');
});
