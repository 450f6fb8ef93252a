import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AccessLog } from '../application/access-log.js';
import { CheckpointScheduler } from '../application/audit/checkpoint-scheduler.js';
import { withLedger } from '../application/audit/head-hash.js';
import { Ledger } from '../application/audit/ledger.js';
import { Beat } from '../application/beat.js';
import { Executor } from '../application/commands/execute.js';
import { Drafts } from '../application/drafts.js';
import { AccessRetention } from '../application/erasing/access-retention.js';
import { enforce } from '../application/erasing/enforce.js';
import { Erasures } from '../application/erasing/erasures.js';
import type { Installation, InstallationOptions } from '../application/installation.js';
import { fromStore } from '../application/log-source.js';
import { RecordNumbers } from '../application/numbers/record-numbers.js';
import { PlanBook } from '../application/plan-book.js';
import type { Signer } from '../application/ports/ledger.js';
import type { LoadedPlan } from '../application/ports/plan-files.js';
import { SILENT } from '../application/ports/telemetry.js';
import { afterBirthdays } from '../application/processes/after-birthdays.js';
import { Alerts } from '../application/processes/alerts/alerts.js';
import { AlertScheduler } from '../application/processes/alerts/scheduler.js';
import { beside } from '../application/processes/beside.js';
import { ComingOfAge } from '../application/processes/coming-of-age.js';
import { hourly } from '../application/processes/hourly.js';
import { KeyRotation } from '../application/processes/key-rotation.js';
import { RetentionAlerts } from '../application/processes/retention-alerts.js';
import { References } from '../application/references.js';
import { ReportArchive } from '../application/reports/archive.js';
import { OpenFigures } from '../application/reports/open-figures.js';
import { SavedLists } from '../application/saved-lists.js';
import { PersonSearch } from '../application/search/person-search.js';
import {
  watchAccess,
  watchedAsker,
  watchedFreshness,
  watchStore,
  watchVault,
} from '../application/telemetry/watched.js';
import { sleep } from '../infrastructure/clock/sleep.js';
import { ledgerName, markWalk, walking, walkMark } from '../infrastructure/clock/walked-clock.js';
import { makeDataFolder } from '../infrastructure/embedded-postgres/folder.js';
import { DestroyedFiles } from '../infrastructure/erasing/destroyed-files.js';
import { SegmentTable } from '../infrastructure/erasing/segment-table.js';
import { openStore } from '../infrastructure/event-store/open-store.js';
import { PostgresStore } from '../infrastructure/event-store/postgres/postgres-store.js';
import { ROLES } from '../infrastructure/event-store/postgres/roles.js';
import { SessionTable } from '../infrastructure/identity/session-table.js';
import { HttpWitness } from '../infrastructure/ledger/http-witness.js';
import { LedgerFolder } from '../infrastructure/ledger/ledger-folder.js';
import { signingKey } from '../infrastructure/ledger/signing-key.js';
import { OutboxTable } from '../infrastructure/mail/outbox-table.js';
import { assertClosed } from '../infrastructure/open-to-others.js';
import { keepContents, loadContents, loadPlans } from '../infrastructure/plans/plan-files.js';
import { LIMITS } from '../infrastructure/postgres/connections.js';
import { DatabaseGate, DatabaseLock } from '../infrastructure/read-store/alert-gate.js';
import { DraftTable, SavedListTable } from '../infrastructure/read-store/draft-table.js';
import { ObligationWriter } from '../infrastructure/read-store/obligations/writer.js';
import { PersonIndexTable } from '../infrastructure/read-store/person-index-table.js';
import { Projector } from '../infrastructure/read-store/projector.js';
import { wholeLog } from '../infrastructure/read-store/rebuild/source.js';
import { progressOf } from '../infrastructure/read-store/rebuild/state.js';
import { RefusalTable } from '../infrastructure/read-store/refusal-table.js';
import { TableModels } from '../infrastructure/read-store/table-models.js';
import { migrateReadStore } from '../infrastructure/read-store/tables.js';
import { sentences } from '../infrastructure/telemetry/sentences.js';
import { KeyRing, migrateKeys, PostgresKeys } from '../infrastructure/vault/key-ring.js';
import { SealingVault } from '../infrastructure/vault/sealing-vault.js';
import { projections } from '../projections/index.js';
import { civilRegisterOf } from './civil-register.js';
import { agreedWith, wallClock } from './clocks.js';
import { configFrom } from './config.js';
import { asOwner, type Closer, copiesIn, databasesByPart } from './databases.js';
import { documentsOf } from './documents.js';
import { kmsOf } from './keys.js';
import { leaversOf } from './leavers.js';
import { operationsOf } from './operations.js';
import { partsOf } from './parts.js';
import { postOffice } from './post-office.js';
import type { Config } from './settings.js';
import { headIn, signedBy, unlessUnsigned } from './signed.js';
import { isBeside, together } from './together.js';
import { carriers, installationsOf, transfersOf } from './transfers.js';
import { watchingOf } from './watching.js';

