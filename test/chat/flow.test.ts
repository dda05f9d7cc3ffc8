import { describe, expect, test } from 'vitest';
import type { Card, CardButton } from '../../src/chat/card/card.ts';
import type { What } from '../../src/chat/incoming.ts';
import { type Press, pressText } from '../../src/chat/press.ts';
import { openStage, people, room, type Stage } from './stage.ts';

const press = (meant: Press): What => ({ do: 'press', press: pressText(meant) ?? '' });

/** Everything that can be read on a card. */
function words(card: Card): string {
  return JSON.stringify([card.title, card.fallback, card.parts]);
}

/** The button of the newest card with this deed, whether it is seen at once or not. */
function button(stage: Stage, deed: Press['do']): CardButton {
  const { buttons, more } = stage.port.last();
  const found = [...buttons, ...more].find((each) => each.press.do === deed);
  if (found === undefined) throw new Error(`no button does ${deed}: ${JSON.stringify([...buttons, ...more])}`);
  return found;
}

async function pressed(stage: Stage, user: string, deed: Press['do']): Promise<void> {
  await stage.say(user, press(button(stage, deed).press));
}

describe('a question', () => {
  test('is answered privately where it was asked, and recorded with who asked, where and how many rows', async () => {
    const stage = await openStage();
    await stage.say('U0EVE', 'customers');
    expect(stage.port.sent).toHaveLength(1);
    expect(stage.port.sent[0]?.to).toEqual({ to: 'asker', handle: 'handle 1' });
    expect(words(stage.port.last())).toContain('Nova Foods');
    expect(stage.audit('question')).toMatchObject([
      { actor: people.U0EVE, action: 'ask', subject: 'customers', rows: 4 },
    ]);
  });

  test('shows each only what they may see', async () => {
    const stage = await openStage();
    await stage.say('U0ANA', 'customers');
    expect(words(stage.port.last())).toContain('Nova Foods');
    expect(words(stage.port.last())).not.toContain('Harbor');
    await stage.say('U0ANA', 'customer harbor');
    expect(words(stage.port.last())).not.toContain('Logistics');
  });

  test('that is not understood says so and offers the nearest as a button that runs it in place', async () => {
    const stage = await openStage();
    await stage.say('U0EVE', 'expirng 90d');
    await pressed(stage, 'U0EVE', 'show');
    expect(stage.port.sent[1]?.to).toEqual({ to: 'pressed', handle: 'handle 2' });
    expect(words(stage.port.last())).toContain('Nova Foods');
  });

  test('that ends in csv sends a file to the direct messages, and never a channel', async () => {
    const stage = await openStage();
    await stage.say('U0EVE', 'customers csv');
    expect(stage.port.files).toMatchObject([
      { speaker: { user: 'U0EVE' }, file: { name: 'customers-2026-11-21.csv' } },
    ]);
    expect(stage.port.files[0]?.file.content.split('\r\n')).toHaveLength(6);
    expect(stage.port.sent.map(({ to }) => to.to)).toEqual(['asker']);
  });

  test('of somebody who is in no list is refused with who can add them, and recorded', async () => {
    const stage = await openStage();
    await stage.say('U0MIA', 'customers');
    expect(words(stage.port.last())).not.toContain('Nova');
    expect(words(stage.port.last())).toContain('ada@reseller.example');
    expect(stage.audit('refusal')).toMatchObject([{ actor: people.U0MIA }]);
    expect(stage.audit('question')).toEqual([]);
  });
});

