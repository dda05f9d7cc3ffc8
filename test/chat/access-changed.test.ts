import { describe, expect, test } from 'vitest';
import { grantAccess } from '../../db/writes/grants.ts';
import { systemClock } from '../../src/base/clock.ts';
import type { Card } from '../../src/chat/card/card.ts';
import type { What } from '../../src/chat/incoming.ts';
import { type Press, pressText } from '../../src/chat/press.ts';
import { openStage, people, type Stage } from './stage.ts';

const press = (meant: Press): What => ({ do: 'press', press: pressText(meant) ?? '' });
const all = { by: null } as const;

/** Every button of a list, as it stands in a message of before. */
const buttons = (of: string): readonly Press[] => [
  { do: 'show', q: 'customers page:1', of },
  { do: 'ask', q: 'customers' },
  ...(['csv', 'to-me', 'chart', 'share', 'filter', 'customer', 'more'] as const).map((deed) => ({
    do: deed,
    q: 'customers',
    of,
  })),
];

const state = JSON.stringify({
  q: 'customers',
  handle: 'h',
  place: { channel: 'C0DEALS', kind: 'channel', thread: null },
});
/** Every window, as it stood there before. */
const windows: readonly What[] = [
  { do: 'dialog', name: 'share', state, chosen: {} },
  { do: 'dialog', name: 'share', state, chosen: { audience: ['all'] } },
  { do: 'dialog', name: 'filter', state, chosen: { country: ['GB'] } },
  { do: 'dialog', name: 'customer', state, chosen: { listed: ['Harbor'] } },
  { do: 'dialog', name: 'more', state, chosen: { what: ['csv'] } },
  { do: 'dialog', name: 'ask', state, chosen: { q: ['customers'] } },
];

/** Everything that anybody could read. */
function everything({ port }: Stage): string {
  const cards = [...port.sent, ...port.homes].map(({ card }) => [card.title, card.fallback, card.parts]);
  return JSON.stringify([cards, port.files, port.dialogs]);
}

function forget({ port }: Stage): void {
  port.sent.length = 0;
  port.files.length = 0;
  port.dialogs.length = 0;
}

const posted = ({ port }: Stage): Card | undefined => port.sent.find(({ to }) => to.to === 'channel')?.card;

async function become(stage: Stage, email: string, role: 'viewer' | 'editor', scope: 'all' | 'own'): Promise<void> {
  const given = await grantAccess(stage.workspace.db, systemClock, { email, name: null, role, scope }, all);
  expect(given).toBe('granted');
}

/** The next list of people does not name Eve. */
async function letGo({ workspace }: Stage): Promise<void> {
  const name = 'people-2026-11-22.csv';
  expect(await workspace.put(name, 'E-mail,Name,Role\nada@reseller.example,Ada,admin\n')).toMatchObject({
    outcome: 'imported',
  });
}

describe('somebody who was let go', () => {
  test('is refused at every button and window of before, and each is in the audit log', async () => {
    const stage = await openStage();
    await stage.say('U0EVE', 'audience all');
    await stage.say('U0EVE', 'customers');
    await letGo(stage);
    forget(stage);
    const deeds = [...buttons('U0EVE').map(press), ...windows];
    for (const deed of deeds) await stage.say('U0EVE', deed);
    expect(everything(stage)).not.toMatch(/Nova|Harbor|Mirante/);
    expect(stage.port.files).toEqual([]);
    expect(stage.port.dialogs).toEqual([]);
    expect(posted(stage)).toBeUndefined();
    expect(stage.port.sent).toHaveLength(deeds.length);
    const refusals = stage.audit('refusal');
    expect(refusals).toHaveLength(deeds.length);
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ actor: people.U0EVE, detail: '{"why":"unknown-person"}' });
    const speaker = { platform: 'slack', team: 'T0001', user: 'U0EVE' } as const;
    expect(await stage.reception.options({ speaker, state, key: 'customer', typed: '' })).toEqual([]);
  });
});

describe('somebody with their own customers only', () => {
  test('is refused at every button of somebody else, and each is in the audit log', async () => {
    const stage = await openStage();
    const theirs = buttons('U0EVE').filter((each) => 'of' in each);
    for (const each of theirs) await stage.say('U0ANA', press(each));
    expect(everything(stage)).not.toMatch(/Nova|Harbor|Mirante/);
    expect(stage.audit('refusal')).toHaveLength(theirs.length);
    for (const refusal of stage.audit('refusal'))
      expect(refusal).toMatchObject({ actor: people.U0ANA, detail: '{"why":"not-theirs"}' });
  });

  test('sees no more by a button or a window that says it is theirs', async () => {
    const stage = await openStage();
    await stage.say('U0EVE', 'audience all');
    for (const deed of [...buttons('U0ANA').map(press), ...windows]) await stage.say('U0ANA', deed);
    expect(everything(stage)).toContain('Nova');
    expect(everything(stage)).not.toMatch(/Logistics|harbor\.co\.uk|Mirante/);
    expect(JSON.stringify(posted(stage))).not.toContain('Harbor');
    for (const { file } of stage.port.files) expect(file.content).not.toContain('Harbor');
  });
});

describe('between the preview and the share', () => {
  async function previewed(): Promise<Stage> {
    const stage = await openStage();
    await stage.say('U0EVE', 'audience all');
    await stage.say('U0EVE', press({ do: 'share', q: 'customers', of: 'U0EVE' }));
    expect(JSON.stringify(stage.port.dialogs.at(-1))).toContain('will see 4 customers');
    return stage;
  }
  const send = (stage: Stage, chosen = {}) =>
    stage.say('U0EVE', { do: 'dialog', name: 'share', state: stage.port.dialogs.at(-1)?.state ?? '', chosen });

  test('who is let go shares nothing, which is in the audit log', async () => {
    const stage = await previewed();
    await letGo(stage);
    await send(stage);
    expect(posted(stage)).toBeUndefined();
    expect(stage.audit('refusal')).toMatchObject([{ actor: people.U0EVE, action: 'dialog' }]);
  });

  test('who may see their own customers only from then on, shares no others', async () => {
    const stage = await previewed();
    await become(stage, people.U0EVE, 'editor', 'own');
    await send(stage);
    expect(posted(stage)).toBeDefined();
    expect(JSON.stringify(posted(stage))).not.toMatch(/Nova|Harbor|Mirante/);
    expect(stage.audit('question').at(-1)).toMatchObject({ action: 'share', rows: 0 });
  });

  test('who is no editor any more cannot say what the channel may see, which is in the audit log', async () => {
    const stage = await openStage();
    await stage.say('U0EVE', press({ do: 'share', q: 'customers', of: 'U0EVE' }));
    await become(stage, people.U0EVE, 'viewer', 'all');
    await send(stage, { audience: ['all'] });
    expect(posted(stage)).toBeUndefined();
    expect(stage.audit('change').filter(({ action }) => action.includes('audience'))).toEqual([]);
    expect(stage.audit('refusal')).toMatchObject([
      { actor: people.U0EVE, action: 'audience', detail: '{"why":"role"}' },
    ]);
  });

  test('a channel that others joined meanwhile is told nothing', async () => {
    const stage = await previewed();
    const room = stage.port.rooms.get('C0DEALS');
    if (room !== undefined) stage.port.rooms.set('C0DEALS', { ...room, shared: true });
    await send(stage);
    expect(posted(stage)).toBeUndefined();
    expect(stage.audit('refusal')).toMatchObject([{ actor: people.U0EVE, detail: '{"why":"shared-channel"}' }]);
  });
});
