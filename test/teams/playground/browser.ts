import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { browserPath } from '../../gallery/shoot.ts';

const WAIT_MS = 10_000;
const SETTLE_MS = 600;
/** Of Teams' own window at a desk, and one as narrow as the page still works in. */
export const WIDTHS = { desk: 1280, narrow: 760 } as const;

/** Somebody at the Playground's page, with a camera. */
export class PageHand {
  readonly folder: string;
  readonly #url: string;
  #browser: Browser | undefined;
  #page: Page | undefined;
  #taken = 0;

  constructor(url: string, folder: string) {
    this.#url = url;
    this.folder = folder;
  }

  /** Opens the page; nothing outside this machine is asked for. Undefined where there is a browser, else what is missing. */
  async open(): Promise<string | undefined> {
    const executablePath = process.env['CHROMIUM'] ?? browserPath();
    if (executablePath === undefined)
      return 'there is no Chromium (Debian, Ubuntu: apt-get install chromium fonts-noto-cjk; elsewhere CHROMIUM=path)';
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    this.#browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    const page = await this.#browser.newPage({ viewport: { width: WIDTHS.desk, height: 1_000 } });
    page.setDefaultTimeout(WAIT_MS);
    await page.route('**/*', (route) =>
      /^(https?:\/\/(127\.0\.0\.1|localhost)[:/]|data:)/.test(route.request().url()) ? route.continue() : route.abort(),
    );
    await page.goto(this.#url);
    await page.waitForSelector('[contenteditable=true]');
    this.#page = page;
    // A conversation shows what came since the first visit to it, and what comes a minute after it was left is lost to it.
    await this.go('Personal Chat');
    await this.go('Reseller - General');
    return undefined;
  }

  /** Goes to a conversation by its name on the left: `Personal Chat`, `Group`, `Reseller - General`. */
  async go(name: string): Promise<void> {
    await this.#on.getByRole('treeitem', { name, exact: true }).click();
    await this.#on.waitForSelector('[contenteditable=true]');
    // It tells the bot of its first visit, and draws everything anew.
    await this.#on.waitForTimeout(SETTLE_MS);
  }

  /** Types and sends; with `mention`, after choosing the bot from the list that `@` opens. */
  async say(text: string, mention = false): Promise<void> {
    const page = this.#on;
    await page.locator('[contenteditable=true]').first().click();
    if (mention) {
      // It is the name of whoever wrote a post as well.
      await page.evaluate(`for (const each of document.querySelectorAll('*')) each.setAttribute('data-before', '')`);
      await page.keyboard.type('@');
      await page
        .locator(':not([data-before])', { hasText: /^Partner Pulse$/ })
        .last()
        .click();
      await page.keyboard.type(' ');
    }
    await page.keyboard.type(text);
    const post = page.getByRole('button', { name: 'Post', exact: true });
    if ((await post.count()) > 0) await post.first().click();
    else await page.keyboard.press('Enter');
  }

  /** Clicks the newest button with this title, or what stands behind the newest card's overflow. */
  async click(title: string): Promise<void> {
    const page = this.#on;
    const button = page.getByRole('button', { name: title, exact: true });
    if ((await button.count()) > 0) {
      await button.last().scrollIntoViewIfNeeded();
      await button.last().click();
      return;
    }
    await page
      .locator('.ac-adaptiveCard button', { hasText: /^(\.\.\.|…)$/ })
      .last()
      .click();
    await page.getByText(title, { exact: true }).last().click();
  }

  /** Waits until the page shows these words. */
  async reads(text: string): Promise<void> {
    await this.#on.getByText(text).last().waitFor({ state: 'visible' });
  }

  /** How many cards and words are cut off at the side of what they are in. */
  wider(): Promise<number> {
    return this.#on.evaluate(
      `[...document.querySelectorAll('.ac-adaptiveCard')].filter((card) => card.scrollWidth > card.clientWidth + 1).length`,
    );
  }

  /** Takes a picture of the window; says which file it is. */
  async shoot(name: string, width: keyof typeof WIDTHS = 'desk'): Promise<string> {
    const page = this.#on;
    await page.setViewportSize({ width: WIDTHS[width], height: 1_000 });
    this.#taken += 1;
    const file = `${String(this.#taken).padStart(2, '0')}-${name}-${width}.png`;
    await page.screenshot({ path: join(this.folder, file) });
    await page.setViewportSize({ width: WIDTHS.desk, height: 1_000 });
    return file;
  }

  /** Takes a picture of the newest card with these words, at both widths. */
  async shootCard(text: string, name: string): Promise<string> {
    const page = this.#on;
    const files: string[] = [];
    for (const width of ['desk', 'narrow'] as const) {
      await page.setViewportSize({ width: WIDTHS[width], height: 2_400 });
      const card = page.locator('.ac-adaptiveCard', { hasText: text }).last();
      await card.scrollIntoViewIfNeeded();
      this.#taken += 1;
      const file = `${String(this.#taken).padStart(2, '0')}-${name}-${width}.png`;
      await card.screenshot({ path: join(this.folder, file) });
      files.push(file);
    }
    await page.setViewportSize({ width: WIDTHS.desk, height: 1_000 });
    return files.join(', ');
  }

  async close(): Promise<void> {
    await this.#browser?.close();
  }

  get #on(): Page {
    if (this.#page === undefined) throw new Error('the page is not open');
    return this.#page;
  }
}
