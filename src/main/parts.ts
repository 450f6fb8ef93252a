import type pg from 'pg';
import { Parts, type PartsDependencies } from '../application/operations/parts.js';
import { OutboxTable } from '../infrastructure/mail/outbox-table.js';
import type { Kms } from '../infrastructure/vault/kms.js';
import { civilRegisterOf } from './civil-register.js';
import { blobsOf, scannerOf } from './documents.js';
import type { Config } from './settings.js';

type GivenDependencies = Omit<
  PartsDependencies,
  'months' | 'outbox' | 'blobs' | 'scanner' | 'isOpen' | 'civilRegister'
>;

/** How each part is: for `doctor` and for the administrator's page. */
export function partsOf(
  config: Config,
  { kms, pool }: { readonly kms: Kms; readonly pool: pg.Pool },
  around: GivenDependencies,
) {
  const blobs = blobsOf(config, pool);
  return new Parts({
    ...around,
    months: async () => (await kms.epochs()).filter(({ hasKey }) => hasKey).map(({ epoch }) => epoch),
    outbox: config.SMTP_URL ? new OutboxTable(pool) : undefined,
    blobs: { in: placeOf(config), look: () => blobs.look() },
    scanner: scannerOf(config),
    isOpen: config.OPEN_DATA_LICENCE !== undefined,
    civilRegister: civilRegisterOf(config),
  });
}

const placeOf = ({ S3_URL, DOCUMENT_FOLDER }: Config) => (S3_URL ? 'bucket' : DOCUMENT_FOLDER ? 'folder' : 'database');
