import { existsSync, readdirSync } from 'node:fs';
import { walkMark } from '../infrastructure/clock/walked-clock.js';
import { kernelLocks } from '../infrastructure/embedded-postgres/kernel-lock.js';
import { embeddedServer } from '../infrastructure/embedded-postgres/server.js';
import { isEventStoreDb, openStore } from '../infrastructure/event-store/open-store.js';
import { signingKey } from '../infrastructure/ledger/signing-key.js';
import { WitnessFile } from '../infrastructure/ledger/witness-file.js';
import { loadPlanFile, loadPlans } from '../infrastructure/plans/plan-files.js';
import { sentences } from '../infrastructure/telemetry/sentences.js';
import { newKeys } from '../infrastructure/transfer/installations-file.js';
import { readJson, readText, writeOutput } from '../infrastructure/whole-file.js';
import type { Machinery } from '../interface/cli/machinery.js';
import { adopted } from './adopting.js';
import { backups } from './backups.js';
import { install, plansFolder } from './compose.js';
import { configFrom, shown } from './config.js';
import { databases } from './databases.js';
import { migrations } from './migrations.js';
import { telemetryOf } from './telemetry.js';
import { isBeside } from './together.js';

const settings = () => configFrom(process.env);
const hasFiles = (dir: string): boolean => existsSync(dir) && readdirSync(dir).length > 0;

/** The layers that the command line must not know, behind what it knows of them. */
export const machinery: Machinery = {
  settings,
  shownSettings: () => shown(process.env),
  install: (options) => install(options, settings()),
  // What serves pages takes as long to load as all the rest.
  serve: async (installation, around) =>
    (await import('./app.module.js')).createApp(installation, { config: settings(), ...around }),
  // What writes JSON is loaded by what serves: no other verb waits for it.
  jsonLog: async (role) => (await import('../infrastructure/telemetry/json-log.js')).jsonLog({ role }),
  sentences,
  telemetry: (role) => telemetryOf(settings(), role),
  newTransferKeys: newKeys,
  plans: { all: () => loadPlans(plansFolder()), one: loadPlanFile },
  readJson,
  readText,
  writeOutput,
  embeddedServer,
  isDemo: (data) => walkMark(data) !== undefined,
  hasKernelLocks: async () => (await kernelLocks()) !== undefined,
  isStoreUrl: (url) => /^postgres(ql)?:\/\//.test(url) || isEventStoreDb(url),
  needsDatabase: isEventStoreDb,
  databases: (data, opened) => databases(settings(), data, opened),
  openStore: (url, beside) => openStore(url, beside, { prefix: settings().EVENT_STORE_PREFIX, isTo: isBeside(beside) }),
  assertBeside: (beside, log) => isBeside(beside)(log),
  adopt: (data, lose) => adopted(settings(), data, new Date().toISOString(), lose),
  backups: () => backups(settings()),
  migrations: (data) => migrations(settings(), data),
  witness: (data, name) => {
    const stands = hasFiles(`${data}/seen`) ? 'it has cosigned what it saw' : undefined;
    const signer = signingKey(`${data}/witness-key.pem`, name, 'witness', stands);
    return { signer, memory: new WitnessFile(`${data}/seen`) };
  },
};
