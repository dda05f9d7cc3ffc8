import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { assetPath } from '../../src/base/paths.ts';
import { type Language, languages } from '../../src/words/languages.ts';
import { imagesOf } from './images.ts';
import { pageOf } from './page.ts';
import { allSections } from './sections.ts';
import { browserPath, type Page, shoot } from './shoot.ts';
import { makeDemo, openWorld } from './world.ts';

// Other languages can be named, and sections: npm run gallery -- de fr alerts night
const said = process.argv.slice(2);
const named = said.filter((each): each is Language => languages.some((known) => known === each));
const onlyThese = said.filter((each) => !languages.some((known) => known === each));
const wanted: readonly Language[] = named.length > 0 ? named : ['en', 'pt', 'zh'];
const started = systemClock.monotonic();
const out = assetPath('dist/gallery');
const folder = mkdtempSync(join(tmpdir(), 'pulse-gallery-'));
try {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const demo = await makeDemo(folder);
  const pages: Page[] = [];
  for (const language of wanted) {
    const world = await openWorld(folder, 'demo', language, { from: demo });
    const empty = await openWorld(folder, 'empty', language);
    const hostile = await openWorld(folder, 'hostile', language, { from: demo });
    const marked = await openWorld(folder, 'marked', language, { from: demo, demo: true, later: 60 });
    const sections = await allSections(world, empty, hostile, marked, onlyThese);
    const html = pageOf(sections, await imagesOf(sections), language, wanted);
    pages.push({ language, keys: sections.map(({ key }) => key) });
    for (const each of [world, empty, hostile, marked]) each.close();
    writeFileSync(join(out, `index.${language}.html`), html);
    if (language === wanted[0]) writeFileSync(join(out, 'index.html'), html);
  }
  tell(`The gallery is at ${join(out, 'index.html')}.`);
  const browser = browserPath();
  if (browser === undefined)
    tell('There is no browser for its pictures. Debian, Ubuntu: apt-get install chromium fonts-noto');
  else tell(`${await shoot(browser, out, pages)} pictures are beside it.`);
  tell(`That took ${Math.round((systemClock.monotonic() - started) / 1000)} s.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}
