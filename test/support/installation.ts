import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { AccessLog } from '../../src/application/access-log.js';
import { fromLeaves } from '../../src/application/audit/head-hash.js';
import type { Reader } from '../../src/application/authorization/reader.js';
import { Beat } from '../../src/application/beat.js';
import { decode } from '../../src/application/codec.js';
import { Executor } from '../../src/application/commands/execute.js';
import {
  Importer,
  type ImportOptions,
  type RefusalMemory,
  type RefusedLine,
} from '../../src/application/commands/import.js';
import { Documents } from '../../src/application/documents/documents.js';
import type { Line } from '../../src/application/input/lines.js';
import { fromStore } from '../../src/application/log-source.js';
import { PlanBook } from '../../src/application/plan-book.js';
import type { Scanner } from '../../src/application/ports/blobs.js';
import type { CivilRegister } from '../../src/application/ports/civil-register.js';
import type { Destroyed } from '../../src/application/ports/erasing.js';
import type { EventStore } from '../../src/application/ports/event-store.js';
import type { Installations } from '../../src/application/ports/installations.js';
import { Alerts } from '../../src/application/processes/alerts/alerts.js';
import { Asker } from '../../src/application/queries/asker.js';
import type { AskOptions } from '../../src/application/queries/asking.js';
import type { Params, QueryName } from '../../src/application/queries/catalogue.js';
import { References } from '../../src/application/references.js';
import { ReportArchive } from '../../src/application/reports/archive.js';
import { OpenFigures } from '../../src/application/reports/open-figures.js';
import { Sealing } from '../../src/application/sealing.js';
import { PersonSearch } from '../../src/application/search/person-search.js';
import type { Recorded } from '../../src/domain/kernel/event.js';
import { documentBytes } from '../../src/infrastructure/documents/document-bytes.js';
import { MemoryStore } from '../../src/infrastructure/event-store/memory/memory-store.js';
import { loadContents, loadPlans } from '../../src/infrastructure/plans/plan-files.js';
import { KeyRing, MemoryKeys } from '../../src/infrastructure/vault/key-ring.js';
import { SealingVault } from '../../src/infrastructure/vault/sealing-vault.js';
import { carriers, transfersOf } from '../../src/main/transfers.js';
import { FoldedModels } from '../../src/projections/folded-models.js';
import type { RowWallContext } from '../../src/projections/wall-context.js';
import { MemoryCivilRegister } from './civil-register/memory.js';
import { growingModels } from './growing-models.js';
import { MemoryBlobs, MemoryUploads } from './memory-documents.js';
import { MemoryKms } from './memory-kms.js';
import { MemoryPersonIndex } from './memory-person-index.js';
import { unsealed } from './unsealed-installations.js';

export class RefusalsInMemory implements RefusalMemory {
  private readonly known = new Map<string, Omit<RefusedLine, 'line'>>();
  async find(commandId: string) {
    return this.known.get(commandId);
  }
  async forget(commandId: string) {
    this.known.delete(commandId);
  }
  async keep(commandId: string, { code, rule, message }: Omit<RefusedLine, 'line'>) {
    this.known.set(commandId, { code, rule, message });
  }
}

/** Plans are never changed: read once a spec file, for an installation costs little else. */
const known = new Map<string, readonly [ReturnType<typeof loadPlans>, ReturnType<typeof loadContents>]>();
function plansIn(folder: string) {
  const read = known.get(folder) ?? ([loadPlans(folder), loadContents(join(folder, 'history'))] as const);
  known.set(folder, read);
  return read;
}

/**
 * The application over the memory store, or another one: the same executor, vault and plans as in production, nothing on disk.
 * @param asked told each question that read models are asked
 */
