import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { InstallationOptions } from '../application/installation.js';
import type { EventStore } from '../application/ports/event-store.js';
import type { Signer } from '../application/ports/ledger.js';
import type { Clock } from '../application/ports/runtime.js';
import { SILENT } from '../application/ports/telemetry.js';
import { watchVault } from '../application/telemetry/watched.js';
import { DestroyedFiles } from '../infrastructure/erasing/destroyed-files.js';
import { SegmentTable } from '../infrastructure/erasing/segment-table.js';
import { PostgresStore } from '../infrastructure/event-store/postgres/postgres-store.js';
import { ROLES } from '../infrastructure/event-store/postgres/roles.js';
import { LIMITS } from '../infrastructure/postgres/connections.js';
import { DatabaseLock } from '../infrastructure/read-store/alert-gate.js';
import { KeyRing, PostgresKeys } from '../infrastructure/vault/key-ring.js';
import { SealingVault } from '../infrastructure/vault/sealing-vault.js';
import type { Closer } from './databases.js';
import { kmsOf } from './keys.js';
import type { OpenedLog, PartedDatabases } from './log.js';
import type { Config } from './settings.js';

/** What seals, and the keys that it seals by. @throws KeyLost */
export async function openVault(
  { data, telemetry = SILENT }: InstallationOptions,
  config: Config,
  { keysUrl, logins, known }: PartedDatabases,
  { hasLog }: OpenedLog,
  agreed: Clock,
  opened: Closer[],
) {
  const now = () => agreed.now(); // a key is as old as it is, whatever is recorded under it
  const kms = await kmsOf({ config, data, keysUrl, now, hasLog });
  const keys = new PostgresKeys(logins.keys, kms, randomBytes, known('vault'));
  opened.push(() => keys.close());
  const vault = watchVault(new SealingVault(new KeyRing(keys, kms, now), kms, randomBytes), telemetry);
  return { kms, keys, vault };
}

/** What was sealed is destroyed by these, and listed where no restore rolls it back. */
export function shredderOf(
  { store, signer }: { readonly store: EventStore; readonly signer: Signer },
  data: string,
  { poolOf }: Pick<PartedDatabases, 'poolOf'>,
  lock: (n: number) => DatabaseLock,
) {
  const table = store instanceof PostgresStore ? 'public.segment' : 'esdb.segment';
  const folders = [join(data, 'ledger'), join(data, 'kms')];
  return {
    segments: new SegmentTable(poolOf(ROLES.eraser, LIMITS.request), table),
    destroyed: new DestroyedFiles(folders, signer, (work) => lock(LOCKS.destroyed).inTurn(work)),
  };
}

/** What one process of an installation does at a time, by the number of its lock. */
export const LOCKS = { checkpoints: 4, rotation: 5, destroyed: 6 } as const;
