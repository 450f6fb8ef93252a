import { randomBytes } from 'node:crypto';
import type { Random } from './crypto.js';
import { KeyRing } from './key-ring.js';
import type { Kms } from './kms.js';
import { MemoryKeys } from './memory-keys.js';
import { PostgresKeys } from './postgres-keys.js';
import { SealingVault } from './sealing-vault.js';

export interface VaultOptions {
  readonly kms: Kms;
  /** The application's clock, ISO UTC: how long a key is remembered. */
  readonly now: () => string;
  readonly random?: Random;
}

/** The vault with its keys in PostgreSQL. Run `migrateKeys` first. */
export class PostgresVault extends SealingVault {
  private constructor(
    private readonly keys: PostgresKeys,
    { kms, now, random = randomBytes }: VaultOptions,
  ) {
    super(new KeyRing(keys, kms, now), kms, random);
  }

  /** @throws VaultUnavailable where the keys database cannot be reached or has no table of keys */
  static async open(options: VaultOptions & { readonly keysUrl: string }): Promise<PostgresVault> {
    const keys = new PostgresKeys(options.keysUrl, options.kms, options.random ?? randomBytes);
    try {
      await keys.byIds([]);
    } catch (error) {
      await keys.close();
      throw error;
    }
    return new PostgresVault(keys, options);
  }

  async close(): Promise<void> {
    await this.keys.close();
  }
}

/** For tests: the same vault over keys in memory. */
export class MemoryVault extends SealingVault {
  constructor({ kms, now, random = randomBytes }: VaultOptions) {
    super(new KeyRing(new MemoryKeys(kms, random), kms, now), kms, random);
  }
}
