import { describe, expect, test } from 'vitest';
import { assign } from '../../commands/assign.ts';
import type { Command } from '../../commands/command.ts';
import { customer } from '../../commands/customer.ts';
import { data } from '../../commands/data.ts';
import { expiring } from '../../commands/expiring.ts';
import { help } from '../../commands/help.ts';
import { matches } from '../../commands/matches.ts';
import { whoami } from '../../commands/whoami.ts';
import { languages } from '../../src/words/languages.ts';
import { files, openDesk } from './desk.ts';

const all = [customer, expiring, help, matches] as readonly Command[];
const factsOf = ({ facts }: { facts: { key: string; value: unknown }[] }) =>
  Object.fromEntries(facts.map(({ key, value }) => [key, value]));

describe('help', () => {
  test('shows every question there is with its summary, and marks those for some roles', async () => {
    const { ask } = await openDesk([]);
    const { table, notes = [] } = await ask(null, help, {}, { commands: all });
    expect(table?.rows.map((row) => row['command'])).toEqual(['customer', 'expiring', 'help', 'matches']);
    expect(table?.rows[3]?.['summary']).toMatch(/\(editor only\)$/);
    expect(table?.rows[2]?.['summary']).not.toMatch(/only/);
    expect(notes.join(' ')).toMatch(/country: .*owner:/);
  });

  test('of one question shows its columns, words, groups and examples as they are defined', async () => {
    const { ask } = await openDesk([]);
    const { table, sections = [], notes = [] } = await ask(null, help, { command: 'expiring' }, { commands: all });
    expect(table?.rows.map((row) => row['column'])).toEqual(expiring.list?.columns);
    expect(table?.rows.every((row) => typeof row['meaning'] === 'string')).toBe(true);
    expect(sections[0]?.table?.rows).toEqual([
      { word: 'period', meaning: expect.stringMatching(/ahead; otherwise 90d$/) },
    ]);
    expect(sections[1]?.table?.rows.map((row) => row['example'])).toEqual(expiring.examples);
    expect(notes.join(' ')).toMatch(/by: month, customer/);
  });

  test('of what is no question offers the nearest', async () => {
    const { ask } = await openDesk([]);
    await expect(ask(null, help, { command: 'expirng' }, { commands: all })).rejects.toMatchObject({
      exitCode: 2,
      next: 'help expiring',
    });
  });

  test.each(languages)('is written in %s', async (language) => {
    const { ask } = await openDesk([]);
    const { table } = await ask(null, help, { command: 'expiring' }, { commands: all, language });
    const english = await ask(null, help, { command: 'expiring' }, { commands: all });
    const same = table?.rows.filter((row, at) => row['meaning'] === english.table?.rows[at]?.['meaning']).length ?? 0;
    expect(language === 'en' ? same > 0 : same <= 3).toBe(true);
  });
});

describe('whoami', () => {
  test('says role, scope, zone, and how many customers are theirs and how that is known', async () => {
    const { ask } = await openDesk();
    const ana = 'ana@reseller.example';
    const before = await ask(ana, whoami);
    expect(factsOf(before)).toEqual({
      name: 'Ana',
      email: ana,
      role: 'editor',
      scope: 'own',
      customers: 1,
      sees_revenue: true,
      time_zone: 'America/Sao_Paulo',
    });
    expect(before.notes?.[0]).toBe('1 customer is yours: 1 by the owner in the customer list.');
    await ask(null, assign, { customer: 'harbor', people: ana });
    expect((await ask(ana, whoami)).notes?.[0]).toBe(
      '2 customers are yours: 1 by the owner in the customer list, 1 assigned here.',
    );
  });

  test('says so to somebody who owns nothing, and to the command line', async () => {
    const { ask } = await openDesk();
    expect((await ask('eve@reseller.example', whoami)).notes?.[0]).toMatch(/^No customer is yours/);
    const { facts, notes } = await ask(null, whoami);
    expect(factsOf({ facts })).toMatchObject({ email: null, role: 'admin', customers: null });
    expect(notes?.[0]).toMatch(/command line/);
  });
});

describe('data', () => {
  test('shows files to those who see all, and only counts to those who see their own', async () => {
    const { ask, workspace } = await openDesk();
    await workspace.take(
      workspace.write(
        'partner-hub-subscriptions-2026-11-16.csv',
        `${files['partner-hub-subscriptions-2026-11-15.csv']?.join('\n').replace(',10,9,8', ',Harbor Secret,9,8')}\n`,
      ),
    );
    const seen = await ask('eve@reseller.example', data);
    expect(JSON.stringify(seen)).toContain('people-2026-11-21.csv');
    for (const as of ['ana@reseller.example', 'eve@reseller.example', null])
      expect(JSON.stringify(await ask(as, data))).not.toContain('Harbor');
    const own = await ask('ana@reseller.example', data);
    expect(JSON.stringify(own)).not.toContain('.csv');
    expect(factsOf(own)).toEqual(factsOf(seen));
    expect((await ask(null, data)).notes?.join(' ')).toMatch(/data rejects/);
  });
});

describe('matches', () => {
  test('shows only pairs of which both are the asker’s', async () => {
    const { ask } = await openDesk();
    const { table } = await ask(null, matches);
    expect(table?.rows.length).toBeGreaterThan(0);
    expect(table?.rows[0]).toMatchObject({ name: 'Mirante SA', other_name: 'Mirante SA' });
    const ana = 'ana@reseller.example';
    expect((await ask(ana, matches)).table?.rows).toEqual([]);
    await ask(null, assign, { customer: 'mirante.es', people: ana });
    expect((await ask(ana, matches)).table?.rows).toEqual([]);
    await ask(null, assign, { customer: 'mirante.com.ar', people: ana });
    expect((await ask(ana, matches)).table?.rows).toHaveLength(table?.rows.length ?? 0);
  });
});
