import { expect, test } from 'vitest';
import type { What } from '../../src/chat/incoming.ts';
import { type Press, pressText } from '../../src/chat/press.ts';
import { openStage, people } from './stage.ts';

const press = (meant: Press): What => ({ do: 'press', press: pressText(meant) ?? '' });

test('what leaves the data beside answers is in the audit log: the page’s figures, names, previews, choices', async () => {
  let at = 0;
  const stage = await openStage();
  const clock = { ...stage.around.clock, monotonic: () => at };
  Object.assign(stage.around, { clock });
  await stage.say('U0EVE', { do: 'home' }, { channel: 'U0EVE', kind: 'direct' });
  await stage.say('U0EVE', press({ do: 'customer', q: 'customers', of: 'U0EVE' }));
  await stage.say('U0EVE', 'audience all');
  await stage.say('U0EVE', press({ do: 'share', q: 'customers', of: 'U0EVE' }));
  const state = stage.port.dialogs.at(-1)?.state ?? '';
  const search = (key: string, typed: string) =>
    stage.reception.options({ speaker: { platform: 'slack', team: 'T0001', user: 'U0EVE' }, state, key, typed });
  await search('customer', '');
  await search('customer', 'n');
  await search('tag', '');
  await search('tag', 'nothing like it');
  at = 61_000;
  await search('customer', 'ha');
  const records = stage.audit('question').filter(({ action }) => action !== 'ask');
  const figures = { 'expiring 90d': 1, overage: 0, 'cluster act-now': 1 };
  expect(records.map(({ detail, ...rest }) => ({ ...rest, detail: JSON.parse(detail) }))).toEqual([
    { actor: people.U0EVE, action: 'home', subject: null, rows: null, detail: { figures } },
    { actor: people.U0EVE, action: 'names', subject: 'customers', rows: 4, detail: {} },
    { actor: people.U0EVE, action: 'preview', subject: 'customers', rows: null, detail: { customers: 4 } },
    { actor: people.U0EVE, action: 'options', subject: 'customer', rows: 3, detail: {} },
    { actor: people.U0EVE, action: 'options', subject: 'tag', rows: 1, detail: {} },
    { actor: people.U0EVE, action: 'options', subject: 'customer', rows: 1, detail: {} },
  ]);
});

test('a refused person’s page and searches leave nothing, and no such record', async () => {
  const stage = await openStage();
  await stage.say('U0MIA', { do: 'home' }, { channel: 'U0MIA', kind: 'direct' });
  expect(stage.audit('question')).toEqual([]);
});

test.each(['U0BEN', 'U0EVE'])('whether the figures match is for admins: %s is refused', async (user) => {
  const stage = await openStage();
  await stage.say(user, press({ do: 'figures', import: 1, match: false, of: user }));
  expect(stage.port.last().fallback).toContain('Ada');
  expect(stage.audit('change').filter(({ action }) => action === 'import.figures')).toEqual([]);
  expect(stage.audit('refusal')).toMatchObject([{ action: 'figures', detail: '{"why":"role"}' }]);
});

test('presses of what belongs to others fill the log no more than other refusals do', async () => {
  const stage = await openStage();
  for (let n = 0; n < 40; n++) await stage.say('U0BEN', press({ do: 'csv', q: 'customers', of: 'U0EVE' }));
  const refused = stage.audit('refusal');
  expect(refused).toHaveLength(30);
  expect(refused[0]).toMatchObject({ actor: people.U0BEN, action: 'csv', detail: '{"why":"not-theirs"}' });
});

test.each([
  ['with a colleague', 'D-COLLEAGUE', ['asker']],
  ['with the bot', 'D-U0EVE', []],
])('a file asked for in the direct message %s is told where it is not seen', async (_who, channel, told) => {
  const stage = await openStage();
  await stage.say('U0EVE', 'customers csv', { channel, kind: 'direct' });
  expect(stage.port.files).toHaveLength(1);
  expect(stage.port.sent.filter(({ card }) => card.fallback.includes('.csv')).map(({ to }) => to.to)).toEqual(told);
});
