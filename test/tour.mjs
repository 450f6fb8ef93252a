// `npm run tour -- URL`: makes the pictures of docs/tour.md and the README anew, of a demo that is served there (`npm run demo`), by going where
// its people go with what stands on the pages. CHROME names the browser. Look at each picture before you commit it.
import { statSync } from 'node:fs';
import process from 'node:process';
import { chromium } from 'playwright-core';

const [url = 'http://127.0.0.1:3000'] = process.argv.slice(2);
const WINDOW = { width: 1060, height: 760 };
/** Bytes, of all of them. */
const MOST = 1_500_000;
const made = [];

const browser = await chromium.launch({
  executablePath: process.env.CHROME ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--font-render-hinting=none'],
});

/** A window of one of the demo's users, in Danish. */
async function as(user, work) {
  const context = await browser.newContext({ viewport: WINDOW, locale: 'da-DK' });
  await context.addCookies([{ name: 'language', value: 'da', url }]);
  const page = await context.newPage();
  const go = (path) => page.goto(url + path);
  await go('/login');
  await page.click(`#user-${user}`);
  await page.waitForURL(`${url}/`);
  const press = async (what) => {
    await page.locator(what).first().click();
    await page.waitForLoadState();
  };
  const picture = async (name) => {
    await page.evaluate('document.fonts.ready.then(() => {})');
    const path = `docs/${name}.png`;
    await page.screenshot({ path });
    made.push(path);
  };
  await work({ page, go, press, picture });
  await context.close();
}

await as('bif-tovholder', async ({ page, go, press, picture }) => {
  await picture('home');
  await press('.nav-list .new a');
  await picture('tour/concern');
  await go('/cases?status=open&offering=true');
  await press('main tbody a[href^="/cases/"]');
  await picture('tour/case');
  const own = new URL(page.url()).pathname;
  await go(`${own}/support`);
  await picture('tour/support');
  await go(`${own}/responsibility`);
  await picture('tour/responsibility');
  await go(`${own}/do/DiscloseInformation?toAgency=SOF`);
  await picture('tour/disclosure');
  await go('/meetings?coming=true');
  await press('main tbody a[href^="/meetings/"]');
  await picture('tour/meeting');
});
await as('sof-leder', async ({ page, press, picture }) => {
  await page.setViewportSize({ ...WINDOW, height: 1160 });
  await press('nav a[href^="/team"]');
  await picture('tour/team');
});
await as('bif-analytiker', async ({ picture }) => {
  await picture('tour/analyst');
});
await as('bif-compliance', async ({ page, go, press, picture }) => {
  await go('/cases?status=closed&to=2016-12-31');
  await press('main tbody a[href^="/cases/"]');
  await go(`${new URL(page.url()).pathname}/replay`);
  await picture('tour/replay');
  await go('/integrity');
  await press('main form button');
  await page.waitForTimeout(2500);
  await go('/integrity');
  await picture('tour/integrity');
  await press('nav a[href^="/access-log"]');
  await picture('tour/access');
});
await as('bif-administrator', async ({ picture }) => {
  await picture('tour/parts');
});
await browser.close();

const bytes = made.reduce((sum, path) => sum + statSync(path).size, 0);
process.stdout.write(`${made.length} pictures, ${Math.round(bytes / 1000)} kB\n`);
if (bytes > MOST) {
  process.stderr.write(`more than ${MOST / 1000} kB: make the window smaller, or leave one out\n`);
  process.exitCode = 1;
}
