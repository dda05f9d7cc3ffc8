import { describe, expect, test } from 'vitest';
import { assign } from '../../commands/assign.ts';
import { customer } from '../../commands/customer.ts';
import { tag } from '../../commands/tag.ts';
import { untag } from '../../commands/untag.ts';
import { type Desk, files, openDesk } from './desk.ts';

const ANA = 'ana@reseller.example';
const EVE = 'eve@reseller.example';
const LIST = 'crm-customers-2026-11-20.csv';
const HUB = 'partner-hub-subscriptions-2026-11-15.csv';
const given = [LIST, HUB, 'people-2026-11-21.csv'];

const factsOf = ({ facts }: Awaited<ReturnType<Desk['ask']>>) =>
  Object.fromEntries(facts.map(({ key, value }) => [key, value]));

function changes({ workspace }: Desk): unknown[] {
  return workspace.db.sqlite
    .prepare(
      "select actor, action, subject, json_remove(detail, '$.customers') as detail from audit where action in ('tag', 'untag', 'assign')",
    )
    .all();
}

/** Everything that a change could have left behind. */
function stored({ workspace }: Desk): unknown {
  const rows = (table: string) => workspace.db.sqlite.prepare(`select * from ${table}`).all();
  return [rows('customers'), rows('tag_words'), rows('owner_words'), rows('audit')];
}

describe('tag and untag', () => {
  test('a tag is set, shown, recorded, survives the next import, and its undo takes it off', async () => {
    const desk = await openDesk(given);
    const set = await desk.ask(EVE, tag, { customer: 'nova', tag: 'on  hold' });
    expect(factsOf(set)).toEqual({ customer: 'Nova Foods', tags: 'gold; on hold', owner: ANA });
    expect(set.next).toEqual(['untag "Nova Foods" "on hold"']);
    expect(changes(desk)).toEqual([{ actor: EVE, action: 'tag', subject: 'Nova Foods', detail: '{"tag":"on hold"}' }]);
    await desk.workspace.put('crm-customers-2026-11-22.csv', `${files[LIST]?.join('\n').replace('gold', 'silver')}\n`);
    const off = await desk.ask(EVE, untag, { customer: 'Nova Foods', tag: 'on hold' });
    expect(factsOf(off)).toMatchObject({ tags: 'silver' });
    expect(off.next).toEqual(['tag "Nova Foods" "on hold"']);
  });

  test('what is so already is said and not recorded', async () => {
    const desk = await openDesk(given);
    await desk.ask(EVE, tag, { customer: 'nova', tag: 'silver' });
    const before = stored(desk);
    const again = await desk.ask(EVE, tag, { customer: 'nova', tag: 'Silver' });
    expect(again).toMatchObject({ next: [], title: expect.stringMatching(/had “Silver” already/) });
    const absent = await desk.ask(EVE, untag, { customer: 'nova', tag: 'bronze' });
    expect(absent).toMatchObject({ next: [], title: expect.stringMatching(/has no tag “bronze”/) });
    expect(stored(desk)).toEqual(before);
  });

  test.each(['', '   ', 'a,b', 'a;b', 'say "x"', '“x”', 'x'.repeat(61), 'a\u0000b', 'a\u202eb'])(
    '%j is refused as a tag, and nothing changes',
    async (wrong) => {
      const desk = await openDesk(given);
      const before = stored(desk);
      await expect(desk.ask(EVE, tag, { customer: 'nova', tag: wrong })).rejects.toMatchObject({ exitCode: 2 });
      expect(stored(desk)).toEqual(before);
    },
  );

  test('where several customers may be meant they are listed and nothing changes', async () => {
    const desk = await openDesk(given);
    const before = stored(desk);
    const { notes, next = [] } = await desk.ask(EVE, tag, { customer: 'mirante', tag: 'gold' });
    expect(notes).toEqual(['Nothing was changed.']);
    expect([...next].sort()).toEqual(['tag "mirante.com.ar" "gold"', 'tag "mirante.es" "gold"']);
    expect(stored(desk)).toEqual(before);
    expect(await desk.ask(EVE, tag, { customer: 'mirante.es', tag: 'gold' })).toMatchObject({
      next: ['untag "mirante.es" "gold"'],
    });
  });

  test('nobody changes what is not theirs, and it reads like what does not exist', async () => {
    const desk = await openDesk(given);
    const before = stored(desk);
    await expect(desk.ask(ANA, tag, { customer: 'Harbor', tag: 'gold' })).rejects.toThrow(
      'There is no customer called “Harbor”.',
    );
    await expect(desk.ask(ANA, assign, { customer: 'Harbor', people: 'me' })).rejects.toThrow(
      'There is no customer called “Harbor”.',
    );
    expect(stored(desk)).toEqual(before);
    expect(factsOf(await desk.ask(ANA, tag, { customer: 'nova', tag: 'vip' }))).toMatchObject({ tags: 'gold; vip' });
  });
});