export function memoryInstallation(
  now: () => string,
  plans = 'plans',
  store: EventStore = new MemoryStore(),
  asked: (question: string) => void = () => undefined,
  scanner?: Scanner,
  us: Installations = unsealed(),
  /** Null: none is connected. */
  civilRegister: CivilRegister | null = new MemoryCivilRegister(),
) {
  const kms = new MemoryKms(now);
  const vault = new SealingVault(new KeyRing(new MemoryKeys(kms, randomBytes), kms, now), kms, randomBytes);
  const [read, contents] = plansIn(plans);
  const book = new PlanBook(read, store, contents);
  const ids = { uuid: randomUUID };
  const access = new AccessLog(store, vault, book, { now }, ids);
  const references = new References(store);
  const waited: number[] = [];
  const index = new MemoryPersonIndex();
  const search = new PersonSearch(store, vault, index);
  const blobs = new MemoryBlobs();
  const listed: Destroyed[] = [];
  const destroyed = { entries: async () => listed };
  const documents = new Documents({
    ...{ store, sealing: new Sealing(store, vault), blobs, uploads: new MemoryUploads(), clock: { now }, ids },
    ...{ destroyed, scanner, bytes: documentBytes(randomBytes) },
  });
  const sleep = async (ms: number) => void waited.push(ms);
  const beat = new Beat({ now }, sleep);
  const executor = new Executor(
    ...([store, vault, book, { now }, references] as const),
    (given, since) => access.denied(given).then(() => beat.next(since)),
    documents,
    us.others,
  );
  const memory = new RefusalsInMemory();
  const clock = { now };
  const log = async (): Promise<Recorded[]> => {
    const all: Recorded[] = [];
    for await (const batch of store.readAll()) all.push(...batch.map(decode));
    return all;
  };
  const live = modelsOf(growingModels(store), asked);
  const transfers = transfersOf(us, { store, vault, references, book, documents, executor, live, clock });
  const asker = new Asker({
    ...{ store, vault, live, book, clock, ids, references, search },
    sleep,
    source: fromStore(store),
    access,
    headHash: fromLeaves(store),
    status: { status: async () => ({ models: [], rebuild: undefined }) },
    parts: { parts: async () => [] },
    installations: us.others,
    civilRegister: civilRegister ?? undefined,
    ...carriers(transfers),
    signedHead: async () => undefined,
    prove: async () => undefined,
    verifier: '',
    signed: async () => ({ notes: [], keys: [] }),
  });
  return {
    live,
    asker,
    clock,
    /** Asks a query as that reader. */
    ask: <N extends QueryName>(reader: Reader, name: N, params: Params<N>, options?: AskOptions) =>
      asker.ask(name, params, reader, options),
    /** Alerts over this log; `through` stands in for the executor, to let it fail. */
    alerts: (through: Pick<Executor, 'execute'> = executor) =>
      new Alerts(live, book, through as Executor, clock, vault),
    store,
    search,
    /** What lies in the index of persons. */
    index,
    /** How long answers had to take. Milliseconds. */
    waited,
    vault,
    book,
    references,
    documents,
    transfers,
    openFigures: new OpenFigures(new ReportArchive(store, vault, book, clock, ids), book),
    /** What the documents take for the signed list of what was destroyed. */
    listed,
    blobs,
    executor,
    access,
    import: (lines: Iterable<Line> | AsyncIterable<Line>, options: ImportOptions = {}) =>
      new Importer(executor, vault, memory, options).run(lines),
    log,
  };
}

/** Read models folded from the log when they are asked, anew once it has grown. */
function modelsOf(now: () => Promise<FoldedModels>, told: (question: string) => void): FoldedModels {
  const through = (standing?: RowWallContext): FoldedModels =>
    new Proxy(Object.create(FoldedModels.prototype) as FoldedModels, {
      get(_, question: keyof FoldedModels) {
        if (question === 'beyond') return all;
        if (question === 'as') return through;
        if (!(question in FoldedModels.prototype)) return undefined; // `then`: it is no promise
        return async (...asked: readonly never[]) => {
          told(question);
          const whole = await now();
          const models = standing ? whole.as(standing) : whole;
          return (models[question as 'cases'] as (...params: readonly never[]) => unknown).call(models, ...asked);
        };
      },
    });
  const all = through();
  return all;
}
