import { expect, test } from 'vitest';
import { readQuestion } from '../../src/ask/parse.ts';
import { questionText } from '../../src/ask/print.ts';
import type { Dialog } from '../../src/chat/dialog.ts';
import { customerDialog } from '../../src/chat/flow/customer-dialog.ts';
import { customerOption } from '../../src/chat/flow/customer-option.ts';
import { filterDialog, filteredQuestion } from '../../src/chat/flow/filter-dialog.ts';
import { dialogView } from '../../src/chat/slack/blocks/dialog-view.ts';
import { openStage, people, type Stage } from './stage.ts';

/** What a window sends when nothing in it was touched. */
function untouched(dialog: Dialog): Record<string, string[]> {
  const chosen: Record<string, string[]> = {};
  for (const block of dialogView(dialog).blocks) {
    if (!('element' in block)) continue;
    const element: object = block.element;
    const many: { value: string }[] = Reflect.get(element, 'initial_options') ?? [];
    const one: { value: string } | undefined = Reflect.get(element, 'initial_option');
    const key = String(Reflect.get(element, 'action_id')).replace(/^\w+:/, '');
    chosen[key] = (one === undefined ? many : [one]).map(({ value }) => value);
  }
  return chosen;
}

const long = 'long '.repeat(33).trim();
const many = Array.from({ length: 130 }, (_, n) => `t${String(n).padStart(3, '0')}`).join(',');

test.each([
  `customers tag:"${long}"`,
  `customers tag:gold,"${long}"`,
  `customers tag:${many}`,
  'customers country:BR -country:AR status:active',
  'expiring 90d product:"Webex Calling" by:owner',
  'cluster act-now m365 owner:me',
])('the filter window sent unchanged asks the same: %.60s', async (q) => {
  const stage = await openStage([]);
  const { vocabulary } = stage.around.desk();
  const dialog = filterDialog(q, 's', 'en', vocabulary);
  if (dialog === undefined) throw new Error('no window');
  const read = readQuestion(q, vocabulary);
  const before = 'question' in read ? questionText(read.question, vocabulary) : '';
  expect(before).not.toBe('');
  const words = (text: string) => text.split(/[\s,]+/).sort();
  // A list that is cut in two comes back in another order.
  expect(words(filteredQuestion(q, untouched(dialog), vocabulary) ?? '')).toEqual(words(before));
});

test('what was taken away in the filter window goes, and what it had no room for stays', async () => {
  const stage = await openStage([]);
  const { vocabulary } = stage.around.desk();
  expect(filteredQuestion(`customers tag:gold,"${long}"`, { tag: [] }, vocabulary)).toBe(`customers tag:"${long}"`);
  expect(filteredQuestion('customers tag:gold', { tag: [] }, vocabulary)).toBe('customers');
});

const first = `${'Very long name of a company '.repeat(8)}One`;
const second = `${'Very long name of a company '.repeat(8)}Two`;
const disguised = customerOption(second).value;

async function openLong(): Promise<Stage> {
  const stage = await openStage(['people-2026-11-21.csv']);
  const rows = [first, second, disguised].map((name, n) => `"${name}",ana@reseller.example,n${n}.com.br`);
  await stage.workspace.put('crm-customers-2026-11-20.csv', ['Customer,Owner,Domain', ...rows, ''].join('\n'));
  return stage;
}

test('a customer whose name is too long for a choice can be chosen, and none is taken for another', async () => {
  const stage = await openLong();
  const drawn = JSON.stringify(dialogView(customerDialog([first, second, disguised], 's', 'en')).blocks);
  const place = { channel: 'C0DEALS', kind: 'channel', thread: null };
  const state = JSON.stringify({ q: 'customers', handle: 'h', place });
  for (const name of [first, second, disguised]) {
    const { value } = customerOption(name);
    expect(value.length).toBeLessThanOrEqual(150);
    expect(drawn).toContain(value);
    await stage.say('U0EVE', { do: 'dialog', name: 'customer', state, chosen: { listed: [value] } });
    expect(JSON.stringify(stage.port.last().parts)).toContain(`Read as: customer \\"${name}\\"`);
  }
  const speaker = { platform: 'slack', team: 'T0001', user: 'U0EVE' } as const;
  const found = await stage.reception.options({ speaker, state, key: 'customer', typed: 'very' });
  expect(found.map(({ value }) => value)).toEqual([first, second].map((name) => customerOption(name).value));
});

test('a digest of a customer that is not the asker’s says no more than one of none', async () => {
  const stage = await openLong();
  const place = { channel: 'C0DEALS', kind: 'channel', thread: null };
  const state = JSON.stringify({ q: 'customers', handle: 'h', place });
  const answers: string[] = [];
  for (const name of [first, 'x'.repeat(200)]) {
    const chosen = { customer: [customerOption(name).value] };
    await stage.say('U0BEN', { do: 'dialog', name: 'customer', state, chosen });
    answers.push(stage.port.last().fallback);
  }
  expect(people.U0BEN).not.toBe(people.U0ANA);
  expect(answers[0]).toBe(answers[1]);
});
