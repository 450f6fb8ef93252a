// What is done for each command of docs/operations.md, or what it would need. A command that has no line here fails the drill.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { gunzipSync } from 'node:zlib';
import { type Ended, run, Server } from '../scenarios/product.js';

/** Where a command is typed. */
export interface Bench {
  readonly data: string;
  verb(args: readonly string[]): Promise<Ended>;
}

export type Step =
  /** `product`: a verb; `processes`: what takes some of its own. @returns what was wrong with it */
  | {
      readonly on: 'product' | 'processes';
      readonly run: (bench: Bench, typed: readonly string[]) => Promise<readonly string[]>;
    }
  /** With tools of an installed PostgreSQL (servers.ts), or in the loss of the machine (disaster.ts). */
  | { readonly on: 'servers' | 'disaster' }
  /** The words are of something else that is no command; or it needs what is not here. */
  | { readonly on: 'nothing' }
  | { readonly on: 'elsewhere'; readonly needs: string };

const ended = (typed: readonly string[], { code, err }: Ended): readonly string[] =>
  code === 0 ? [] : [`${typed.join(' ')} ended with ${code}: ${err.slice(-300)}`];

/** Ends with 0; `--data` is put in where the text leaves it out. */
const verb = (more: (bench: Bench) => readonly string[] = ({ data }) => ['--data', data]): Step => ({
  on: 'product',
  run: async (bench, [first, ...rest]) => {
    const args = first === 'sagsspor' ? rest : [first ?? '', ...rest];
    const all = [...args, ...(args.includes('--data') ? [] : more(bench))];
    return ended(all, await bench.verb(all));
  },
});

/** It comes up, and ends as it should when it is told to. */
const serves: Step = {
  on: 'processes',
  run: async ({ data }, [, ...args]) => {
    const server = await Server.start([...args, '--port', '0', '--data', data], { METRICS_PORT: '0' });
    await server.ready();
    const code = await server.stop();
    return code === 0 ? [] : [`serve ${args.join(' ')} ended with ${code}`];
  },
};

/** What an image holds is whole: the product says its settings from there. */
const imageTree: Step = {
  on: 'processes',
  run: async (_, [, ...args]) => {
    const made = await run(process.execPath, args);
    const said = await run(process.execPath, [join(args[1] ?? '', 'bin', 'sagsspor.mjs'), 'config']);
    return [...ended(args, made), ...ended(['config'], said)];
  },
};

/** Of each document in a backup of the log, what `sha256sum` says stands in the log. @param backup its folder */
export function documentsDiffer(backup: string): readonly string[] {
  const files = (folder: string) =>
    readdirSync(join(backup, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  const log = files('log').map((file) => gunzipSync(readFileSync(file)).toString());
  const documents = files('documents');
  const differ = documents.filter((file) => {
    const sum = createHash('sha256').update(readFileSync(file)).digest('base64url');
    return !log.some((text) => text.includes(sum));
  });
  return documents.length === 0
    ? ['no document is in the backup']
    : differ.map((file) => `${file} is not what was attached`);
}

const elsewhere = (needs: string): Step => ({ on: 'elsewhere', needs });
const SERVERS: Step = { on: 'servers' };
const DISASTER: Step = { on: 'disaster' };
const NOTHING: Step = { on: 'nothing' };
const KUBERNETES = elsewhere('a Kubernetes');

export const STEPS: Readonly<Record<string, Step>> = {
  'sagsspor backup --to /backup/log --data DIR': DISASTER,
  'sagsspor backup --keys --to /vault/keys --data DIR': DISASTER,
  'sagsspor restore --from /backup/log --keys-from /vault/keys --destroyed-keys /third/place/destroyed-keys --data NEWDIR':
    DISASTER,
  'npm run drill': NOTHING,
  'npm run campaign -- --failover': elsewhere('a run of its own'),
  pg_rewind: elsewhere('an old primary: the campaign above'),
  restore: DISASTER,
  sha256sum: DISASTER,
  'sagsspor config': verb(() => []),
  'sagsspor db migrate --data DIR': verb(),
  'sagsspor db migrate --check --data DIR': verb(),
  'sagsspor doctor --data DIR': verb(),
  'db migrate': verb(),
  doctor: verb(),
  verify: verb(),
  'verify --json': verb(),
  projections: verb(),
  checkpoint: verb(),
  'rebuild NAME': verb(),
  rebuild: verb(),
  'rebuild --abort': verb(),
  serve: serves,
  'serve --role web': serves,
  'serve --role projector': serves,
  'serve --role alerts': serves,
  'serve --role ledger': serves,
  'node deploy/image-tree.mjs /opt/sagsspor': imageTree,
  'createuser --createrole sagsspor': SERVERS,
  'createdb -O sagsspor sagsspor': SERVERS,
  analyze: SERVERS,
  pg_dump: SERVERS,
  pg_basebackup: SERVERS,
  'pg_ctl promote': SERVERS,
  pg_test_fsync: SERVERS,
  'podman build -f deploy/Containerfile -t sagsspor:0.1.0 .': elsewhere('podman and packages of a base image'),
  'chown 10001': elsewhere('root, and the folder of a deployment'),
  'kubectl -n sagsspor create secret generic sagsspor --from-file=deploy/secrets': KUBERNETES,
  'kubectl get pods': KUBERNETES,
  'docker compose ps': elsewhere('an engine of containers'),
  'systemctl status': elsewhere('systemd'),
  'drop role': elsewhere('a data folder that was lost while its database was not'),
  'set role': NOTHING,
  'a request failed': NOTHING,
};
