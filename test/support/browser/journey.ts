import type { Page } from 'playwright-core';

/** A job as somebody does it with what stands on the page: what is typed or chosen is counted, and each page that is loaded. */
export class Journey {
  loads = 0;
  fields = 0;

  constructor(readonly name: string) {}

  /** By what a person sees of it: a link or a button that loads a page. */
  async press(page: Page, selector: string): Promise<void> {
    await Promise.all([page.waitForEvent('load'), page.locator(selector).first().click()]);
    this.loads++;
  }
  async type(page: Page, name: string, text: string): Promise<void> {
    await page.fill(`[name="${name}"]`, text);
    this.fields++;
  }
  /** Of a list, or of boxes side by side. */
  async choose(page: Page, name: string, value: string): Promise<void> {
    const list = page.locator(`select[name="${name}"]`);
    if ((await list.count()) > 0) await list.first().selectOption(value);
    else await page.check(`[name="${name}"][value="${value}"]`);
    this.fields++;
  }
  /** As the table of screens.md section 6 has it. */
  told(): string {
    return `${this.name}: ${this.loads} · ${this.fields} · 0`;
  }
}
