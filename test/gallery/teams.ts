import { readFileSync } from 'node:fs';
import { createElement as h, type ReactNode } from 'react';
import { assetPath } from '../../src/base/paths.ts';
import { dialogCard } from '../../src/chat/teams/cards/dialog.ts';
import { cardMessage, type How } from '../../src/chat/teams/cards/message.ts';
import type { Language } from '../../src/words/languages.ts';
import type { Images } from './images.ts';
import type { Seen } from './picture.ts';
import { people } from './world.ts';

/** Where it is seen, as Teams says it. */
const places: Readonly<Record<Extract<Seen, { kind: 'message' }>['to'], string>> = {
  asker: 'Only you can see this message',
  pressed: 'In place of the message',
  person: 'Personal chat',
  channel: 'Everybody in the channel',
  message: 'Edited in place',
};

const mentions = new Map(Object.entries(people).map(([who, id]) => [id, { id: `29:${id}`, name: who }]));
const key = Buffer.alloc(32);
const back = { do: 'show', q: 'expiring 90d', of: people.editor } as const;

/** What Teams shows of the same, drawn when the page is opened. */
export function drawTwin(seen: Seen, images: Images, language: Language): ReactNode {
  const how: How = { key, mentions, pictures: images.urls };
  switch (seen.kind) {
    case 'message':
    case 'home': {
      const { attachments, summary } = cardMessage(seen.card, how);
      return [
        h('p', { className: 'where', key: 'where' }, seen.kind === 'home' ? 'Personal chat' : places[seen.to]),
        ...attachments.map(({ content }, at) => card(content, at)),
        h('p', { className: 'fallback', key: 'summary' }, `Notification: ${summary}`),
      ];
    }
    case 'dialog':
      return [
        h('p', { className: 'where', key: 'where' }, 'In place of the message'),
        card(dialogCard(seen.dialog, { key, language, back }).attachments[0]?.content, 0),
      ];
    case 'file':
      return [
        h('p', { className: 'where', key: 'where' }, 'File in the personal chat, once it is accepted'),
        h('p', { key: 'comment' }, seen.file.comment),
        h('div', { className: 'file-name', key: 'name' }, seen.file.name),
      ];
  }
}

function card(content: unknown, key: number): ReactNode {
  return h('div', { className: 'teams-card', key, 'data-card': JSON.stringify(content) });
}

/** Draws every card of the page with Microsoft's renderer, set up as Teams is. */
export function teamsScript(): string {
  const renderer = readFileSync(assetPath('node_modules/adaptivecards/dist/adaptivecards.min.js'), 'utf8');
  return `${renderer.replaceAll('</script', '<\\/script')}\n(${String(drawAll)})(${JSON.stringify(hostConfig)});`;
}

export const teamsLook = `
  .beside { display: flex; flex-wrap: wrap; gap: 12px 20px; align-items: flex-start; }
  .beside > div { flex: 1 1 340px; min-width: 0; max-width: 560px; }
  .beside .twin { font-family: "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif; font-size: 14px; }
  .teams-card { border: 1px solid #d1d1d1; border-radius: 8px; overflow: hidden; margin-top: 4px; color: #242424; overflow-wrap: anywhere; }
  .teams-card .ac-pushButton { font: 600 14px/20px "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif; padding: 5px 12px; border: 1px solid #d1d1d1; border-radius: 4px; background: #fff; color: #242424; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .teams-card .ac-actionSet { flex-wrap: wrap; row-gap: 6px; }
  .teams-card .ac-actionSet > * { flex: 0 0 auto !important; max-width: 100%; }
  .teams-card .ac-pushButton.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #fff; }
  .teams-card input, .teams-card select, .teams-card textarea { font: inherit; width: 100%; padding: 4px 8px; border: 1px solid #d1d1d1; border-radius: 4px; background: #fff; }
  .teams-card input[type=checkbox], .teams-card input[type=radio] { width: auto; }
  .teams-card .ac-anchor, .teams-card a { color: #4f52b2; }
  .teams-card .wrong { color: #b00020; font: 12px monospace; padding: 6px; white-space: pre-wrap; }
  @media (max-width: 500px) { .beside > div { flex-basis: 100%; } }
`;

