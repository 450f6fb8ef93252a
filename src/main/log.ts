import { join } from 'node:path';
import type { InstallationOptions } from '../application/installation.js';
import type { Signer } from '../application/ports/ledger.js';
import { SILENT } from '../application/ports/telemetry.js';
import { watchStore } from '../application/telemetry/watched.js';
import { type OpenStore, openStore } from '../infrastructure/event-store/open-store.js';
import { ROLES } from '../infrastructure/event-store/postgres/roles.js';
import { LedgerFolder } from '../infrastructure/ledger/ledger-folder.js';
import { migrateKeys } from '../infrastructure/vault/key-ring.js';
import type { Closer, databasesByPart } from './databases.js';
import type { Config } from './settings.js';
import { isBeside } from './together.js';

export type PartedDatabases = Awaited<ReturnType<typeof databasesByPart>>;
/** Who signs the log. `stands`: why a key that is gone must not be made anew. */
export type SignerOf = (stands?: string) => Signer;

export interface OpenedLog {
  readonly store: OpenStore;
  readonly ledgerStore: LedgerFolder;
  readonly signer: Signer;
  /** Events stand in it, or it cannot be told: no key is made where one may be missing. */
  readonly hasLog: boolean;
}

/** The log, and who signs it. Before any key is made: what exists already was made with the keys that were there. */
export async function openLog(
  { data, onUnsafe, telemetry = SILENT }: InstallationOptions,
  config: Config,
  { logUrl, keysUrl, logins, known }: PartedDatabases,
  signerOf: SignerOf,
  opened: Closer[],
): Promise<OpenedLog> {
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
  const ledgerStore = new LedgerFolder(join(data, 'ledger'));
  // A head that cannot be read is of a log that is damaged, or away.
  const hasLog = (await store.head().catch(() => ({ position: 1 }))).position > 0;
  const signer = signerOf(hasLog || (await ledgerStore.newest()) ? 'a log exists that it signs' : undefined);
  return { store, ledgerStore, signer, hasLog };
}
