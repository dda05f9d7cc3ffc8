import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';

/** A phone and a desk. */
const WIDTHS = [390, 1280] as const;
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A page of the gallery with its sections. */
export interface Page {
  readonly language: string;
  readonly keys: readonly string[];
}

/** The browser on the PATH; undefined where there is none. */
export function browserPath(path = process.env['PATH'] ?? ''): string | undefined {
  const candidates = path.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Takes a picture of each section of each page at both widths; `en-390-expiring.png`. Returns how many. */
export async function shoot(browser: string, folder: string, pages: readonly Page[]): Promise<number> {
  const opened = await chromium.launch({ executablePath: browser, args: ['--no-sandbox'] });
  try {
    let taken = 0;
    // One page at a time, as a phone and a desk: more would wait for each other beyond the browser's patience.
    for (const page of pages)
      for (const each of await Promise.all(WIDTHS.map((width) => shootPage(opened, folder, page, width))))
        taken += each;
    return taken;
  } finally {
    await opened.close();
  }
}

async function shootPage(opened: Browser, folder: string, { language, keys }: Page, width: number): Promise<number> {
  const context = await opened.newContext({ viewport: { width, height: 400 }, offline: true });
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(folder, `index.${language}.html`)).href);
  for (const key of keys) {
    await page.evaluate(only(key));
    await page.screenshot({ path: join(folder, `${language}-${width}-${key}.png`), fullPage: true });
  }
  await context.close();
  return keys.length;
}

/** Leaves one section alone on its page: the browser lays out everything that is there anew for each picture. */
function only(key: string): string {
  return `for (const each of document.querySelectorAll('nav, main > section')) each.hidden = each.id !== ${JSON.stringify(key)};`;
}
