import { expect, test } from 'vitest';
import { admins } from '../../db/readings/people.ts';
import { makeClaim } from '../../src/access/claim.ts';
import { systemClock } from '../../src/base/clock.ts';
import { openStage, people } from './stage.ts';

const direct = { channel: 'D0001', kind: 'direct' } as const;
const { code } = makeClaim(systemClock, () => 0);

/** Nobody is an admin yet, and the code is open. */
async function openFirstDay(given: readonly string[] = []) {
  return openStage(given, { claim: makeClaim(systemClock, () => 0).claim });
}

test('whoever says the code is the first admin, once, and is who they are at the next word', async () => {
  const stage = await openFirstDay();
  await stage.say('U0MIA', `claim ${code.toLowerCase()}`, direct);
  expect(await admins(stage.workspace.db)).toMatchObject([{ email: people.U0MIA, slackId: 'U0MIA', by: 'grant' }]);
  expect(stage.audit('change').at(-1)).toMatchObject({ actor: people.U0MIA, action: 'access.grant' });
  await stage.say('U0ADA', `claim ${code}`, direct);
  expect(await admins(stage.workspace.db)).toHaveLength(1);
  expect(stage.audit('refusal')).toMatchObject([{ actor: people.U0ADA, action: 'claim', detail: '{"why":"used"}' }]);
});

test('the code makes nobody an admin where a list names one by then', async () => {
  const stage = await openFirstDay(['people-2026-11-21.csv']);
  await stage.say('U0MIA', `claim ${code}`, direct);
  expect((await admins(stage.workspace.db)).map(({ name }) => name)).toEqual(['Ada']);
});

test.each([
  ['claim', /type \/pulse claim CODE, or write claim CODE to me/],
  ['Claim CODE', /That is not the code/],
  ['claim 12345', /That is not the code/],
  ['claim CCCCC-CCCCC', /That is not the code/],
])('while the code is open, “%s” is told what to say', async (said, told) => {
  const stage = await openFirstDay();
  await stage.say('U0MIA', said, direct);
  expect(stage.port.last().fallback).toMatch(told);
});

test.each(['claim', 'claim CODE', `claim ${code}`])('where there is an administrator, “%s” says so', async (said) => {
  const stage = await openFirstDay(['people-2026-11-21.csv']);
  await stage.say('U0MIA', said, direct);
  expect(stage.port.last().fallback).toMatch(/There is an administrator already/);
  const later = await openStage(['people-2026-11-21.csv']);
  await later.say('U0ADA', said, direct);
  expect(later.port.last().fallback).toMatch(/There is an administrator already/);
});

test('wrong codes are recorded, and after five of them the right one is not looked at', async () => {
  const stage = await openFirstDay();
  for (let n = 0; n < 5; n += 1) await stage.say('U0MIA', 'claim CCCCC-CCCCC', direct);
  await stage.say('U0MIA', `claim ${code}`, direct);
  expect(stage.port.last().fallback).toContain('too many wrong codes');
  expect(await admins(stage.workspace.db)).toEqual([]);
  expect(stage.audit('refusal').map(({ detail }) => detail)).toEqual([
    ...Array(5).fill('{"why":"wrong"}'),
    '{"why":"too-often"}',
  ]);
});

test.each(['guest', 'stranger', 'deactivated', 'bot'] as const)('the code is nothing to a %s', async (standing) => {
  const stage = await openFirstDay();
  const mia = stage.port.profiles.get('U0MIA');
  if (mia) stage.port.profiles.set('U0MIA', { ...mia, standing });
  await stage.say('U0MIA', `claim ${code}`, direct);
  expect(await admins(stage.workspace.db)).toEqual([]);
  expect(stage.audit('refusal')).toMatchObject([{ detail: JSON.stringify({ why: standing }) }]);
  expect(stage.port.last().fallback).not.toContain(code);
});
