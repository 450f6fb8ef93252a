import { join } from 'node:path';
import { withLedger } from '../../../src/application/audit/head-hash.js';
import { Ledger } from '../../../src/application/audit/ledger.js';
import { PlanBook } from '../../../src/application/plan-book.js';
import { basisOf } from '../../../src/application/reports/basis.js';
import { type Report, type ReportParams, reportOn } from '../../../src/application/reports/report.js';
import { PostgresStore } from '../../../src/infrastructure/event-store/postgres/postgres-store.js';
import { LedgerFolder } from '../../../src/infrastructure/ledger/ledger-folder.js';
import { signingKey } from '../../../src/infrastructure/ledger/signing-key.js';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';
import { wholeLog } from '../../../src/infrastructure/read-store/rebuild/source.js';
import { TableModels } from '../../../src/infrastructure/read-store/table-models.js';
import { poolAs } from '../../scenarios/pools.js';
import { temporaryFolder } from '../../scenarios/temporary.js';

export type ReportScope = Omit<ReportParams, 'asOf'>;
export interface Reporting {
  signHead(): Promise<unknown>;
  fromTables(asked: ReportScope): Promise<Report>;
  fromLog(asked: ReportScope): Promise<Report>;
}

/** Reports as the installation wires them: from the tables with the ledger beside, and from nothing but the log. */
export async function withReports<T>(url: string, work: (reporting: Reporting) => Promise<T>): Promise<T> {
  const folder = temporaryFolder('bench-ledger');
  const [pool, log] = [poolAs('reader', url), poolAs('app', url, 2)];
  const store = await PostgresStore.open(url);
  try {
    const book = new PlanBook(loadPlans('plans'), store);
    await book.refresh();
    const kept = new LedgerFolder(join(folder, 'ledger'));
    const clock = { now: () => new Date().toISOString() };
    const signer = signingKey(join(folder, 'key.pem'), 'bench');
    const empty = new LedgerFolder(join(folder, 'none'));
    const sources = { store, live: TableModels.over(pool), book, source: wholeLog(log) };
    const [headHash, unaided] = [withLedger(store, kept), withLedger(store, empty)];
    const { position } = await store.head();
    return await work({
      signHead: () => new Ledger({ store, ledger: kept, signer, clock }).checkpoint(),
      fromTables: async (asked) =>
        reportOn(await basisOf({ ...sources, headHash }, { ...asked, asOf: { head: true } })),
      fromLog: async (asked) =>
        reportOn(await basisOf({ ...sources, headHash: unaided }, { ...asked, asOf: { position } })),
    });
  } finally {
    await Promise.all([pool.end(), log.end()]);
    await store.close();
  }
}
