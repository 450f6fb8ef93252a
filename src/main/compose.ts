import { randomUUID } from 'node:crypto';
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
import { PlanBook } from '../application/plan-book.js';
import type { LoadedPlan } from '../application/ports/plan-files.js';
import { SILENT } from '../application/ports/telemetry.js';
import { KeyRotation } from '../application/processes/key-rotation.js';
import { References } from '../application/references.js';
import { ReportArchive } from '../application/reports/archive.js';
import { OpenFigures } from '../application/reports/open-figures.js';
import { SavedLists } from '../application/saved-lists.js';
import { PersonSearch } from '../application/search/person-search.js';
import { watchAccess, watchedAsker, watchedFreshness } from '../application/telemetry/watched.js';
import { sleep } from '../infrastructure/clock/sleep.js';
import { ledgerName, markWalk, walking, walkMark } from '../infrastructure/clock/walked-clock.js';
import { makeDataFolder } from '../infrastructure/embedded-postgres/folder.js';
import { PostgresStore } from '../infrastructure/event-store/postgres/postgres-store.js';
import { ROLES } from '../infrastructure/event-store/postgres/roles.js';
import { SessionTable } from '../infrastructure/identity/session-table.js';
import { HttpWitness } from '../infrastructure/ledger/http-witness.js';
import { signingKey } from '../infrastructure/ledger/signing-key.js';
import { OutboxTable } from '../infrastructure/mail/outbox-table.js';
import { assertClosed } from '../infrastructure/open-to-others.js';
import { keepContents, loadContents, loadPlans } from '../infrastructure/plans/plan-files.js';
import { LIMITS } from '../infrastructure/postgres/connections.js';
import { DatabaseLock } from '../infrastructure/read-store/alert-gate.js';
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
import { projections } from '../projections/index.js';
import { civilRegisterOf } from './civil-register.js';
import { agreedWith, wallClock } from './clocks.js';
import { configFrom } from './config.js';
import { asOwner, type Closer, copiesIn, databasesByPart } from './databases.js';
import { documentsOf } from './documents.js';
import { openLog, type SignerOf } from './log.js';
import { operationsOf } from './operations.js';
import { partsOf } from './parts.js';
import { processesOf } from './processes.js';
import type { Config } from './settings.js';
import { headIn, signedBy, unlessUnsigned } from './signed.js';
import { together } from './together.js';
import { carriers, installationsOf, transfersOf } from './transfers.js';
import { LOCKS, openVault, shredderOf } from './vault.js';
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
  options: InstallationOptions,
  config: Config,
  plans: { readonly newest: readonly LoadedPlan[]; readonly earlier: readonly LoadedPlan[] },
  signerOf: SignerOf,
  opened: Closer[],
): Promise<Omit<Installation, 'close'>> {
  const { data, clock: given, onUnsafe, walk, log = sentences(), telemetry = SILENT } = options;
  const parted = await databasesByPart(config, data, opened, telemetry);
  const { logUrl, keysUrl, server, logins, poolOf, pools } = parted;
  const contents = join(data, 'plans');
  keepContents(contents, plans.newest);
  const kept = loadContents(contents);
  const ofLog = await openLog(options, config, parted, signerOf, opened);
  const { store, ledgerStore, signer } = ofLog;
  const { unindexed } = await asOwner(logUrl, (owner) => migrateReadStore(owner, projections));
  await together({ config, data, logUrl, keysUrl, store, ledger: ledgerStore }, onUnsafe);
  const pool = poolOf(ROLES.projector, LIMITS.folding);
  const agreed = given ?? (await agreedWith(pool));
  const walked = walk ? walking(agreed, data) : undefined;
  const clock = walked ?? agreed;
  const ids = { uuid: randomUUID };
  const { kms, keys, vault } = await openVault(options, config, parted, ofLog, agreed, opened);
  const lock = (number: number) => new DatabaseLock(pool, number);
  const shredder = { vault, ...shredderOf(ofLog, data, parted, lock) };
  const book = new PlanBook(plans.newest, store, [...plans.earlier, ...kept]);
  const live = TableModels.over(poolOf(ROLES.reader, LIMITS.reading), {
    asker: poolOf(ROLES.asker, LIMITS.reading, true),
    party: poolOf(ROLES.party, LIMITS.reading, true),
  });
  const search = new PersonSearch(store, vault, new PersonIndexTable(pool));
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
    (command, since) => access.denied(command).then(() => beat.next(since)),
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
  const { leavers, ...processes } = await processesOf(
    config,
    { store, models: live, vault, book, executor, clock, access, projector, documents, drafts, transfers },
    pool,
    telemetry,
  );
  const ledger = new Ledger({
    ...{ store, signer, ledger: ledgerStore },
    witnesses: config.WITNESS_URLS.map((url) => new HttpWitness(url)),
    clock: agreed, // what is signed says when it was
  });
  const readModels = operationsOf({ store, projector, pool, data, logUrl, poolOf, login: logins.log });
  const { verifier } = signer;
  const around = { clock: agreed, sleep, store, models: readModels, vault, ledger, verifier };
  const parts = partsOf(config, { kms, pool }, { ...around, alerts: processes.scheduler, leavers });
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
    ...processes,
    ...{ parts, ledger, ledgerStore, verifier },
    sessions,
    ...watchingOf({
      ...{ store, projector, keys, kms, poolOf, pools, parts, ledger, live, sessions, clock: agreed },
      ...{
        alerts: processes.scheduler,
        rebuild: () => progressOf(pool),
        letters: config.SMTP_URL ? new OutboxTable(pool) : undefined,
      },
    }),
    keeper: new CheckpointScheduler(ledger, {
      ...{ store, clock, sleep },
      alone: (work) => lock(LOCKS.checkpoints).alone(work),
    }),
    rotation: new KeyRotation({ vault, clock, sleep, alone: (work) => lock(LOCKS.rotation).alone(work) }),
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
