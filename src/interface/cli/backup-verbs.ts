import { statSync } from 'node:fs';
import { machinery } from './machinery.js';
import { type Common, print, say, Usage, withInstallation } from './session.js';

interface BackupFlags extends Common {
  readonly to: string;
  readonly keys?: boolean;
}

/** `backup`: adds to the folder what it does not hold yet; `--keys`: what opens it, to another folder. */
export const backupVerb = (flags: BackupFlags): Promise<void> =>
  withInstallation(flags, async (installation, ask) => {
    await ask('Operate', { what: 'backup' });
    const { log, keys, documents: documentsIn } = machinery().backups();
    if (flags.keys) {
      await keys(flags.data, flags.to);
      say('the keys are copied: keep them for 35 days at most, and not beside the log (docs/operations.md)');
      if (flags.json) print({ keys: true });
      return;
    }
    const done = await log(flags.data, flags.to, (position) => say(`up to position ${position}`));
    // After the log: then every document that this backup names is in it.
    const documents = await installation.documents.backUp(documentsIn(flags.to), done.position);
    if (flags.json) print({ ...done, documents });
    else
      process.stdout.write(
        `${done.added} events and ${documents.added} documents added, ${documents.removed} erased since and removed, the backup holds ${done.position}\n`,
      );
    complainOf(documents.wrong, 'is not where documents are kept as it was attached: it is not in this backup');
  });

interface RestoreFlags extends Common {
  readonly from: string;
  readonly keysFrom: string;
  readonly to?: number;
  readonly destroyedKeys?: string;
}

/** `restore`: the log, its keys and the documents into empty databases, then checks the whole against what was signed. Exit code 1 where that does not fit. */
export async function restoreVerb(flags: RestoreFlags): Promise<void> {
  const { data, from, keysFrom, to, destroyedKeys } = flags;
  if (from === keysFrom) throw new Usage('--from and --keys-from are the same: no one place holds both');
  // A name mistyped here would bring back who was erased since.
  if (destroyedKeys && !statSync(destroyedKeys, { throwIfNoEntry: false })?.isFile())
    throw new Usage(`--destroyed-keys: ${destroyedKeys} is no file`);
  const { restore, tables, documents: documentsIn } = machinery().backups();
  const options = { data, from, keysFrom, ...(to ? { to } : {}), ...(destroyedKeys ? { destroyedKeys } : {}) };
  const restored = await restore(options, (position) => {
    if (position % 5000 === 0) say(`restored up to position ${position}`);
  });
  await withInstallation(flags, async (installation, ask) => {
    await tables(data, from);
    const documents = await installation.documents.putBack(documentsIn(from));
    const verified = await ask('VerifyLog', { to: restored.position });
    if (flags.json) print({ ...restored, documents, verified });
    else
      process.stdout.write(
        `${restored.position} events stand as they were recorded up to ${restored.recordedAt}, ${documents.put} documents put back, ${documents.removed} erased and left out; ` +
          (verified.wrong ? `WRONG at position ${verified.wrong.position}: ${verified.wrong.problem}\n` : 'verified\n'),
      );
    complainOf(documents.wrong, 'is not in the backup as it was attached, and does not open: try another copy');
    if (!verified.ok) process.exitCode = 1;
  });
}

function complainOf(documentIds: readonly string[], what: string): void {
  for (const documentId of documentIds) say(`document-differs: ${documentId} ${what}`);
  if (documentIds.length > 0) process.exitCode = 1;
}
