import { copyLog } from '../../application/audit/copy.js';
import type { EventStore } from '../../application/ports/event-store.js';
import { migrate } from '../../infrastructure/event-store/postgres/migrate.js';
import { PostgresStore } from '../../infrastructure/event-store/postgres/postgres-store.js';
import { print, say, Usage } from './session.js';

export interface CopyFlags {
  readonly from: string;
  readonly to: string;
  readonly json?: boolean;
}

/** `log copy`: for whoever has the credentials of both databases. The keys of sealed fields stay where they are, in the database of the vault. */
export async function logCopy({ from, to, json }: CopyFlags): Promise<void> {
  if (from === to) throw new Usage('--from and --to are the same');
  const source = await opened(from, false);
  try {
    const target = await opened(to, true);
    try {
      const done = await copyLog(source, target, (position) => {
        if (position % 5000 === 0) say(`copied up to position ${position}`);
      });
      if (json) print(done);
      else
        process.stdout.write(
          `${done.copied} events copied, ${done.found} stood there, ${done.verified} compared: the same\n`,
        );
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function opened(url: string, make: boolean): Promise<EventStore & { close(): Promise<void> }> {
  if (!/^postgres(ql)?:\/\//.test(url)) throw new Usage('it takes postgres://user@host:port/database');
  if (make) await migrate(url);
  return PostgresStore.open(url);
}