describe('a button', () => {
  test('of somebody else does nothing but offer to ask oneself, and is recorded', async () => {
    const stage = await openStage();
    await stage.say('U0EVE', 'customers');
    const { buttons, more } = stage.port.last();
    const theirs = [...buttons, ...more].filter((each) => 'of' in each.press);
    expect(theirs.map((each) => each.press.do)).toEqual(
      expect.arrayContaining(['share', 'csv', 'to-me', 'filter', 'customer']),
    );
    for (const each of theirs) {
      await stage.say('U0ANA', press(each.press));
      expect(stage.port.sent.at(-1)?.to.to).toBe('asker');
      expect(words(stage.port.last())).not.toContain('Harbor');
      expect(words(stage.port.last())).toContain('belong to whoever asked');
    }
    expect(stage.port.files).toEqual([]);
    expect(stage.port.dialogs).toEqual([]);
    expect(stage.audit('refusal')).toHaveLength(theirs.length);
    await pressed(stage, 'U0ANA', 'ask');
    expect(words(stage.port.last())).toContain('Nova Foods');
    expect(words(stage.port.last())).not.toContain('Harbor');
  });

  test('exports all rows to the direct messages of whoever presses, with their scope now', async () => {
    const stage = await openStage();
    await stage.say('U0ANA', 'customers');
    await pressed(stage, 'U0ANA', 'csv');
    expect(stage.port.files[0]?.file.content).toContain('Nova Foods');
    expect(stage.port.files[0]?.file.content).not.toContain('Harbor');
    expect(stage.audit('question')).toMatchObject([{ action: 'ask' }, { action: 'csv', rows: 1 }]);
  });

  test('sends the answer to the direct messages, and says so in the channel', async () => {
    const stage = await openStage();
    await stage.say('U0EVE', 'customers');
    await pressed(stage, 'U0EVE', 'to-me');
    expect(stage.port.sent.slice(1).map(({ to }) => to.to)).toEqual(['person', 'asker']);
  });

  test.each([
    '',
    '{}',
    'null',
    '{"do":"show"}',
    '{"do":"erase","q":"x"}',
    `{"do":"show","q":"x","of":1}`,
    'x'.repeat(5000),
  ])('that says %j is answered with how to get a new one', async (text) => {
    const stage = await openStage(['people-2026-11-21.csv']);
    await stage.say('U0EVE', { do: 'press', press: text });
    expect(words(stage.port.last())).toContain('no longer works');
  });
});

describe('sharing', () => {
  const audienceOfDeals = 'audience all';

  async function sent(stage: Stage, user: string, chosen = {}): Promise<void> {
    const dialog = stage.port.dialogs.at(-1);
    await stage.say(user, { do: 'dialog', name: 'share', state: dialog?.state ?? '', chosen });
  }

  test('shows who will see how many customers before, and posts after', async () => {
    const stage = await openStage();
    await stage.say('U0EVE', audienceOfDeals);
    await stage.say('U0EVE', 'customers');
    await pressed(stage, 'U0EVE', 'share');
    expect(JSON.stringify(stage.port.dialogs.at(-1)?.parts)).toContain('38 people in #deals will see 4 customers');
    await sent(stage, 'U0EVE');
    const post = stage.port.sent.find(({ to }) => to.to === 'channel');
    expect(post?.to).toMatchObject({ to: 'channel', team: 'T0001', channel: 'C0DEALS' });
    expect(words(post?.card as Card)).toContain('Nova Foods');
    expect(post?.card.buttons.map(({ press: { do: deed } }) => deed)).toEqual(['ask']);
    expect(stage.audit('question').at(-1)).toMatchObject({ action: 'share', actor: people.U0EVE });
  });

  test('shows only customers of the channel’s audience that the sharer may see', async () => {
    const stage = await openStage();
    await stage.say('U0EVE', 'audience tag:gold');
    await stage.say('U0EVE', 'customers');
    await pressed(stage, 'U0EVE', 'share');
    await sent(stage, 'U0EVE');
    const post = stage.port.sent.find(({ to }) => to.to === 'channel');
    expect(words(post?.card as Card)).toContain('Nova Foods');
    expect(words(post?.card as Card)).not.toContain('Harbor');
    await stage.say('U0BEN', 'customers');
    await pressed(stage, 'U0BEN', 'share');
    expect(JSON.stringify(stage.port.dialogs.at(-1)?.parts)).toContain('will see 0 customers');
  });

  test('into a channel without an audience is for an editor to allow, in the same window', async () => {
    const stage = await openStage();
    await stage.say('U0BEN', 'customers');
    await pressed(stage, 'U0BEN', 'share');
    expect(stage.port.dialogs.at(-1)?.submit).toBeUndefined();
    await sent(stage, 'U0BEN', { audience: ['all'] });
    expect(stage.port.sent.some(({ to }) => to.to === 'channel')).toBe(false);
    await stage.say('U0EVE', 'customers');
    await pressed(stage, 'U0EVE', 'share');
    await sent(stage, 'U0EVE', { audience: ['filters'], filters: ['nonsense here'] });
    expect(stage.port.sent.some(({ to }) => to.to === 'channel')).toBe(false);
    await sent(stage, 'U0EVE', { audience: ['filters'], filters: ['tag:gold'] });
    const post = stage.port.sent.find(({ to }) => to.to === 'channel');
    expect(words(post?.card as Card)).not.toContain('Harbor');
  });

  test.each([
    ['that the bot cannot see', undefined, 'cannot see who'],
    ['that others see too', { ...room, shared: true }, 'another organisation'],
  ])('into a channel %s is refused', async (_, found, why) => {
    const stage = await openStage();
    await stage.say('U0EVE', audienceOfDeals);
    await stage.say('U0EVE', 'customers');
    if (found === undefined) stage.port.rooms.delete('C0DEALS');
    else stage.port.rooms.set('C0DEALS', found);
    await pressed(stage, 'U0EVE', 'share');
    await sent(stage, 'U0EVE');
    expect(stage.port.sent.some(({ to }) => to.to === 'channel')).toBe(false);
    expect(JSON.stringify(stage.port.sent)).toMatch(new RegExp(why));
  });

  test('never shows money that the channel’s audience leaves out', async () => {
    const stage = await openStage();
    await stage.say('U0EVE', audienceOfDeals);
    await stage.say('U0EVE', 'agreements 1y');
    expect(words(stage.port.last())).toContain('1,235');
    await pressed(stage, 'U0EVE', 'share');
    await sent(stage, 'U0EVE');
    const post = stage.port.sent.find(({ to }) => to.to === 'channel');
    expect(words(post?.card as Card)).not.toContain('1,235');
  });
});

