import { copyLog } from '../../application/audit/copy.js';
import { logIdOf } from '../../application/companions.js';
import { machinery } from './machinery.js';
import { ending, print, say, Usage } from './session.js';

export interface CopyFlags {
  readonly from: string;
  readonly to: string;
  readonly data: string;
  readonly json?: boolean;
}

/** The log of this installation's own database: the embedded one has no connection string that anybody knows. */
const OWN = 'own';

/** `log copy`: for whoever has the credentials of both stores. The keys of sealed fields stay where they are, in the database of the vault. */
export async function logCopy({ from, to, data, json }: CopyFlags): Promise<void> {
  const { isStoreUrl, needsDatabase, databases, openStore, assertBeside } = machinery();
  if (from === to) throw new Usage('--from and --to are the same');
  for (const url of [from, to])
    if (url !== OWN && !isStoreUrl(url))
      throw new Usage(`it takes postgres://user@host:port/database, esdb://host:port, or "${OWN}"`);
  const opened: (() => Promise<unknown>)[] = [];
  const close = ending.closes(async () => {
    for (const close of opened.splice(0).reverse()) await close().catch(() => undefined);
  });
  try {
    const own = [from, to].some((url) => url === OWN || needsDatabase(url)) ? await databases(data, opened) : undefined;
    const open = async (url: string) => {
      const store = await openStore(url === OWN ? (own?.logUrl ?? '') : url, own?.logUrl ?? '');
      opened.push(() => store.close());
      return store;
    };
    const source = await open(from);
    if (own && needsDatabase(to)) await assertBeside(own.logUrl, await logIdOf(source));
    const done = await copyLog(source, await open(to), (position) => {
      if (position % 5000 === 0) say(`copied up to position ${position}`);
    });
    if (json) print(done);
    else
      process.stdout.write(
        `${done.copied} events copied, ${done.found} stood there, ${done.verified} compared: the same\n`,
      );
  } finally {
    await close();
  }
}
