import type { Page } from 'playwright-core';
import { Journey } from './journey.js';

const SEND = 'main .task-send .button-primary';
const textOf = (page: Page) => page.locator('main').innerText();
const receiptOn = (page: Page) => page.locator('.receipt').innerText();

/** Police at night: registered as acute, assessed finally by what the page says comes next, and kept as a police matter. */
export async function acuteAtNight(page: Page, url: string) {
  const job = new Journey('an acute concern that becomes a police matter');
  await page.goto(url);
  await job.press(page, 'a[href^="/do/RegisterConcern"]');
  await job.type(page, 'data.description', 'Opdigtet: trussel mod en skole i nat.');
  await job.choose(page, 'data.channel', 'police');
  await job.choose(page, 'also.AssessSeverity.severity', 'acute');
  await job.press(page, SEND);
  const registered = await textOf(page);
  await job.press(page, 'main a:has-text("Næste skridt: Vurdér alvorsgrad")');
  await job.choose(page, 'data.severity', 'acute');
  await job.choose(page, 'data.readyToAct', 'true');
  await job.press(page, SEND);
  const assessed = await textOf(page);
  await job.press(page, 'main a[href*="/do/HandConcernToPolice"]');
  await job.type(page, 'data.reason', 'Opdigtet: handlingsparat.');
  await job.press(page, SEND);
  return { job, registered, assessed, handed: await receiptOn(page) };
}

/** One officer proposes what the plan keeps no longer, the other sees what it is and authorises it. */
export async function disposalByTwo(first: Page, second: Page, url: string) {
  const job = new Journey('a disposal by two officers');
  await first.goto(`${url}/`);
  await job.press(first, 'nav a[href^="/retention"]');
  const row = await first.locator('main tbody tr', { hasText: 'Foreslå kassation' }).first().innerText();
  const number = row.split('\t')[0]?.trim() ?? '';
  await job.press(first, 'main a[href*="/do/ProposeDisposal"]');
  const chosen = await textOf(first);
  await job.type(first, 'data.ground', 'Opdigtet: fristen er udløbet.');
  await job.press(first, SEND);
  const landed = new URL(first.url()).pathname;
  await second.goto(`${url}/retention?state=blocked-by-archive`);
  await job.press(second, 'main a[href*="/do/AuthoriseDisposal"]');
  const told = await textOf(second);
  await job.type(second, 'data.archiveClearance', 'Opdigtet: arkivet siger ja.');
  await job.press(second, SEND);
  return { job, number, chosen, landed, told, done: await receiptOn(second) };
}

/** A login that was misused: chosen, judged, and closed when nothing stands against it. */
export async function breachClosed(page: Page, url: string) {
  const job = new Journey('a breach from its discovery to its closing');
  await page.goto(`${url}/breaches`);
  await job.press(page, 'main a[href*="/do/RecordBreach"]');
  await job.choose(page, 'data.losses', 'confidentiality');
  await job.type(page, 'data.description', 'Opdigtet: en skærm stod åben.');
  await job.choose(page, 'data.account', 'bif-tovholder');
  await job.press(page, SEND);
  const recorded = await textOf(page);
  await job.press(page, 'main a[href*="/do/AssessBreach"]');
  await job.choose(page, 'data.risk', 'unlikely');
  await job.type(page, 'data.grounds', 'Opdigtet: ingen nåede at læse noget.');
  await job.press(page, SEND);
  await job.press(page, 'main a[href*="/do/CloseBreach"]');
  await job.type(page, 'data.measures', 'Opdigtet: skærmen låser nu selv.');
  await job.press(page, SEND);
  return { job, recorded, closed: await textOf(page) };
}
