import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { FileKms } from '../infrastructure/vault/file-kms.js';
import { wrappedKeys } from '../infrastructure/vault/key-ring.js';
import { askedOnce, assertNotRotatedAway, type Kms } from '../infrastructure/vault/kms.js';
import { TransitKms } from '../infrastructure/vault/transit-kms.js';
import { TransitServer } from '../infrastructure/vault/transit-server.js';
import type { Config } from './settings.js';

interface KeySource {
  readonly config: Config;
  readonly data: string;
  readonly keysUrl: string;
  readonly now: () => string;
  readonly hasLog: boolean;
}

/** What wraps the data keys: files under --data, or the key service that is configured. @throws KeyLost */
export async function kmsOf({ config, data, keysUrl, now, hasLog }: KeySource): Promise<Kms> {
  const any = hasLog || (await wrappedKeys(keysUrl));
  const dependents = { any, wrappedUnder: askedOnce((epoch) => wrappedKeys(keysUrl, epoch)) };
  const dir = join(data, 'kms');
  const { KMS_URL: url, KMS_TOKEN: token, KMS_MOUNT: mount, KMS_PREFIX: prefix } = config;
  const kms =
    url && token
      ? await TransitKms.open(new TransitServer({ url, token, mount, prefix }), {
          dir,
          now,
          random: randomBytes,
          dependents,
        })
      : new FileKms(dir, now, randomBytes, dependents);
  await assertNotRotatedAway(kms, dependents);
  return kms;
}