describe('assign', () => {
  test('owners are set over the list, and none gives the list its say again', async () => {
    const desk = await openDesk(given);
    const set = await desk.ask(EVE, assign, { customer: 'nova', people: 'Me, ben@reseller.example' });
    expect(factsOf(set)).toMatchObject({ owner: 'ben@reseller.example; eve@reseller.example' });
    expect(set.next).toEqual([`assign "Nova Foods" ${ANA}`]);
    expect(set.notes).toContain(`Before: ${ANA}.`);
    const other = await desk.ask(EVE, assign, { customer: 'nova', people: ANA });
    expect(other.next).toEqual(['assign "Nova Foods" ben@reseller.example,eve@reseller.example']);
    const none = await desk.ask(EVE, assign, { customer: 'nova', people: 'none' });
    expect(factsOf(none)).toMatchObject({ owner: ANA });
    expect(none.next).toEqual([`assign "Nova Foods" ${ANA}`]);
    expect(changes(desk)).toHaveLength(3);
  });

  test('the same again is said and not recorded', async () => {
    const desk = await openDesk(given);
    await desk.ask(EVE, assign, { customer: 'nova', people: EVE });
    const before = stored(desk);
    expect(await desk.ask(EVE, assign, { customer: 'nova', people: EVE })).toMatchObject({
      next: [],
      title: expect.stringMatching(/so already/),
    });
    expect(stored(desk)).toEqual(before);
  });

  test('somebody whom the list of people does not name may own a customer, and that is noted', async () => {
    const desk = await openDesk(given);
    const { notes = [] } = await desk.ask(EVE, assign, { customer: 'nova', people: 'new@reseller.example' });
    expect(notes.join(' ')).toMatch(/new@reseller\.example is not in the list of people/);
    const free = await openDesk([LIST]);
    const said = await free.ask(null, assign, { customer: 'nova', people: 'new@reseller.example' });
    expect(said.notes?.join(' ')).not.toMatch(/list of people/);
  });

  test('who gives the last of theirs away sees nothing more of it', async () => {
    const desk = await openDesk(given);
    const { facts, next, notes = [] } = await desk.ask(ANA, assign, { customer: 'nova', people: EVE });
    expect(facts.find(({ key }) => key === 'tags')?.value).toBeNull();
    expect(next).toEqual([]);
    expect(notes.join(' ')).toMatch(/not one of your customers any more/);
    await expect(desk.ask(ANA, customer, { customer: 'nova' })).rejects.toMatchObject({ exitCode: 2 });
  });

  test.each([
    [null, 'me', /command line is nobody/],
    [EVE, 'somebody', /“somebody” is no e-mail address/],
    [EVE, ' , ', /no e-mail address/],
    [EVE, 'none,me', /“none” is no e-mail address/],
  ])('%s cannot assign to %j', async (as, people, told) => {
    const desk = await openDesk(given);
    const before = stored(desk);
    await expect(desk.ask(as, assign, { customer: 'nova', people })).rejects.toThrow(told);
    expect(stored(desk)).toEqual(before);
  });
});
