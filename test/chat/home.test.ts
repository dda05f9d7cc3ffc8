import { expect, test } from 'vitest';
import { askerOf } from '../../src/access/asker.ts';
import type { Card } from '../../src/chat/card/card.ts';
import { homeCard } from '../../src/chat/flow/home.ts';
import type { Profile } from '../../src/chat/port.ts';
import { languages } from '../../src/words/languages.ts';
import { messagesFor } from '../../src/words/messages.ts';
import { files } from '../commands/desk.ts';
import { rounds } from '../long.ts';
import { injections } from '../slack/injections.ts';
import { buttonOf, direct, openImportStage, wordsOf } from './import-stage.ts';
import { openStage, type Stage } from './stage.ts';

const PEOPLE = 'people-2026-11-21.csv';
const NEWER = 'partner-hub-subscriptions-2026-11-15.csv';
/** What belongs to Ben, or to nobody Ana is. */
const FOREIGN = /Harbor|Mirante|harbor\.co\.uk|Logistics/;

async function homeOf(stage: Stage, user: string): Promise<Card> {
  await stage.say(user, { do: 'home' }, direct);
  const shown = stage.port.homes.at(-1);
  expect(shown?.speaker.user).toBe(user);
  if (shown === undefined) throw new Error('no page');
  return shown.card;
}

/** Blocks that a platform draws at most: two for a row, one for each button row of five. */
function blocksOf({ parts }: Card): number {
  const of = parts.map((part) => (part.kind === 'rows' ? part.rows.length * 2 : part.kind === 'buttons' ? 2 : 1));
  return of.reduce((sum, n) => sum + n, 2);
}

test('says who somebody is, what is theirs and why, with the figures of the questions themselves', async () => {
  const stage = await openStage();
  await stage.say('U0EVE', 'assign "Mirante SA" eve@reseller.example', direct);
  await stage.say('U0EVE', 'assign nova ana@reseller.example,eve@reseller.example', direct);
  const words = wordsOf(await homeOf(stage, 'U0EVE'));
  expect(words).toContain('Hello, Eve');
  expect(words).toContain('eve@reseller.example, editor: all customers');
  expect(words).toContain('1 customer is yours: 0 by the owner in the customer list, 1 assigned here.');
  expect(words).toContain('{"label":"Expiring in 90 days","value":"1 customer · 1 line"}');
  expect(words).toContain('{"label":"Act now","value":"1 customer"}');
  expect(words).toContain('Who can change your role: Ada (ada@reseller.example)');
});

test('its buttons ask the same list in the direct messages', async () => {
  const stage = await openStage();
  const card = await homeOf(stage, 'U0ANA');
  expect(buttonOf(card, 'Expiring in 90 days').press).toEqual({ do: 'to-me', q: 'expiring 90d', of: 'U0ANA' });
  await stage.say('U0ANA', { do: 'press', press: JSON.stringify(buttonOf(card, 'Expiring in 90 days').press) }, direct);
  expect(stage.port.sent.at(-1)?.to).toMatchObject({ to: 'person', speaker: { user: 'U0ANA' } });
  expect(wordsOf(stage.port.last())).toContain('Nova Foods');
});

test('whoever sees all but owns none gets the figures of all', async () => {
  const stage = await openStage();
  const card = await homeOf(stage, 'U0ADA');
  expect(wordsOf(card)).toContain('All customers at a glance');
  expect(buttonOf(card, 'Over the limit').press).toMatchObject({ q: 'overage' });
});

test('names nothing that somebody may not see, whatever waits for the admins', async () => {
  const stage = await openStage();
  const held = 'partner-hub-subscriptions-2026-11-20-Harbor.csv';
  await stage.workspace.take(stage.workspace.write(held, `${files[NEWER]?.slice(0, 2).join('\n')}\n`));
  await stage.say('U0MIA', { do: 'press', press: JSON.stringify({ do: 'request-access' }) }, direct);
  const own = wordsOf(await homeOf(stage, 'U0ANA'));
  expect(own).not.toMatch(FOREIGN);
  expect(own).not.toMatch(/mia|wait/);
  const admins = wordsOf(await homeOf(stage, 'U0ADA'));
  expect(admins).toContain(held);
  expect(admins).toContain('under 70 %');
  expect(admins).toContain('mia@reseller.example');
});

