// `npm run keep -- --program FOLDER`: a release as a fixture, from a checkout of it that is built. What it leaves behind: both databases as
// SQL, the data folder, what it said of them, and every statement that it gave. docs/operations.md says what the fixture is for.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { InstalledPostgres, installedTools, type Node } from '../scenarios/installed-postgres.js';
import { textOption } from '../scenarios/options.js';
import { withClient } from '../scenarios/pools.js';
import { run } from '../scenarios/product.js';

const program = textOption('program') ?? '';
const to = join('test', 'fixtures', textOption('as') ?? 'release');
const TOOLS = ['initdb', 'pg_ctl', 'postgres', 'createdb', 'pg_dump'];
const ASKED: Readonly<Record<string, readonly string[]>> = {
  report: ['report', '--infohus', 'koebenhavn', '--plan', 'koebenhavn-2016', '--year', '2016', '--json'],
  cases: ['cases', '--infohus', 'koebenhavn', '--json'],
  deadlines: ['deadlines', '--infohus', 'koebenhavn', '--now', '2016-06-01T12:00:00+02:00', '--json'],
};

const tools = installedTools(TOOLS);
if (!tools || !program) throw new Error(`it takes --program, and an installed PostgreSQL with ${TOOLS.join(', ')}`);
const servers = new InstalledPostgres(tools);
try {
  const node = await servers.primary('release', { log_statement: 'all' });
  const data = join(servers.folder, 'data');
  for (const name of ['sagsspor', 'sagsspor_keys']) await servers.tool('createdb', [name], node);
  const urls = { DATABASE_URL: node.url('sagsspor'), VAULT_DATABASE_URL: node.url('sagsspor_keys') };
  const verb = async (...args: string[]) => {
    const ended = await run(process.execPath, [join(program, 'bin', 'sagsspor.mjs'), ...args, '--data', data], {
      env: urls,
    });
    if (ended.code !== 0) throw new Error(`${args[0]} ended with ${ended.code}: ${ended.err}`);
    return ended.out;
  };
  await verb('import', 'demo/nine-months.ndjson', 'demo/koege-and-registers.ndjson');
  await verb('checkpoint');
  const said: Record<string, unknown> = {};
  for (const [name, args] of Object.entries(ASKED)) said[name] = { args, json: JSON.parse(await verb(...args)) };
  await verb('verify');
  mkdirSync(to, { recursive: true });
  for (const name of ['sagsspor', 'sagsspor_keys']) writeFileSync(join(to, `${name}.sql.gz`), await dumpOf(node, name));
  writeFileSync(join(to, 'data.json.gz'), gzipSync(JSON.stringify(filesIn(data))));
  writeFileSync(join(to, 'said.json'), `${JSON.stringify(said, null, 1)}\n`);
  const statements = await known(node, statementsIn(readFileSync(`${node.data}.log`, 'utf8')));
  writeFileSync(join(to, 'statements.json'), `${JSON.stringify(statements, null, 1)}\n`);
  process.stdout.write(`${statements.length} statements\n`);
} finally {
  await servers.close();
}

/** Without what only psql understands. */
async function dumpOf(node: Node, name: string): Promise<Buffer> {
  const { out } = await servers.tool('pg_dump', ['--inserts', '--no-owner', '--no-toast-compression', name], node);
  return gzipSync(out.replaceAll(/^(\\|--|SET transaction_timeout).*\n/gm, ''));
}

function filesIn(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [relative(folder, path), readFileSync(path).toString('base64')]));
}

/** Of rows: what makes tables and rights is the owner's, and of a migration. */
function statementsIn(log: string): readonly string[] {
  const found = [...log.matchAll(/LOG: {2}execute [^:]+: ([^\n]*(?:\n\t[^\n]*)*)/g)].map(([, text = '']) =>
    text.trim(),
  );
  return [...new Set(found.map((text) => text.replaceAll('\n\t', '\n')))]
    .filter((text) => /^(select|with|insert|update|delete)/i.test(text))
    .sort();
}

/** Those whose tables stand no longer when the run is over are of work that is done. */
async function known(node: Node, statements: readonly string[]): Promise<readonly string[]> {
  const found: Record<string, readonly string[]> = {};
  for (const database of ['sagsspor', 'sagsspor_keys'])
    found[database] = await withClient(node.url(database), async (client) => {
      const prepared: string[] = [];
      for (const [i, text] of statements.entries())
        await client.query(`prepare s${i} as ${text}`).then(
          () => prepared.push(text),
          () => undefined,
        );
      return prepared;
    });
  return statements.filter((text) => Object.values(found).some((all) => all.includes(text)));
}
