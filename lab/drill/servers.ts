// What the document says of an operator's own PostgreSQL, with the tools of the one that is installed.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { InstalledPostgres, type Node } from '../scenarios/installed-postgres.js';
import { type Ended, verb } from '../scenarios/product.js';
import { ask } from '../scenarios/site.js';

export const TOOLS = [
  'initdb',
  'pg_ctl',
  'postgres',
  'pg_basebackup',
  'createuser',
  'createdb',
  'pg_dump',
  'psql',
  'pg_test_fsync',
];

/** In this order: each stands on what the ones before it have left. @returns a line for each command: what was wrong */
export async function onServers(tools: string, data: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const servers = new InstalledPostgres(tools);
  try {
    return await typed(servers, await servers.primary('primary'), data);
  } finally {
    await servers.close();
  }
}

async function typed(servers: InstalledPostgres, primary: Node, data: string) {
  const found: Record<string, readonly string[]> = {};
  const type = async (command: string, node?: Node, more: readonly string[] = []) => {
    const [program = '', ...args] = command.split(' ');
    found[command] = await servers.tool(program, [...args, ...more], node).then(
      () => [],
      (error: Error) => [error.message],
    );
  };
  const password = randomBytes(12).toString('hex');
  const product = (at: Node, database: string, ...args: string[]) => {
    const url = (name: string) => `postgres://sagsspor:${password}@127.0.0.1:${at.port}/${name}`;
    return verb([...args, '--data', data], { DATABASE_URL: url(database), VAULT_DATABASE_URL: url('sagsspor_keys') });
  };
  await type('createuser --createrole sagsspor', primary);
  await ask(primary.url('postgres'), `alter role sagsspor password '${password}'`);
  await type('createdb -O sagsspor sagsspor', primary);
  await servers.tool('createdb', ['-O', 'sagsspor', 'sagsspor_keys'], primary);
  const installed = [
    ...failed('db migrate', await product(primary, 'sagsspor', 'db', 'migrate')),
    ...failed('import', await product(primary, 'sagsspor', 'import', 'demo/nine-months.ndjson')),
    ...failed('doctor', await product(primary, 'sagsspor', 'doctor')),
  ];
  found['createdb -O sagsspor sagsspor'] = [...(found['createdb -O sagsspor sagsspor'] ?? []), ...installed];
  found.analyze = await ask(primary.url('sagsspor'), 'analyze').then(
    () => [],
    (error: Error) => [error.message],
  );

  const dump = join(servers.folder, 'dump.sql');
  await servers.tool('createdb', ['-O', 'sagsspor', 'copy'], primary);
  await type('pg_dump', primary, ['-f', dump, 'sagsspor']);
  await servers.tool('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-f', dump, 'copy'], primary);
  found.pg_dump = [...(found.pg_dump ?? []), ...failed('verify of the dump', await product(primary, 'copy', 'verify'))];

  const standby = await servers.standby('standby', primary);
  await standby.start();
  await primary.stop('immediate');
  await type('pg_ctl promote', undefined, ['-w', '-D', standby.data]);
  found.pg_basebackup = failed('verify at the promoted standby', await product(standby, 'sagsspor', 'verify'));
  await type('pg_test_fsync', undefined, ['-s', '1', '-f', join(standby.data, 'fsync')]);
  return found;
}

const failed = (what: string, { code, err }: Ended): string[] =>
  code === 0 ? [] : [`${what} ended with ${code}: ${err.slice(-300)}`];
