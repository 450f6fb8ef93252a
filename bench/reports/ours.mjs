import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { withLedger } from '../../dist/application/audit/head-hash.js';
import { Ledger } from '../../dist/application/audit/ledger.js';
import { PlanBook } from '../../dist/application/plan-book.js';
import { basisOf } from '../../dist/application/reports/basis.js';
import { reportOn } from '../../dist/application/reports/report.js';
import { PostgresStore } from '../../dist/infrastructure/event-store/postgres/postgres-store.js';
import { asRole, ROLES } from '../../dist/infrastructure/event-store/postgres/roles.js';
import { LedgerFolder } from '../../dist/infrastructure/ledger/ledger-folder.js';
import { signingKey } from '../../dist/infrastructure/ledger/signing-key.js';
import { loadPlans } from '../../dist/infrastructure/plans/plan-files.js';
import { wholeLog } from '../../dist/infrastructure/read-store/rebuild/source.js';
import { TableModels } from '../../dist/infrastructure/read-store/table-models.js';

/** Reports as the installation wires them: from the tables with the ledger beside, and from nothing but the log. */
export async function withReports(url, work) {
  const folder = mkdtempSync(join(tmpdir(), 'sagsspor-bench-ledger-'));
  const pool = new pg.Pool({ connectionString: url, options: asRole(ROLES.reader), max: 4 });
  pool.on('error', () => undefined);
  const log = new pg.Pool({ connectionString: url, options: asRole(ROLES.app), max: 2 });
  const store = await PostgresStore.open(url);
  try {
    const book = new PlanBook(loadPlans('plans'), store);
    await book.refresh();
    const kept = new LedgerFolder(join(folder, 'ledger'));
    const clock = { now: () => new Date().toISOString() };
    const signer = signingKey(join(folder, 'key.pem'), 'bench');
    const empty = new LedgerFolder(join(folder, 'none'));
    const sources = { store, live: TableModels.over(pool), book, source: wholeLog(log) };
    const headHash = withLedger(store, kept);
    const { position } = await store.head();
    return await work({
      signHead: () => new Ledger({ store, ledger: kept, signer, clock }).checkpoint(),
      fromTables: async (asked) =>
        reportOn(await basisOf({ ...sources, headHash }, { ...asked, asOf: { head: true } })),
      fromLog: async (asked) =>
        reportOn(
          await basisOf({ ...sources, headHash: withLedger(store, empty) }, { ...asked, asOf: { position: position } }),
        ),
    });
  } finally {
    await Promise.all([pool.end(), log.end()]);
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
