import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

const AXE_SOURCE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };
/** 1280 at 400 % (WCAG 1.4.10). */
const ENLARGED = { width: 320, height: 640 };

/** A window that waits for what it is told to wait for, however slow the machine: what never comes is ended by the limit of the test. */
export async function unhurried(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(0);
  return context;
}

/** A window in which everything that a browser complains about is heard. The policy of the pages is in force in it. */
export async function watched(browser: Browser): Promise<WatchedPage> {
  const context = await unhurried(browser, { viewport: WIDE });
  // What Playwright puts into a page is no script of the page, and so asks no policy.
  await context.addInitScript({ path: 'test/support/browser/in-page.mjs' });
  return new WatchedPage(context, await context.newPage());
}

export class WatchedPage {
  private heard: string[] = [];

  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('console', (said) => {
      if (['error', 'warning'].includes(said.type())) this.heard.push(`console: ${said.text()}`);
    });
    page.on('pageerror', (error) => this.heard.push(`script: ${error.message}`));
    // What a page follows as it happens ends with the page.
    page.on('requestfailed', (request) => {
      if (request.resourceType() !== 'eventsource') this.heard.push(`request failed: ${request.url()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) this.heard.push(`${response.status()}: ${response.url()}`);
    });
  }

  /** Everything that is wrong with a page to who looks at it, in words; nothing where it is as it should be. */
  async faults(url: string, language: string): Promise<readonly string[]> {
    this.heard = [];
    await this.open(url);
    return this.faultsHere(language);
  }

  /** The same of what comes back where a form was sent with nothing in it; that it is refused is no fault. */
  async faultsOfRefusal(url: string, language: string): Promise<readonly string[]> {
    this.heard = [];
    await this.open(url);
    await this.page.evaluate(`document.querySelector('main .task-send').closest('form').noValidate = true`);
    await this.page.click('main .task-send button');
    await this.page.waitForSelector('main .alert-error, main .form-error-message');
    const faults = await this.faultsHere(language);
    return faults.filter((fault) => !/^4\d\d: |status of 4\d\d/.test(fault));
  }

  private async faultsHere(language: string): Promise<readonly string[]> {
    const wide = [
      ...(await this.inspect(`frame('${language}')`)),
      ...(await this.inspect('width()')),
      ...(await this.inspect('legible()')),
    ];
    const policy = (await this.inspect('violations()')).map((violation) => `policy: ${violation}`);
    await this.page.setViewportSize(NARROW);
    const narrow = [...(await this.inspect('width()')), ...(await this.axe())];
    await this.page.setViewportSize(ENLARGED);
    const enlarged = await this.inspect('width()');
    return [...this.heard, ...policy, ...wide, ...narrow, ...enlarged];
  }

  /** What is wrong for who has no mouse, and for who uses a screen reader before a wide screen. */
  async reachFaults(url: string): Promise<readonly string[]> {
    await this.open(url);
    const presses = await this.page.evaluate<number>('inspection.startTabbing()');
    await this.press(...Array<string>(presses).fill('Tab'));
    const faults = await this.inspect('tabbed()');
    await this.page.evaluate('inspection.toTheSkipLink()');
    await this.press('Enter', 'Tab');
    return [...faults, ...(await this.inspect('skipped()')), ...(await this.axe())];
  }

  private async open(url: string): Promise<void> {
    await this.page.setViewportSize(WIDE);
    await this.page.goto(url, { waitUntil: 'load' });
    await this.page.evaluate('document.fonts.ready.then(() => {})'); // widths are those of the fonts of the page
  }
  private async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }
  private inspect(what: string): Promise<string[]> {
    return this.page.evaluate<string[]>(`inspection.${what}`);
  }
  private async axe(): Promise<readonly string[]> {
    if (!(await this.page.evaluate('"axe" in globalThis'))) await this.page.evaluate(AXE_SOURCE);
    return this.inspect('axe()');
  }
}

/** How far down, how long the page is, and what has the focus; `begin`: scrolls there and puts it on a link. */
export const whereOneReads = (page: Page, begin = true) =>
  page.evaluate((moves) => {
    if (moves) {
      globalThis.scrollTo(0, 300);
      document.querySelectorAll<HTMLElement>('main a')[12]?.focus({ preventScroll: true });
    }
    return [globalThis.scrollY, document.body.scrollHeight, document.activeElement?.outerHTML];
  }, begin);
