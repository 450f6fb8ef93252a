import { assertNotAnothers, assertTogether, type Companion, logIdOf } from '../application/companions.js';
import type { LedgerStore } from '../application/ports/ledger.js';
import {
  databaseBeside,
  keyFolder,
  keysDatabase,
  ledgerFolder,
  readModelDatabase,
} from '../infrastructure/companions.js';
import { isEventStoreDb, type OpenStore } from '../infrastructure/event-store/open-store.js';
import type { Config } from './settings.js';

export interface Beside {
  readonly config: Pick<Config, 'EVENT_STORE_URL'>;
  readonly data: string;
  readonly logUrl: string;
  readonly keysUrl: string;
  readonly store: OpenStore;
  readonly ledger: Pick<LedgerStore, 'newest'>;
}

const companionsOf = ({ config, data, logUrl, keysUrl, store, ledger }: Beside): readonly Companion[] => [
  keysDatabase(keysUrl, store),
  keyFolder(data),
  readModelDatabase(logUrl, isEventStoreDb(config.EVENT_STORE_URL ?? '')),
  ledgerFolder(data, ledger),
];

/** Before anything of a log in EventStoreDB is written into a database. @throws NeedsMending another-log */
export const isBeside = (logUrl: string) => (log: string | undefined) => assertNotAnothers(log, databaseBeside(logUrl));

/**
 * Before anything is made or written: log, keys, read models and ledger are of one installation. Of a log that cannot be read nothing is known.
 * @throws NeedsMending log-missing, another-log, companion-empty; whatever reading the log throws, where nobody wants to be told instead
 */
export async function together(beside: Beside, onUnsafe?: (fault: Error) => void): Promise<void> {
  let log: string | undefined;
  try {
    log = await logIdOf(beside.store);
  } catch (error) {
    if (!onUnsafe) throw error;
    return onUnsafe(error instanceof Error ? error : new Error('the log could not be read'));
  }
  await assertTogether(log, companionsOf(beside));
}
