import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { copyLog } from '../application/audit/copy.js';
import { parseNote } from '../application/audit/note.js';
import { ArchivedLog, momentIn } from '../application/backup/archived-log.js';
import { type BackedUp, backUp } from '../application/backup/back-up.js';
import { assertNotAnothers, logIdOf } from '../application/companions.js';
import { NeedsMending } from '../application/refusal.js';
import { ArchiveFolder } from '../infrastructure/backup/archive-folder.js';
import { DocumentFiles } from '../infrastructure/backup/document-files.js';
import { copyFiles, filesIn } from '../infrastructure/backup/folders.js';
import { fileToTable, tableToFile } from '../infrastructure/backup/table-file.js';
import { keyFolder } from '../infrastructure/companions.js';
import { makeDataFolder } from '../infrastructure/embedded-postgres/folder.js';
import { DESTROYED_FILE, putDestroyed } from '../infrastructure/erasing/destroyed-files.js';
import { openStore } from '../infrastructure/event-store/open-store.js';
import { LedgerFolder } from '../infrastructure/ledger/ledger-folder.js';
import { migrateKeys } from '../infrastructure/vault/key-ring.js';
import type { Backups, RestoreOptions } from '../interface/cli/machinery.js';
import { type Closer, databases } from './databases.js';
import type { Config } from './settings.js';
import { isBeside } from './together.js';

/** What stands beside the log and cannot be made from it. Sessions are not kept: after a restore everybody logs in anew. */
const TABLES = ['import_refusal', 'mail_progress', 'mail_outbox', 'saved_list'];
const BESIDE = ['ledger', 'plans'];
/** What a key backup holds: together with the log it opens everything, so it never lies beside it. */
const SECRET = ['kms', 'ledger-key'];
/** Where the list of destroyed keys lies. */
const FOLDERS = ['ledger', 'kms'];

type Progress = (position: number) => void;

export const backups = (config: Config): Backups => ({
  log: (data, to, progress) => withDatabases(config, data, (where) => logTo(config, where, data, to, progress)),
  keys: (data, to) => withDatabases(config, data, ({ keysUrl }) => keysTo(keysUrl, data, to)),
  restore: (options, progress) =>
    withDatabases(config, options.data, (where) => restored(config, where, options, progress)),
  tables: (data, from) =>
    withDatabases(config, data, async ({ logUrl }) => {
      for (const table of TABLES) await fileToTable(logUrl, `public.${table}`, join(from, 'tables', `${table}.ndjson`));
    }),
  documents: (folder) => new DocumentFiles(join(folder, 'documents')),
});

type DatabaseUrls = Pick<Awaited<ReturnType<typeof databases>>, 'logUrl' | 'keysUrl'>;

async function withDatabases<T>(config: Config, data: string, work: (where: DatabaseUrls) => Promise<T>): Promise<T> {
  makeDataFolder(data);
  const opened: Closer[] = [];
  try {
    return await work(await databases(config, data, opened));
  } finally {
    for (const close of opened.reverse()) await close().catch(() => undefined);
  }
}

async function withStore<T>(
  config: Config,
  { logUrl }: DatabaseUrls,
  work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>,
): Promise<T> {
  const store = await openStore(config.EVENT_STORE_URL ?? logUrl, logUrl, {
    prefix: config.EVENT_STORE_PREFIX,
    isTo: isBeside(logUrl),
  });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** The ledger first: no checkpoint in a backup signs more than its log holds. What was destroyed last: it may know more than the log, never less. */
async function logTo(
  config: Config,
  where: DatabaseUrls,
  data: string,
  to: string,
  progress: Progress,
): Promise<BackedUp> {
  if (SECRET.some((name) => existsSync(join(to, name))))
    throw new NeedsMending('backup-beside-keys: --to holds a backup of the keys: no one place may hold both');
  for (const name of BESIDE) copyFiles(join(data, name), join(to, name), filesIn(join(data, name)));
  const done = await withStore(config, where, (store) => backUp(store, new ArchiveFolder(join(to, 'log')), progress));
  for (const table of TABLES) await tableToFile(where.logUrl, `public.${table}`, join(to, 'tables', `${table}.ndjson`));
  copyFiles(
    join(data, 'ledger'),
    join(to, 'ledger'),
    filesIn(join(data, 'ledger')).filter((name) => name === DESTROYED_FILE),
  );
  return done;
}

/** After the log's: then it has every key that the log needs. */
async function keysTo(keysUrl: string, data: string, to: string): Promise<void> {
  if (existsSync(join(to, 'log')))
    throw new NeedsMending('backup-beside-keys: --to holds a backup of the log: no one place may hold both');
  for (const name of SECRET) copyFiles(join(data, name), join(to, name), filesIn(join(data, name)));
  await tableToFile(keysUrl, 'public.data_key', join(to, 'data_key.ndjson'));
}

async function restored(config: Config, where: DatabaseUrls, options: RestoreOptions, progress: Progress) {
  const { data, from, keysFrom, to } = options;
  const archive = new ArchiveFolder(join(from, 'log'));
  const end = await momentIn(archive, to);
  if (!end) throw new NeedsMending('backup-too-short: the backup holds no events, or ends before --to');
  await assertNotAnothers(await logIdOf(new ArchivedLog(archive, end)), keyFolder(keysFrom));
  for (const name of SECRET) copyFiles(join(keysFrom, name), join(data, name), filesIn(join(keysFrom, name)));
  await migrateKeys(where.keysUrl);
  await fileToTable(where.keysUrl, 'public.data_key', join(keysFrom, 'data_key.ndjson'));
  copyFiles(join(from, 'plans'), join(data, 'plans'), filesIn(join(from, 'plans')));
  await ledgerUpTo(end.position, join(from, 'ledger'), join(data, 'ledger'));
  const known = [join(from, 'ledger'), join(keysFrom, 'kms'), ...FOLDERS.map((name) => join(data, name))];
  putDestroyed(
    [...known.map((folder) => join(folder, DESTROYED_FILE)), ...(options.destroyedKeys ? [options.destroyedKeys] : [])],
    FOLDERS.map((name) => join(data, name)),
  );
  const done = await withStore(config, where, (store) => copyLog(new ArchivedLog(archive, end), store, progress));
  return { ...done, position: end.position, recordedAt: end.recordedAt };
}

/** What was signed beyond the moment is of a history that is let go: it stays in the backup, and the witnesses have seen it. */
export async function ledgerUpTo(position: number, from: string, to: string): Promise<void> {
  copyFiles(
    from,
    to,
    filesIn(from).filter((name) => name.startsWith('tile') && isFullBy(position, name)),
  );
  const [source, target] = [new LedgerFolder(from), new LedgerFolder(to)];
  const have = new Set(await target.checkpoints());
  for (const note of await source.checkpoints())
    if (parseNote(note).checkpoint.size <= position && !have.has(note)) await target.putCheckpoint(note);
}

/** `tile/<level>/x001/234`: whether the events below it are all among the first so many. */
function isFullBy(position: number, name: string): boolean {
  const [, level = '0', ...groups] = name.split(/[/\\]/);
  const index = Number(groups.map((group) => group.replace('x', '')).join(''));
  return (index + 1) * 256 ** (Number(level) + 1) <= position;
}