const PLANS = [fileURLToPath(new URL('../../plans', import.meta.url)), 'plans'];
/** Where the plan files are: beside the program, or under the working folder. */
export const plansFolder = (): string => PLANS.find(existsSync) ?? 'plans';

/** Everything wired: the one place where ports meet what makes them real. */
export async function install(options: InstallationOptions, config = configFrom(process.env)): Promise<Installation> {
  // The folder before all that lies in it: made by the key's own (closed) folder, PostgreSQL could not pass through it.
  makeDataFolder(options.data);
  if (options.walk) markWalk(options.data, config, wallClock.now());
  assertClosed(options.data, options.onUnsafe, config);
  // What needs no database is read next: a faulty plan or key is said before anything is started.
  const folder = options.plans ?? plansFolder();
  const plans = { newest: loadPlans(folder), earlier: loadContents(join(folder, 'history')) };
  const keyFile = join(options.data, 'ledger-key', 'signing-key.pem');
  const signerOf = (stands?: string) =>
    signingKey(keyFile, ledgerName(config.LEDGER_NAME, walkMark(options.data)), 'log', stands);
  if (existsSync(keyFile)) signerOf();
  const opened: Closer[] = [];
  const close = async () => {
    for (const closer of opened.splice(0).reverse()) await closer().catch(() => undefined);
  };
  try {
    return { ...(await wired(options, config, plans, signerOf, opened)), close };
  } catch (error) {
    await close(); // an open pool or server would keep the process alive
    throw error;
  }
}

