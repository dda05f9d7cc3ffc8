import { createElement as h, type ReactNode } from 'react';
import { type Block, Message } from 'slack-blocks-to-jsx';
import type { CardButton } from '../../src/chat/card/card.ts';
import { dialogView } from '../../src/chat/slack/blocks/dialog-view.ts';
import { cardMessage, homeView } from '../../src/chat/slack/blocks/message.ts';
import type { Language } from '../../src/words/languages.ts';
import type { Images } from './images.ts';
import type { Literals } from './literal.ts';
import type { Picture, Section, Seen } from './picture.ts';
import { drawTwin } from './teams.ts';

/** A small square for the bot's face; nothing is fetched. */
const FACE = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" rx="6" fill="#1f3a5f"/><path d="M6 20h6l3-9 5 15 3-6h7" fill="none" stroke="#fff" stroke-width="2.5"/></svg>',
)}`;

/** Any time will do; it is the same in every picture. */
const AT = new Date(Date.UTC(2026, 10, 21, 12));

/** Where a message is seen, as Slack says it above or below. */
const places: Readonly<Record<Extract<Seen, { kind: 'message' }>['to'], string>> = {
  asker: 'Only visible to you',
  pressed: 'In place of the message',
  person: 'Direct message',
  channel: 'Everybody in the channel',
  message: 'Edited in place',
};

/** What every picture of a page is drawn with. */
export interface Drawn {
  readonly texts: Literals;
  readonly images: Images;
  readonly language: Language;
}

/** A section as HTML elements: what was done, what Slack shows of it, and beside it what Teams does. */
export function drawSection({ key, title, pictures }: Section, drawn: Drawn): ReactNode {
  return h(
    'section',
    { id: key, key },
    h('h2', null, title),
    ...pictures.map((picture, at) => h('article', { key: at }, ...drawPicture(picture, drawn))),
  );
}

function drawPicture({ did, about, seen }: Picture, { texts, images, language }: Drawn): ReactNode[] {
  return [
    h('p', { className: 'did', key: 'did' }, h('b', null, did), about === '' ? null : ` · ${about}`),
    ...(seen.length === 0 ? [h('p', { className: 'missing', key: 'none' }, 'Nothing is seen of this.')] : []),
    ...seen.map((each, at) =>
      h(
        'div',
        { key: at, className: 'beside' },
        h('div', { className: each.kind }, drawSeen(each, texts, images)),
        h('div', { className: 'twin' }, drawTwin(each, images, language)),
      ),
    ),
  ];
}

function drawSeen(seen: Seen, texts: Literals, images: Images): ReactNode {
  switch (seen.kind) {
    case 'message': {
      const { text, blocks } = cardMessage(seen.card, images.ids);
      return [
        h('p', { className: 'where', key: 'where' }, places[seen.to]),
        message(texts.hide(images.show(blocks))),
        behindMenu(seen.card.more),
        h('p', { className: 'fallback', key: 'text' }, `Notification: ${unescaped(text)}`),
      ];
    }
    case 'home':
      return [
        h('p', { className: 'tabs', key: 'tabs' }, h('b', null, 'Home'), ' Messages  About'),
        h('div', { key: 'blocks' }, bare(texts.hide(homeView(seen.card).blocks))),
      ];
    case 'dialog': {
      const view = dialogView(seen.dialog);
      return [
        h('div', { className: 'bar', key: 'bar' }, h('b', null, view.title.text), h('span', null, '×')),
        h('div', { className: 'inside', key: 'inside' }, bare(texts.hide(view.blocks))),
        h(
          'div',
          { className: 'ends', key: 'ends' },
          h('span', { className: 'close' }, view.close?.text ?? 'Cancel'),
          view.submit === undefined ? null : h('span', { className: 'submit' }, view.submit.text),
        ),
      ];
    }
    case 'file':
      return [
        h('p', { className: 'where', key: 'where' }, 'File in the direct message'),
        h('p', { key: 'comment' }, seen.file.comment),
        h('div', { className: 'file-name', key: 'name' }, seen.file.name),
        h('pre', { key: 'content' }, seen.file.content.split('\n').slice(0, 6).join('\n')),
      ];
  }
}

function message(blocks: readonly object[]): ReactNode {
  return h(Message, {
    blocks: drawable(blocks),
    name: 'Partner Pulse',
    logo: FACE,
    time: AT,
    theme: 'light',
    key: 'm',
  });
}

function bare(blocks: readonly object[]): ReactNode {
  return h(Message, { blocks: drawable(blocks), name: '', logo: '', theme: 'light', withoutWrapper: true });
}

/** Ours are typed by Slack's package and the renderer's by its own, of the same things. */
function drawable(blocks: readonly object[]): Block[] {
  return blocks as Block[];
}

function behindMenu(more: readonly CardButton[]): ReactNode {
  if (more.length === 0) return null;
  return h('p', { className: 'menu', key: 'menu' }, `Behind ⋮  ${more.map(({ label }) => label).join(' · ')}`);
}

/** As a notification shows it. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