describe('the filter window', () => {
  test('is filled with the question’s filters and gives the question with what was chosen', async () => {
    const stage = await openStage();
    await stage.say('U0EVE', 'expiring 1y country:BR -tag:lost');
    await pressed(stage, 'U0EVE', 'filter');
    const dialog = stage.port.dialogs.at(-1);
    const country = dialog?.fields.find(({ key }) => key === 'country');
    expect(country).toMatchObject({ kind: 'search', chosen: ['BR'] });
    const chosen = { period: ['90d'], country: [], tag: ['gold'], cluster: ['act-now'], by: [] };
    await stage.say('U0EVE', { do: 'dialog', name: 'filter', state: dialog?.state ?? '', chosen });
    expect(stage.port.sent.at(-1)?.to).toEqual({ to: 'pressed', handle: 'handle 2' });
    expect(stage.audit('question').at(-1)).toMatchObject({
      subject: 'expiring 90d tag:gold -tag:lost cluster:act-now',
    });
  });

  test('offers the values of the data that whoever asks may see', async () => {
    const stage = await openStage();
    const state = JSON.stringify({
      q: 'customers',
      handle: 'h',
      place: { channel: 'C0DEALS', kind: 'channel', thread: null },
    });
    const options = (user: string, key: string, typed: string) =>
      stage.reception.options({ speaker: { platform: 'slack', team: 'T0001', user }, state, key, typed });
    expect(await options('U0EVE', 'customer', 'h')).toEqual([{ value: 'Harbor', label: 'Harbor' }]);
    expect(await options('U0ANA', 'customer', 'h')).toEqual([]);
    expect((await options('U0EVE', 'country', '')).map(({ value }) => value).sort()).toEqual(['AR', 'BR', 'ES', 'GB']);
    expect((await options('U0ANA', 'country', '')).map(({ value }) => value)).toEqual(['BR']);
    expect(await options('U0EVE', 'tag', 'go')).toEqual([{ value: 'gold', label: 'gold' }]);
    expect(await options('U0MIA', 'tag', '')).toEqual([]);
    expect(await options('U0EVE', 'nonsense', '')).toEqual([]);
  });
});

