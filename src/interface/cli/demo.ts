import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Installation } from '../../application/installation.js';
import { localDateOf } from '../../domain/kernel/calendar.js';
import { FORMS } from '../documents/forms.js';
import { assertDemoMayRun } from '../http/identity/demo-login.js';
import { livingCity } from './demo-data/city/index.js';
import { withDecisionNamed } from './demo-data/city/registers.js';
import { settled } from './demo-data/settled.js';
import { inOrder, recordedAlong } from './demo-data/steps.js';
import { syntheticYears } from './demo-data/synthetic-years.js';
import { walkAlong } from './demo-walk.js';
import { assertPortFree } from './hang-up.js';
import { machinery, type Settings } from './machinery.js';
import { portIn, serveOn } from './serve.js';
import { type Common, ending, opened, readerOf, say, Usage } from './session.js';

const FILES = ['nine-months.ndjson', 'nine-months-declined.ndjson', 'koege-and-registers.ndjson'];
const folder = [fileURLToPath(new URL('../../../demo', import.meta.url)), 'demo'];

/** A fresh database with the nine-month case, its variant and years of two cities up to today; prints the yearly report, then serves. */
export async function demo(common: Common, exit: boolean, asked: string | undefined): Promise<void> {
  const port = portIn(asked);
  const settings = machinery().settings();
  assertNobodysOwn(settings);
  if (!exit) {
    assertDemoMayRun(settings);
    await assertPortFree(port, settings.HOST);
  }
  await fresh(common.data);
  const installation = await opened({ data: common.data, walk: true });
  await tell(installation, localDateOf(new Date().toISOString()));
  const report = { infohus: 'koebenhavn', plan: 'koebenhavn-2016', year: 2016 };
  const view = await installation.asker.ask('ReportView', report, readerOf(common.as));
  process.stdout.write(await FORMS[common.json ? 'json' : 'table'].write(view, 'da'));
  if (!exit) await serveOn(installation, port);
}

/** What keeps or passes on what it is given: what a demo makes up has no business there, and a second demo would take away half of it. */
const KEPT_BY = [
  'DATABASE_URL',
  'VAULT_DATABASE_URL',
  'EVENT_STORE_URL',
  'KMS_URL',
  'DOCUMENT_FOLDER',
  'S3_URL',
  'SMTP_URL',
  'WITNESS_URLS',
] as const;

/** Before the folder of an earlier demo is touched. @throws Usage */
export function assertNobodysOwn(settings: Partial<Pick<Settings, (typeof KEPT_BY)[number]>>): void {
  const set = KEPT_BY.filter((name) => (settings[name] ?? '').length > 0);
  if (set.length > 0)
    throw new Usage(`The demo makes all that it needs, and writes to no server of yours: unset ${set.join(', ')}.`);
}

async function tell(installation: Installation, today: string): Promise<void> {
  const files = folder.find(existsSync) ?? 'demo';
  const told = FILES.map((file) => withDecisionNamed(readFileSync(join(files, file), 'utf8').split('\n')));
  const city = livingCity(today);
  const first = syntheticYears();
  const steps = inOrder(...[...told, first, settled(first)].map(recordedAlong), city.steps);
  const { accepted, refused } = await walkAlong(installation, steps, city.looks, recordsIn(told.flat()));
  say(`the years of two cities, up to today: ${accepted} commands`);
  for (const { line, code, rule } of refused.slice(0, 5)) say(`  command ${line} was refused: ${rule ?? code}`);
}

/** What the command files tell is the demo's history, and stays. */
const recordsIn = (lines: readonly string[]): ReadonlySet<string> =>
  new Set(lines.filter(Boolean).map((line) => (JSON.parse(line) as { readonly id: string }).id));

/** Removes an earlier demo, after stopping a server that was left behind; anything that is not a demo of ours stays. */
async function fresh(data: string): Promise<void> {
  if (!existsSync(data)) return;
  // The folder of an earlier version bears no mark, only the name that nothing else has.
  if (!machinery().isDemo(data) && !(basename(data) === '.demo' && existsSync(join(data, 'pgdata'))))
    throw new Usage(`${data} exists and is no demo database. Name another folder with --data.`);
  await (await ending.open(machinery().embeddedServer(data))).close();
  if (existsSync(join(data, 'pgdata', 'postmaster.pid')))
    throw new Usage(`Another process works with ${data}. Stop it first.`);
  rmSync(data, { recursive: true, force: true });
}