test('an admin lets somebody in from there', async () => {
  const stage = await openStage();
  await stage.say('U0MIA', { do: 'press', press: JSON.stringify({ do: 'request-access' }) }, direct);
  const card = await homeOf(stage, 'U0ADA');
  const grant = card.parts
    .flatMap((part) => (part.kind === 'buttons' ? part.buttons : []))
    .find(({ press }) => press.do === 'grant');
  await stage.say('U0ADA', { do: 'press', press: JSON.stringify(grant?.press) }, direct);
  expect(wordsOf(await homeOf(stage, 'U0MIA'))).toContain('Hello, mia');
  expect(wordsOf(await homeOf(stage, 'U0ADA'))).not.toContain('mia@reseller.example');
});

test('says how old each source is, and to admins where to fetch a stale one', async () => {
  const stage = await openStage([PEOPLE, 'partner-hub-subscriptions-2026-11-08.csv']);
  const words = wordsOf(await homeOf(stage, 'U0ADA'));
  expect(words).toContain('Stale: as of 8 Nov 2026, 13 days ago');
  expect(words).toContain('Export it again');
  const others = wordsOf(await homeOf(stage, 'U0BEN'));
  expect(others).toContain('Stale: as of 8 Nov 2026, 13 days ago');
  expect(others).not.toContain('Export it again');
});

test('before the first import it names the export, the page and the options, and whoever may drop it where', async () => {
  const stage = await openImportStage([PEOPLE]);
  const words = wordsOf(await homeOf(stage, 'U0ADA'));
  for (const said of ['Nothing is imported yet', 'Partner Hub subscriptions', 'Drop the file into this chat'])
    expect(words).toContain(said);
  expect(words).not.toContain('at a glance');
  const others = wordsOf(await homeOf(stage, 'U0BEN'));
  expect(others).toContain('An administrator imports it: Ada');
  expect(others).not.toContain('Drop the file');
  await stage.drop('U0ADA', { [NEWER]: `${files[NEWER]?.join('\n')}\n` });
  expect(wordsOf(await homeOf(stage, 'U0ADA'))).toContain('at a glance');
});

test('somebody who may not ask sees why', async () => {
  const stage = await openStage();
  const words = wordsOf(await homeOf(stage, 'U0MIA'));
  expect(words).not.toMatch(/Nova|at a glance/);
  expect(words).toContain('Ada');
});

test.each(languages)('is whole in %s, in the zone of the reader, and within a hundred blocks', async (language) => {
  const stage = await openStage();
  const asker = await askerOf(stage.workspace.db, 'ada@reseller.example', messagesFor(language));
  const speaker = { platform: 'slack', team: 'T0001', user: 'U0ADA' } as const;
  const profile: Profile = {
    ...{ name: 'Ada', email: 'ada@reseller.example', language },
    ...{ timeZone: 'Asia/Tokyo', standing: 'member' },
  };
  const card = await homeCard(stage.around, speaker, asker, profile);
  expect(blocksOf(card)).toBeLessThan(100);
  const { parts } = card;
  expect(JSON.stringify(parts.at(-1))).toMatch(/21:00.*Asia\/Tokyo/);
  const lost = await homeCard(stage.around, speaker, asker, { ...profile, timeZone: 'Nowhere/Else' });
  expect(JSON.stringify(lost.parts.at(-1))).toContain('UTC');
});

test('names that are made to do harm do none', async () => {
  const stage = await openStage();
  const ana = stage.port.profiles.get('U0ANA');
  if (ana === undefined) throw new Error('nobody');
  // Each is drawn in every other card too.
  for (const name of injections.filter((_, at) => at % rounds(9, 1) === 0)) {
    const card = await homeCard(
      stage.around,
      { platform: 'slack', team: 'T0001', user: 'U0ANA' },
      { email: 'ana@reseller.example', name, role: 'admin', scope: 'own', money: true },
      { ...ana, name },
    );
    await stage.port.showHome({ platform: 'slack', team: 'T0001', user: 'U0ANA' }, card);
  }
});
