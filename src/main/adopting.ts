import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { parseNote } from '../application/audit/note.js';
import type { Adoption } from '../application/ports/adoption.js';
import { NeedsMending } from '../application/refusal.js';
import { copyFiles, filesIn } from '../infrastructure/backup/folders.js';
import { isEventStoreDb } from '../infrastructure/event-store/open-store.js';
import { LedgerFolder } from '../infrastructure/ledger/ledger-folder.js';
import { ledgerUpTo } from './backups.js';
import { type Closer, databases } from './databases.js';
import type { Config } from './settings.js';

/** What is no tile and no checkpoint: it is of the log, whatever is left of it. */
const KEPT = /^(log-id|destroyed-keys.*)$/;

/** `log adopt`. @throws NeedsMending not-on-eventstoredb, log-with-holes, another-log */
export async function adopted(config: Config, data: string, now: string, lose?: number): Promise<Adoption> {
  const url = config.EVENT_STORE_URL ?? '';
  if (!isEventStoreDb(url))
    throw new NeedsMending(
      'not-on-eventstoredb: only an event store that was restored by its own tools is adopted: set EVENT_STORE_URL, or use "restore" for PostgreSQL',
    );
  const opened: Closer[] = [];
  try {
    const { logUrl } = await databases(config, data, opened);
    const { adoptRestored } = await import('../infrastructure/event-store/eventstoredb/adopt.js');
    const done = await adoptRestored(url, logUrl, config.EVENT_STORE_PREFIX, lose);
    const ledger = join(data, 'ledger');
    const signed = await signedBeyond(ledger, done.kept);
    if (done.adopted && signed > 0) await letGo(ledger, done.kept, now);
    return { ...done, signed };
  } finally {
    for (const close of opened.reverse()) await close().catch(() => undefined);
  }
}

async function signedBeyond(ledger: string, kept: number): Promise<number> {
  if (!existsSync(ledger)) return 0;
  const notes = await new LedgerFolder(ledger).checkpoints();
  return notes.filter((note) => parseNote(note).checkpoint.size > kept).length;
}

/** What was signed of the history that is let go stays beside the ledger: it is the proof of what there was. */
async function letGo(ledger: string, kept: number, now: string): Promise<void> {
  const before = `${ledger}-let-go-${now.replace(/\D/g, '')}`;
  renameSync(ledger, before);
  await ledgerUpTo(kept, before, ledger);
  copyFiles(
    before,
    ledger,
    filesIn(before).filter((name) => KEPT.test(name)),
  );
}