/** Runs in the page: it may use nothing but what it is given. */
function drawAll(config: object): void {
  const cards = Reflect.get(globalThis, 'AdaptiveCards');
  const page = Reflect.get(globalThis, 'document');
  const width = Reflect.get(globalThis, 'innerWidth') < 500 ? 1 : 2;
  const classes: Record<string, number> = { VeryNarrow: 0, Narrow: 1, Standard: 2, Wide: 3 };
  const isSeen = (node: object): boolean => {
    const wanted = Reflect.get(node, 'targetWidth');
    if (typeof wanted !== 'string') return true;
    const [bound, name] = wanted.includes(':') ? wanted.split(':') : ['is', wanted];
    const its = classes[name ?? ''] ?? 2;
    return bound === 'atLeast' ? width >= its : bound === 'atMost' ? width <= its : width === its;
  };
  /** Teams leaves out what is for another width, and draws mentions; the renderer knows of neither. */
  const fitting = (node: unknown): unknown => {
    if (typeof node === 'string') return node.replace(/<at>(.*?)<\/at>/g, '@$1');
    if (Array.isArray(node)) return node.map(fitting).filter((each) => each !== undefined);
    if (typeof node !== 'object' || node === null) return node;
    if (!isSeen(node)) return undefined;
    return Object.fromEntries(Object.entries(node).map(([name, each]) => [name, fitting(each)]));
  };
  for (const place of page.querySelectorAll('.teams-card')) {
    try {
      const card = new cards.AdaptiveCard();
      card.hostConfig = new cards.HostConfig(config);
      const context = new cards.SerializationContext();
      card.parse(fitting(JSON.parse(place.dataset.card)), context);
      place.append(card.render());
      for (let at = 0; at < context.eventCount; at++) {
        const line = page.createElement('div');
        line.className = 'wrong';
        line.textContent = context.getEventAt(at).message;
        if (!/Chart\.|"lang"/.test(line.textContent)) place.append(line);
      }
    } catch (error) {
      place.textContent = String(error);
    }
  }
}

const text = (dark: string, subtle: string) => ({ default: dark, subtle });
const colours = {
  default: text('#242424', '#616161'),
  dark: text('#242424', '#616161'),
  light: text('#ffffff', '#f0f0f0'),
  accent: text('#4f52b2', '#7f85f5'),
  good: text('#107c10', '#54b054'),
  warning: text('#835c00', '#c19c00'),
  attention: text('#c50f1f', '#dc626d'),
};
const style = (backgroundColor: string) => ({ backgroundColor, foregroundColors: colours });

/** The light theme of Teams, as far as the renderer knows it. */
const hostConfig = {
  supportsInteractivity: true,
  fontFamily: '"Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif',
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
  spacing: { small: 6, default: 10, medium: 14, large: 20, extraLarge: 26, padding: 14 },
  separator: { lineThickness: 1, lineColor: '#e0e0e0' },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: style('#ffffff'),
    emphasis: style('#f5f5f5'),
    accent: style('#e8ebfa'),
    good: style('#e7f2da'),
    attention: style('#fdf3f4'),
    warning: style('#fef7e0'),
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    preExpandSingleShowCardAction: false,
    showCard: { actionMode: 'inline', inlineTopMargin: 8 },
  },
  factSet: {
    title: { color: 'default', size: 'default', isSubtle: false, weight: 'bolder', wrap: true, maxWidth: 150 },
    value: { color: 'default', size: 'default', isSubtle: false, weight: 'default', wrap: true },
    spacing: 12,
  },
  table: { cellSpacing: 6 },
};
