import { readFileSync } from 'node:fs';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { assetPath } from '../../src/base/paths.ts';
import type { Language } from '../../src/words/languages.ts';
import { drawSection } from './draw.ts';
import type { Images } from './images.ts';
import { literals } from './literal.ts';
import type { Section } from './picture.ts';
import { teamsLook, teamsScript } from './teams.ts';

const own = `
  * { box-sizing: border-box; }
  body { margin: 0; padding: 16px; background: #fff; color: #1d1c1d; font: 15px/1.46 Lato, "Noto Sans", "Noto Sans CJK SC", sans-serif; }
  [hidden] { display: none !important; }
  nav { display: flex; flex-wrap: wrap; gap: 4px 12px; margin-bottom: 16px; font-size: 13px; }
  main > section { border-top: 3px solid #1f3a5f; margin-top: 24px; padding-top: 4px; background: #fff; }
  h2 { font-size: 18px; margin: 4px 0 8px; }
  article { max-width: 1230px; border: 1px solid #ddd; border-radius: 8px; margin: 0 0 16px; padding: 8px 12px; overflow: hidden; }
  .did { margin: 0 0 6px; font: 12px/1.4 monospace; color: #555; overflow-wrap: anywhere; }
  .where, .menu, .fallback { font-size: 12px; color: #777; margin: 4px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
  .fallback { border-left: 3px solid #e3b341; padding-left: 6px; }
  .menu { border-left: 3px solid #888; padding-left: 6px; }
  .message > *, .slack_blocks_to_jsx, .slack_blocks_to_jsx > *, .slack_blocks_to_jsx--blocks, .slack_blocks_to_jsx--block_wrapper { min-width: 0; max-width: 100%; }
  .slack_blocks_to_jsx, .inside, .home { overflow-wrap: anywhere; }
  .slack_blocks_to_jsx__table { max-width: 100%; overflow-x: auto; }
  .missing { color: #b00020; }
  .beside + .beside { margin-top: 14px; }
  .dialog { border: 1px solid #aaa; border-radius: 10px; max-width: 520px; box-shadow: 0 4px 18px #0002; }
  .bar, .ends { display: flex; justify-content: space-between; padding: 12px 16px; font-size: 17px; }
  .ends { justify-content: flex-end; gap: 8px; border-top: 1px solid #ddd; font-size: 14px; }
  .close, .submit { border: 1px solid #bbb; border-radius: 5px; padding: 5px 14px; font-weight: 700; }
  .submit { background: #007a5a; color: #fff; border-color: #007a5a; }
  .inside { padding: 0 16px 12px; }
  .home { border: 1px solid #aaa; border-radius: 10px; padding: 0 14px 12px; }
  .tabs { border-bottom: 1px solid #ddd; padding-bottom: 8px; color: #666; white-space: pre; }
  .file-name { display: inline-block; border: 1px solid #ccc; border-radius: 8px; padding: 8px 12px; font-weight: 700; }
  pre { font-size: 11px; overflow: hidden; text-overflow: ellipsis; background: #f6f6f6; padding: 6px; }
`;

/** One page that needs nothing from anywhere: all sections in one language, with links to the other pages. */
export function pageOf(
  sections: readonly Section[],
  images: Images,
  language: Language,
  others: readonly Language[],
): string {
  const theirs = readFileSync(assetPath('node_modules/slack-blocks-to-jsx/dist/style.css'), 'utf8');
  const links = [
    ...others.map((each) => h('a', { key: each, href: `index.${each}.html` }, each === language ? `[${each}]` : each)),
    ...sections.map(({ key, title }) => h('a', { key, href: `#${key}` }, title)),
  ];
  const texts = literals();
  const drawn = sections.map((each) => drawSection(each, { texts, images, language }));
  const body = texts.show(renderToStaticMarkup(h('main', null, h('nav', null, ...links), ...drawn)));
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Gallery (${language})</title><style>${theirs}</style><style>${own}${teamsLook}</style></head><body>`,
    body,
    `<script>${teamsScript()}</script></body></html>`,
  ].join('\n');
}
