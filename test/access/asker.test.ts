import { describe, expect, test } from 'vitest';
import { askerOf, commandLine } from '../../src/access/asker.ts';
import { covers, needsRole } from '../../src/access/roles.ts';
import { UserError } from '../../src/base/errors.ts';
import { messagesFor } from '../../src/words/messages.ts';
import type { Role } from '../../src/words/values.ts';
import { openDesk } from '../commands/desk.ts';

const say = messagesFor('en');
const people = ['people-2026-11-21.csv'];

describe('who asks', () => {
  test('the command line itself may do everything', async () => {
    const { workspace } = await openDesk([]);
    expect(await askerOf(workspace.db, null, say)).toEqual({
      email: null,
      name: null,
      role: 'admin',
      scope: 'all',
      money: true,
    });
  });

  test.each(['', '  '])('an empty e-mail address is wrong use and not the command line: “%s”', async (email) => {
    const { workspace } = await openDesk([]);
    await expect(askerOf(workspace.db, email, say)).rejects.toMatchObject({
      exitCode: 2,
      message: say('error.no-asker'),
    });
  });

  test.each([
    ['ada@reseller.example', { name: 'Ada', role: 'admin', scope: 'all', money: true }],
    ['eve@reseller.example', { name: 'Eve', role: 'editor', scope: 'all', money: true }],
    ['ana@reseller.example', { name: 'Ana', role: 'editor', scope: 'own', money: true }],
    ['ben@reseller.example', { name: 'Ben', role: 'viewer', scope: 'own', money: false }],
  ])('%s is who the list says, and viewers see no money', async (email, expected) => {
    const { workspace } = await openDesk(people);
    expect(await askerOf(workspace.db, email, say)).toEqual({ email, ...expected });
    expect(await askerOf(workspace.db, `  ${email.toUpperCase()} `, say)).toEqual({ email, ...expected });
  });

  test('somebody the list does not name is told who can add them', async () => {
    const { workspace } = await openDesk(people);
    const refused = askerOf(workspace.db, 'mallory@elsewhere.example', say);
    await expect(refused).rejects.toThrow(UserError);
    await expect(refused).rejects.toThrow(/mallory@elsewhere\.example .*Ada \(ada@reseller\.example\)/);
  });

  test('without a list everybody is refused with how to make one', async () => {
    const { workspace } = await openDesk([]);
    const refused = askerOf(workspace.db, 'ada@reseller.example', say);
    await expect(refused).rejects.toMatchObject({ exitCode: 2, next: 'npm run -s pulse -- template people' });
  });

  test('who is absent from the newest list loses access, and has it again when that list is undone', async () => {
    const { workspace } = await openDesk(people);
    const { importId } = await workspace.put(
      'people-2026-11-22.csv',
      'E-mail,Name,Role\nada@reseller.example,Ada,admin\n',
    );
    await expect(askerOf(workspace.db, 'ana@reseller.example', say)).rejects.toThrow(UserError);
    await workspace.undo(importId);
    expect(await askerOf(workspace.db, 'ana@reseller.example', say)).toMatchObject({ scope: 'own' });
  });
});

describe('what a role may do', () => {
  const ladder: Role[] = ['viewer', 'editor', 'admin'];
  test.each(ladder.flatMap((role, at) => ladder.map((needed, above) => ({ role, needed, may: at >= above }))))(
    '$role for what $needed may: $may',
    ({ role, needed, may }) => {
      expect(covers(role, needed)).toBe(may);
    },
  );

  test('a refusal names the role and who can give it; without a role nothing stands in the way', async () => {
    const { workspace } = await openDesk(people);
    const viewer = { ...commandLine, role: 'viewer' } as const;
    expect(await needsRole(workspace.db, viewer, 'editor', say)).toMatch(/editor.*Ada \(ada@reseller\.example\)/);
    expect(await needsRole(workspace.db, viewer, undefined, say)).toBeUndefined();
    expect(await needsRole(workspace.db, commandLine, 'admin', say)).toBeUndefined();
  });
});
