import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type DemoApp, demoApp } from '../support/app.js';
import { launch } from '../support/browser/chromium.js';
import { unhurried } from '../support/browser/watched-page.js';
import { forger } from '../support/identity/forger.js';

let [app, idp, browser, folder, base] = [] as unknown as [
  DemoApp,
  Awaited<ReturnType<typeof forger>>,
  Browser,
  string,
  string,
];
const before = { IDENTITY_FILE: process.env.IDENTITY_FILE, BASE_URL: process.env.BASE_URL };

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

beforeAll(async () => {
  [idp, browser] = [await forger(), await launch()];
  folder = mkdtempSync(join(tmpdir(), 'sagsspor-identity-'));
  // The provider is at 127.0.0.1: another site than this, so that the browser keeps back what is strict.
  const port = await freePort();
  base = `http://localhost:${port}`;
  const kommune = {
    ...{ protocol: 'oidc', label: 'Kommunen', issuer: idp.issuer, clientId: idp.client, minimum: 'none' },
    ...{ stepUp: { minutes: 5 }, acr: {} },
    rights: [{ when: { claim: 'groups', is: 'bif' }, agency: 'BIF', role: 'coordinator' }],
  };
  const file = join(folder, 'identity.json');
  writeFileSync(file, JSON.stringify({ schemaVersion: 1, issuers: { kommune } }), { mode: 0o600 });
  Object.assign(process.env, { IDENTITY_FILE: file, BASE_URL: base });
  app = await demoApp('nine-months');
  await app.listen(port);
  idp.knows({ claims: { groups: ['bif'] } });
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
  await idp?.close();
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  rmSync(folder, { recursive: true, force: true });
});

describe.each([true, false])('A browser (scripts: %s)', (javaScriptEnabled) => {
  it('comes back from the provider logged in, goes on by itself, and logs out', async () => {
    const context = await unhurried(browser, { javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(`${base}/login`);
    await page.click('main a[href="/login/kommune"]');
    await page.waitForURL(`${base}/`);
    expect(await page.textContent('header')).toContain('BIF');
    const cookies = await context.cookies();
    expect(cookies.map((c) => [c.name, c.sameSite, c.httpOnly])).toEqual([['sagsspor', 'Strict', true]]);
    await page.click('header form[action="/logout"] button');
    await page.waitForURL(`${base}/login?left=kommune`);
    await page.goto(`${base}/`);
    expect(page.url()).toBe(`${base}/login`);
    await context.close();
  });
});
