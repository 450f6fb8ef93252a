import type { Page } from 'playwright-core';
import { Journey } from './journey.js';

/** The first open case that a page shows with that act on its tab; looking for it is no part of the job. */
export async function openCaseWith(page: Page, url: string, tab: string, selector: string): Promise<string> {
  await page.goto(`${url}/cases?status=open`);
  const found = await page
    .locator('main tbody a[href^="/cases/"]')
    .evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''));
  for (const href of found) {
    const path = href.split('?')[0] ?? '';
    await page.goto(`${url}${path}${tab}`);
    if ((await page.locator(selector).count()) > 0) return path;
  }
  throw new Error(`no open case with ${selector}`);
}

/** From the case's own tab to the other agency's yes. What the sender sees before sending, and what the receiver sees before answering. */
export async function handover(from: Page, to: Page, url: string) {
  const job = new Journey('handover offered + accepted');
  const path = await openCaseWith(from, url, '/responsibility', 'button[formaction$="/do/OfferHandover"]');
  await job.choose(from, 'toAgency', 'BUF');
  await job.press(from, 'button[formaction$="/do/OfferHandover"]');
  await job.type(from, 'data.reason', 'Opdigtet: skolen er nu den rette.');
  await job.choose(from, 'data.disclosure.legalBasis', 'GDPR-DBL');
  await job.type(from, 'data.disclosure.necessity', 'Opdigtet: skolen skal vide, hvem det er.');
  const previewed = await from.locator('.preview .package').innerText();
  const sentBefore = await from.locator('input[name="_previewed"]').inputValue();
  await job.press(from, 'main .task-send .button-primary');
  const receipt = await from.locator('details[open] .hash').first().innerText();
  await to.goto(`${url}/`);
  await job.press(to, `main a[href^="${path}"]`);
  const received = await to.locator('.asked .package').innerText();
  const hash = await to.locator('.asked .hash').innerText();
  const other = await to.context().newPage();
  await other.goto(to.url());
  await job.press(to, '.answers .button-primary');
  await other.click('.answers .button-primary');
  const again = await other.locator('.alert-error').innerText();
  return { job, path, previewed, sentBefore, receipt, received, hash, again };
}

/** Called, one case put on the agenda, held with one decision, closed. */
export async function meeting(page: Page, url: string) {
  const job = new Journey('meeting, one case, one decision');
  await page.goto(`${url}/meetings`);
  await job.press(page, 'main a[href^="/do/CallMeeting"]');
  await job.type(page, 'data.startsAt', '2026-12-01T10:00');
  await job.press(page, 'main .task-send .button-primary');
  await job.press(page, 'main form[action*="/do/AddAgendaItem"] button');
  await job.press(page, 'main a[href*="/mode?"]');
  await job.type(page, 'present.KP', 'xyz');
  await job.type(page, 'data.decision', 'Opdigtet: mentor tilbydes igen.');
  await job.choose(page, 'data.responsibleAgency', 'SOF');
  await job.type(page, 'data.startsBy', '2026-12-02');
  await job.press(page, 'main [name="_close"]');
  return { job, text: await page.locator('main').innerText() };
}
