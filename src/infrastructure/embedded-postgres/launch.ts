import { execFileSync, spawnSync } from 'node:child_process';
import { lchownSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { EmbeddedServerError } from './failure.js';
import { type DataFolder, runsAsRoot } from './folder.js';

/** How PostgreSQL's programs are run by this user, and to whom the files must belong. */
export interface Launch {
  /** Owner of the files; undefined where files belong to whoever makes them. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
  readonly wrap: (program: string, args: readonly string[]) => { file: string; args: string[] };
  /** uid and gid for `spawn`. */
  readonly identity: { readonly uid?: number; readonly gid?: number };
}

// PostgreSQL refuses uid 0. Inside this namespace root is called nobody, yet the files stay root's (stack.md 4).
const asNobodyInside = ['--user', '--map-user=65534', '--map-group=65534'];

const direct: Launch = {
  owner: undefined,
  wrap: (program, args) => ({ file: program, args: [...args] }),
  identity: {},
};

const namespace: Launch = {
  owner: { uid: 0, gid: 0 },
  wrap: (program, args) => ({ file: 'unshare', args: [...asNobodyInside, program, ...args] }),
  identity: {},
};

const droppedTo = (owner: { uid: number; gid: number }): Launch => ({ ...direct, owner, identity: owner });

/** Environment for PostgreSQL: none of the caller's PG* settings, no locale but C (messages are matched), UTC. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('PG'));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', LC_MESSAGES: 'C', LANG: 'C', TZ: 'UTC' };
}

/**
 * Chooses how to run PostgreSQL on this folder, and hands existing files over where the way has changed
 * (a folder made by root below a closed folder and moved, for instance).
 * @throws EmbeddedServerError for root when neither another user nor a user namespace works
 */
export function chooseLaunch(folder: DataFolder, postgres: string): Launch {
  if (!runsAsRoot()) return ordinaryLaunch((launch) => works(launch, postgres, folder.dir));
  const owner = statSync(folder.pgdata, { throwIfNoEntry: false })?.uid;
  const launch = firstThat(rootsCandidates(owner), (candidate) => works(candidate, postgres, folder.dir));
  if (launch === undefined) throw rootIsStuck(folder, postgres);
  if (owner !== undefined && owner !== launch.owner?.uid) {
    handOver(folder.pgdata, launch);
    handOver(folder.passwordFile, launch);
  }
  return launch;
}

/** The way the files were made with comes first, so that a folder keeps its owner from run to run. A user is looked up when it is his turn. */
function* rootsCandidates(owner: number | undefined): Generator<Launch> {
  const users = ['postgres', 'nobody'];
  if (owner === undefined) {
    yield* usersOf(users);
    yield namespace;
  } else {
    if (owner !== 0) yield* usersOf([String(owner)]);
    yield namespace;
    yield* usersOf(users);
  }
}

function* usersOf(names: readonly string[]): Generator<Launch> {
  for (const name of names) {
    const user = account(name);
    if (user !== undefined) yield droppedTo(user);
  }
}

function firstThat<T>(all: Iterable<T>, isRight: (one: T) => boolean): T | undefined {
  for (const one of all) if (isRight(one)) return one;
  return undefined;
}

/** initdb looks its user up, and a container may run as a bare number: inside a namespace that one is called nobody. */
export function ordinaryLaunch(isPossible: (launch: Launch) => boolean, lookUp: () => unknown = userInfo): Launch {
  try {
    lookUp();
    return direct;
  } catch {
    const borrowed: Launch = { ...namespace, owner: undefined };
    return isPossible(borrowed) ? borrowed : direct;
  }
}

/** PostgreSQL looks its user up by number, so only users that the system knows will do. */
function account(user: string): { uid: number; gid: number } | undefined {
  const number = (option: string) =>
    Number(execFileSync('id', [option, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    execFileSync('id', ['-un', user], { stdio: 'ignore' });
    return { uid: number('-u'), gid: number('-g') };
  } catch {
    return undefined;
  }
}

/** Can the program be run, and the folder be entered, in this way? */
function works(launch: Launch, postgres: string, dir: string): boolean {
  const { file, args } = launch.wrap('/bin/sh', ['-c', 'cd "$1" && "$2" --version', 'sh', dir, postgres]);
  const tried = spawnSync(file, args, {
    ...launch.identity,
    cwd: '/',
    env: postgresEnvironment(),
    stdio: 'ignore',
  });
  return tried.status === 0;
}

/** Gives a file or a whole folder to the user whom PostgreSQL will run as. */
export function handOver(target: string, launch: Launch): void {
  if (launch.owner === undefined) return;
  const found = lstatSync(target, { throwIfNoEntry: false });
  if (found === undefined) return;
  lchownSync(target, launch.owner.uid, launch.owner.gid);
  if (!found.isDirectory()) return;
  for (const name of readdirSync(target)) handOver(path.join(target, name), launch);
}

function rootIsStuck(folder: DataFolder, postgres: string): EmbeddedServerError {
  return new EmbeddedServerError(
    'PostgreSQL does not run as root, and here neither another user (postgres, nobody) nor a user namespace ' +
      '(unshare) can run it. Do one of these: run Sagsspor as an ordinary user; let others pass through every folder ' +
      `above ${folder.dir} and ${postgres} (chmod o+x); or allow user namespaces for root.`,
  );
}