describe('asking about a customer', () => {
  test('offers those of the page, and any other by name', async () => {
    const stage = await openStage();
    await stage.say('U0EVE', 'customers');
    await pressed(stage, 'U0EVE', 'customer');
    const dialog = stage.port.dialogs.at(-1);
    expect(JSON.stringify(dialog?.fields[0])).toContain('Harbor');
    await stage.say('U0EVE', {
      do: 'dialog',
      name: 'customer',
      state: dialog?.state ?? '',
      chosen: { listed: ['Harbor'] },
    });
    expect(stage.port.last().title).toContain('Harbor');
  });
});

describe('where the platform does not take the answer', () => {
  test('it goes to the direct messages of whoever asked', async () => {
    const stage = await openStage();
    stage.port.troubles.push({ at: 'refused', why: 'not-in-channel', detail: 'not_in_channel' });
    await stage.say('U0EVE', 'customers');
    expect(stage.port.sent.map(({ to }) => to.to)).toEqual(['person']);
  });

  test('and it is not known whether it did, nothing is sent again but the question whether it arrived', async () => {
    const stage = await openStage();
    stage.port.troubles.push({ at: 'unknown', detail: 'reset' });
    await stage.say('U0EVE', 'customers');
    expect(stage.port.sent).toHaveLength(1);
    expect(words(stage.port.last())).toContain('If you do not see it');
    expect(words(stage.port.last())).not.toContain('Nova');
    expect(stage.audit('question')).toMatchObject([{ detail: '{"delivered":"unknown"}' }]);
  });

  const no = { at: 'refused', why: 'not-in-channel', detail: 'not_in_channel' } as const;
  const lost = { at: 'unknown', detail: 'reset' } as const;

  test('nor the question whether it arrived, that goes to the direct messages', async () => {
    const stage = await openStage();
    stage.port.troubles.push(lost, no);
    await stage.say('U0EVE', 'customers');
    expect(stage.port.sent.map(({ to }) => to.to)).toEqual(['person']);
    expect(words(stage.port.last())).toContain('If you do not see it');
  });

  test('and the direct messages perhaps did, it is asked whether it arrived, and not said that it did not', async () => {
    const stage = await openStage();
    stage.port.troubles.push(no, lost);
    await stage.say('U0EVE', 'customers');
    expect(stage.port.sent.map(({ to }) => to.to)).toEqual(['asker']);
    expect(words(stage.port.last())).toContain('If you do not see it');
    expect(stage.audit('question')).toMatchObject([{ detail: '{"delivered":"unknown"}' }]);
  });

  test.each<[string, (stage: Stage) => Promise<void>, RegExp]>([
    ['why a file was not sent', (stage) => stage.say('U0EVE', 'customers csv'), /lacks a permission/],
    ['that a button is old', (stage) => stage.say('U0EVE', { do: 'press', press: '{}' }), /no longer works/],
    ['whose a button is', (stage) => stage.say('U0ANA', press({ do: 'csv', q: 'x', of: 'U0EVE' })), /belong to/],
    ['who may ask', (stage) => stage.say('U0MIA', 'customers'), /ada@reseller.example/],
    ['why nothing is shared', (stage) => stage.say('U0BEN', shared), /Only an editor|editor/],
    [
      'why a window did not open',
      (stage) => stage.say('U0EVE', press({ do: 'filter', q: 'customers', of: 'U0EVE' })),
      /permission/,
    ],
  ])('%s is said in the direct messages then', async (_, deed, said) => {
    const stage = await openStage();
    const missing = { at: 'refused', why: 'missing-scope', detail: 'needed: files:write' } as const;
    stage.port.sendFile = async () => missing;
    stage.port.openDialog = async () => missing;
    stage.port.troubles.push(no);
    await deed(stage);
    expect(stage.port.sent.map(({ to }) => to.to)).toEqual(['person']);
    expect(words(stage.port.last())).toMatch(said);
  });
});

const shared: What = {
  do: 'dialog',
  name: 'share',
  state: JSON.stringify({
    q: 'customers',
    handle: 'h',
    place: { channel: 'C0DEALS', kind: 'channel', thread: null },
  }),
  chosen: {},
};
