import { machinery } from './machinery.js';
import { type Common, print, say, Usage, withInstallation } from './session.js';

interface BackupFlags extends Common {
  readonly to: string;
  readonly keys?: boolean;
}

/** `backup`: adds to the folder what it does not hold yet; `--keys`: what opens it, to another folder. */
export const backupVerb = (flags: BackupFlags): Promise<void> =>
  withInstallation(flags, async (_, ask) => {
    await ask('Operate', { what: 'backup' });
    const { log, keys } = machinery().backups();
    if (flags.keys) {
      await keys(flags.data, flags.to);
      say('the keys are copied: keep them for 35 days at most, and not beside the log (docs/operations.md)');
      if (flags.json) print({ keys: true });
      return;
    }
    const done = await log(flags.data, flags.to, (position) => say(`up to position ${position}`));
    if (flags.json) print(done);
    else process.stdout.write(`${done.added} events added, the backup holds ${done.position}\n`);
  });

interface RestoreFlags extends Common {
  readonly from: string;
  readonly keysFrom: string;
  readonly to?: number;
  readonly destroyedKeys?: string;
}

/** `restore`: the log and its keys into empty databases, then checks the whole against what was signed. Exit code 1 where that does not fit. */
export async function restoreVerb(flags: RestoreFlags): Promise<void> {
  const { data, from, keysFrom, to, destroyedKeys } = flags;
  if (from === keysFrom) throw new Usage('--from and --keys-from are the same: no one place holds both');
  const { restore, tables } = machinery().backups();
  const options = { data, from, keysFrom, ...(to ? { to } : {}), ...(destroyedKeys ? { destroyedKeys } : {}) };
  const restored = await restore(options, (position) => {
    if (position % 5000 === 0) say(`restored up to position ${position}`);
  });
  await withInstallation(flags, async (_, ask) => {
    await tables(data, from);
    const verified = await ask('VerifyLog', { to: restored.position });
    if (flags.json) print({ ...restored, verified });
    else
      process.stdout.write(
        `${restored.position} events stand as they were recorded up to ${restored.recordedAt}; ` +
          (verified.wrong ? `WRONG at position ${verified.wrong.position}: ${verified.wrong.problem}\n` : 'verified\n'),
      );
    if (!verified.ok) process.exitCode = 1;
  });
}