async function wired(
  { data, clock: given, onUnsafe, walk, log = sentences(), telemetry = SILENT }: InstallationOptions,
  config: Config,
  plans: { readonly newest: readonly LoadedPlan[]; readonly earlier: readonly LoadedPlan[] },
  signerOf: (stands?: string) => Signer,
  opened: Closer[],
): Promise<Omit<Installation, 'close'>> {
  const parted = await databasesByPart(config, data, opened, telemetry);
  const { logUrl, keysUrl, server, logins, poolOf, pools, known } = parted;
  const contents = join(data, 'plans');
  keepContents(contents, plans.newest);
  const kept = loadContents(contents);
  const plain = await openStore(config.EVENT_STORE_URL ?? logUrl, logUrl, {
    ...(onUnsafe ? { onUnsafe } : {}),
    prefix: config.EVENT_STORE_PREFIX,
    login: () => logins.log(ROLES.app),
    isTo: isBeside(logUrl),
    onGroup: (appends) => telemetry.observe('append_group', appends, {}),
    onPool: known('log'),
  });
  const store = watchStore(plain, telemetry);
  opened.push(() => store.close());
  await migrateKeys(keysUrl);
  // Before any key is made: what exists already was made with the keys that were there.
  const ledgerStore = new LedgerFolder(join(data, 'ledger'));
  // A head that cannot be read is of a log that is damaged, or away.
  const hasLog = (await store.head().catch(() => ({ position: 1 }))).position > 0;
  const signer = signerOf(hasLog || (await ledgerStore.newest()) ? 'a log exists that it signs' : undefined);
  const { unindexed } = await asOwner(logUrl, (owner) => migrateReadStore(owner, projections));
  await together({ config, data, logUrl, keysUrl, store, ledger: ledgerStore }, onUnsafe);
  const pool = poolOf(ROLES.projector, LIMITS.folding);
  const agreed = given ?? (await agreedWith(pool));
  const walked = walk ? walking(agreed, data) : undefined;
  const clock = walked ?? agreed;
  const now = () => agreed.now(); // a key is as old as it is, whatever is recorded under it
  const kms = await kmsOf({ config, data, keysUrl, now, hasLog });
  const keys = new PostgresKeys(logins.keys, kms, randomBytes, known('vault'));
  opened.push(() => keys.close());
  const vault = watchVault(new SealingVault(new KeyRing(keys, kms, now), kms, randomBytes), telemetry);
  const shredder = {
    vault,
    segments: new SegmentTable(
      poolOf(ROLES.eraser, LIMITS.request),
      store instanceof PostgresStore ? 'public.segment' : 'esdb.segment',
    ),
    destroyed: new DestroyedFiles([join(data, 'ledger'), join(data, 'kms')], signer, (work) =>
      new DatabaseLock(pool, 6).inTurn(work),
    ),
  };
  const book = new PlanBook(plans.newest, store, [...plans.earlier, ...kept]);
  const live = TableModels.over(poolOf(ROLES.reader, LIMITS.reading), {
    asker: poolOf(ROLES.asker, LIMITS.reading, true),
    party: poolOf(ROLES.party, LIMITS.reading, true),
  });
  const search = new PersonSearch(store, vault, new PersonIndexTable(pool));
  const ids = { uuid: randomUUID };
  const documents = documentsOf({ config, pool, store, vault, destroyed: shredder.destroyed, clock, ids });
  // Before anything is served or read: a backup may have brought back what was erased.
  if (!onUnsafe) {
    const { keys: again, segments } = await enforce(store, live, shredder);
    if (again + segments > 0) {
      await search.makeAnew();
      await documents.removeErased();
      log.warn(`erased-again: ${again} keys and ${segments} sealed texts were back from a backup, and are destroyed`);
    }
  }
  const drafts = new Drafts(new DraftTable(pool), vault, clock, ids);
  const savedLists = new SavedLists(new SavedListTable(pool), vault, shredder.destroyed, { clock, ids });
  const typed = { forget: (by: string) => drafts.forgetAll().then(() => savedLists.forgetNames(by)) };
  const access = watchAccess(new AccessLog(store, vault, book, clock, ids), telemetry);
  const references = new References(store, live);
  const installations = await installationsOf(config, book.plans);
  const beat = new Beat(clock, sleep);
  const executor = new Executor(
    store,
    vault,
    book,
    clock,
    references,
    (given, since) => access.denied(given).then(() => beat.next(since)),
    documents,
    installations?.others,
    telemetry,
  );
  const transfers =
    installations && transfersOf(installations, { store, vault, references, book, documents, executor, live, clock });
  await executor.followUps.finishAtStart((error) =>
    log.failed('a command that was cut short could not be finished', error),
  );
  const planned = () => book.refresh().then(() => book.plans);
  const obligations = new ObligationWriter(pool, store, planned);
  const projector = new Projector(pool, store, projections, undefined, obligations, telemetry);
  const gate = new DatabaseGate(pool);
  const alerts = new Alerts(live, book, executor, clock, vault, telemetry);
  const comingOfAge = new ComingOfAge({ models: live, store, vault, book, executor, clock, access });
  const expired = new RetentionAlerts({ models: live, vault, book, executor, clock });
  const ledger = new Ledger({
    store,
    ledger: ledgerStore,
    signer,
    witnesses: config.WITNESS_URLS.map((url) => new HttpWitness(url)),
    clock: agreed, // what is signed says when it was
  });
  const leavers = leaversOf(config, { models: live, vault, executor });
  const post = await postOffice(config, { store, models: live, clock, numbers: new RecordNumbers(vault) }, pool);
  const readModels = operationsOf({ store, projector, pool, data, logUrl, poolOf, login: logins.log });
  const scheduler = new AlertScheduler(afterBirthdays(comingOfAge, alerts, expired, projector), {
    store,
    clock,
    gate,
    sleep,
    catchUp: () => projector.catchUp(),
    afterwards: [
      async () => post?.forward().then(() => post.deliver()),
      beside(async () => transfers?.outgoing.exchange()),
      hourly(clock, async () => leavers && projector.catchUp().then(() => leavers.look())),
      () => documents.sweep(),
      () => drafts.sweep(),
    ],
  });
  const { verifier } = signer;
  const around = { clock: agreed, sleep, store, models: readModels, vault, ledger, verifier };
  const parts = partsOf(config, { kms, pool }, { ...around, alerts: scheduler, leavers });
  const mark = walkMark(data);
  const sessions = new SessionTable(poolOf(ROLES.projector, LIMITS.request));
  return {
    clock,
    ...(walked ? { walk: walked } : {}),
    ...(mark ? { walked: mark } : {}),
    ...{ store, vault, book, live, executor, documents, drafts, savedLists, transfers },
    database: { shared: logins.shared, isSuperuser: logins.isSuperuser, unindexed, copies: copiesIn(parted) },
    asker: watchedAsker(telemetry, {
      ...{ store, vault, live, book, access, clock, ids, references, search, sleep },
      source: store instanceof PostgresStore ? wholeLog(poolOf(ROLES.app, LIMITS.copying)) : fromStore(store),
      headHash: withLedger(store, ledgerStore),
      status: readModels,
      parts,
      ...{ installations: installations?.others ?? [], civilRegister: civilRegisterOf(config) },
      ...carriers(transfers),
      signedHead: async () => headIn(await ledger.newest()),
      prove: (position) => ledger.prove(position).catch(unlessUnsigned),
      verifier,
      signed: (checkpoint) => signedBy(ledgerStore, shredder.destroyed, signer.verifier, checkpoint),
    }),
    openFigures: new OpenFigures(new ReportArchive(store, vault, book, clock, ids), book),
    accessRetention: new AccessRetention({ ...shredder, store, book, executor, clock, sleep }),
    erasures: new Erasures({ typed, documents, ...shredder, store, references, executor, clock, sleep, search }),
    freshness: watchedFreshness(telemetry, {
      ...{ store, sleep, looks: access },
      stand: () => live.stand(),
      catchUp: () => projector.catchUp(),
    }),
    projector,
    gate,
    alerts,
    ...{ scheduler, parts, ledger, ledgerStore, verifier },
    sessions,
    ...watchingOf({
      ...{ store, projector, keys, kms, poolOf, pools, parts, ledger, live, sessions, clock: agreed },
      ...{
        alerts: scheduler,
        rebuild: () => progressOf(pool),
        letters: config.SMTP_URL ? new OutboxTable(pool) : undefined,
      },
    }),
    keeper: new CheckpointScheduler(ledger, {
      store,
      clock,
      sleep,
      alone: (work) => new DatabaseLock(pool, 4).alone(work),
    }),
    rotation: new KeyRotation({ vault, clock, sleep, alone: (work) => new DatabaseLock(pool, 5).alone(work) }),
    readModels,
    refusals: new RefusalTable(pool),
    recover: async () => {
      const healed = await server?.ensure();
      if (healed === 'started') log.warn('the embedded database had died, and was started again');
      // A log that stands elsewhere is not healed by a database that is well: whoever repeated would never end.
      return config.EVENT_STORE_URL ? healed === 'started' : server !== undefined;
    },
  };
}
