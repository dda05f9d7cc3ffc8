import { expect, test } from 'vitest';
import type { Dialog } from '../../src/chat/dialog.ts';
import { cardOf, outbound } from './outbound.ts';

const world = outbound();

const dialog: Dialog = {
  name: 'filter',
  title: 'Filter',
  submit: 'Show',
  parts: [],
  fields: [
    { kind: 'text', key: 'words', label: 'Words', optional: true, value: '', longest: 100 },
    {
      kind: 'choice',
      key: 'country',
      label: 'Country',
      optional: true,
      many: true,
      chosen: [],
      options: [{ value: 'BR', label: 'Brazil' }],
    },
  ],
  state: '{"q":"expiring"}',
};

test('a dialog opens for whoever pressed, keeps its state, and can be changed', async () => {
  const { double, port } = world;
  const handle = world.handle({ trigger: double.trigger() });
  const opened = await port.openDialog(handle, dialog);
  if (opened.at !== 'open') throw new Error('it did not open');
  expect(double.shown).toMatchObject([
    { kind: 'modal', ts: opened.id, user: double.people.rep.id, payload: { private_metadata: dialog.state } },
  ]);
  await port.changeDialog(double.team, opened.id, { ...dialog, title: 'Other' });
  expect(double.last()).toMatchObject({ text: 'Other', edits: 1 });
});

test('too late, or by nothing, no dialog opens and nobody is harmed', async () => {
  const { double, port } = world;
  const late = { at: 'refused', why: 'expired' };
  expect(await port.openDialog(world.handle(), dialog)).toMatchObject(late);
  expect(await port.openDialog('', dialog)).toMatchObject(late);
  expect(await port.openDialog(world.handle({ trigger: 'long-gone' }), dialog)).toMatchObject(late);
  const trigger = double.trigger();
  double.fault({ method: 'views.open', fault: { kind: 'reset-before' } });
  expect(await port.openDialog(world.handle({ trigger }), dialog)).toMatchObject({ why: 'unreachable' });
  expect(world.times('views.open')).toBe(2);
  await port.changeDialog(double.team, 'V404', dialog);
});

test('the bot’s page is drawn, drawn again after a lost reply, and as text where its look is not taken', async () => {
  const { double, port, rep } = world;
  expect(await port.showHome(rep, cardOf('Home'))).toMatchObject({ at: 'posted' });
  expect(double.shown).toMatchObject([{ kind: 'home', user: rep.user }]);
  double.fault({ method: 'views.publish', fault: { kind: 'reset' }, times: 1 });
  expect(await port.showHome(rep, cardOf('Home'))).toMatchObject({ at: 'posted' });
  expect(double.shown).toMatchObject([{ kind: 'home', edits: 2 }]);
  double.fault({ method: 'views.publish', fault: { kind: 'error', error: 'invalid_arguments' }, times: 1 });
  expect(await port.showHome(rep, cardOf('Plain'))).toMatchObject({ at: 'posted' });
  expect(JSON.stringify(double.last()?.blocks)).toContain('Plain');
  double.fault({ method: 'views.publish', fault: { kind: 'error', error: 'account_inactive' } });
  expect(await port.showHome(rep, cardOf('No'))).toMatchObject({ at: 'refused', why: 'account-off' });
});
