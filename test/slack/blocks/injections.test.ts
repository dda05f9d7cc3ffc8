import { expect, test } from 'vitest';
import type { Card } from '../../../src/chat/card/card.ts';
import type { Dialog } from '../../../src/chat/dialog.ts';
import { dialogView, drawnOptions } from '../../../src/chat/slack/blocks/dialog-view.ts';
import { cardMessage, homeView, plainMessage } from '../../../src/chat/slack/blocks/message.ts';
import { injections } from '../injections.ts';
import { assertValidMessage, assertValidOptions, assertValidView } from '../validator/validator.ts';

/** A card and a dialog with a text at every place that can hold one from data. */
function cardOf(text: string): Card {
  const button = { label: text, press: { do: 'show', q: `customer "${text.slice(0, 300)}"`, of: 'U0001' } } as const;
  return {
    fallback: text,
    title: text,
    demo: true,
    parts: [
      { kind: 'facts', facts: [{ label: text, value: text }] },
      { kind: 'warning', text },
      { kind: 'text', text },
      { kind: 'rows', rows: [{ name: text, lead: text, detail: text }] },
      { kind: 'rows', rows: [{ name: text, lead: text, detail: '' }] },
      { kind: 'table', heads: [{ text, right: false }], rows: [[text]] },
      { kind: 'chart', chart: { kind: 'bar', x: [text], xKey: 'customer', series: [] }, title: text, alt: text },
      { kind: 'heading', text },
      { kind: 'table', heads: [{ text, right: true }], rows: [[text]] },
      { kind: 'links', links: [{ text, url: 'https://admin.webex.com/' }] },
      { kind: 'buttons', buttons: [button] },
      { kind: 'note', text },
    ],
    buttons: [button],
    more: [{ label: text, press: { do: 'to-me', q: 'expiring', of: 'U0001' } }],
  };
}

function dialogOf(text: string): Dialog {
  const option = { value: 'a', label: text };
  const common = { label: text, hint: text, optional: true };
  return {
    name: 'filter',
    title: text,
    submit: text,
    state: text.slice(0, 3000),
    parts: [{ kind: 'text', text }],
    fields: [
      { ...common, kind: 'choice', key: 'a', options: [option], chosen: ['a'], many: true },
      { ...common, kind: 'choice', key: 'b', options: [option], chosen: ['a'], many: false },
      { ...common, kind: 'search', key: 'c', chosen: [text], many: true },
      { ...common, kind: 'text', key: 'd', value: text, placeholder: text, longest: 200 },
    ],
  };
}

/** What is drawn, without the texts and what they were asked with. */
function skeleton(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, each: unknown) =>
      (['text', 'value'].includes(key) && typeof each === 'string') || key === 'initial_options' ? '' : each,
    ),
  );
}

const shapeOfMessage = skeleton(cardMessage(cardOf('Nova Foods')));

test('there are at least two hundred of them, and all differ', () => {
  expect(new Set(injections).size).toBeGreaterThanOrEqual(200);
});

test.each([...new Set(injections)].map((text) => [JSON.stringify(text).slice(0, 60), text]))(
  '%s has no effect',
  (_, text) => {
    const card = cardOf(text);
    const message = cardMessage(card);
    assertValidMessage(message);
    assertValidMessage(plainMessage(card));
    assertValidMessage(cardMessage(card, new Map(card.parts.map((part) => [part, 'F0001']))));
    assertValidView(homeView(card));
    assertValidView(dialogView(dialogOf(text)));
    assertValidOptions({ options: drawnOptions([{ value: text, label: text }]) });
    // A title that is cut stands once more below, and what is blank is left out.
    if (text.length < 30 && text.trim() !== '') expect(skeleton(message)).toEqual(shapeOfMessage);
    for (const url of [text, `https://${text}`, `javascript:${text}`])
      assertValidMessage(cardMessage({ ...card, parts: [{ kind: 'links', links: [{ text, url }] }] }));
  },
);
