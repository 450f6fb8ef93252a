// `npm run build`: the product, built into a folder of its own; `dist` then points to it. Two that build at once do not meet, and
// whoever runs an older build keeps it.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(root, 'src');
export const dist = join(root, 'dist');
const STAMP = '.built';
/** What is started as a process. */
const ENTRIES = ['main/main.js', 'infrastructure/read-store/rebuild/shard.js'];
/** An older build may still be run by somebody, who loads parts of it late. */
const KEPT_FOR_MS = 24 * 60 * 60 * 1000;

/** What the sources are like, as far as their names' number and their newest change tell. */
function stateOfSources() {
  const files = readdirSync(source, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const changed = files.map((file) => statSync(join(file.parentPath, file.name)).mtimeMs);
  return `${files.length} ${Math.max(...changed)}`;
}

/** @returns undefined where there is no such file */
function ifThere(what) {
  try {
    return what();
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** @returns whether the build is of the sources as they stand; an installation without sources has nothing to build */
export const isBuilt = () =>
  ifThere(() => statSync(source)) === undefined ||
  ifThere(() => readFileSync(join(dist, STAMP), 'utf8')) === stateOfSources();

/**
 * @param isChecked types too; not where somebody else checks them at that moment (test/run.mjs)
 * @returns whether it could be built; what stands against it was said on standard error
 */
export function build(isChecked = true) {
  const made = join(root, `.dist-${Date.now()}-${process.pid}`);
  // Read before it is built: what is changed meanwhile is built the next time.
  const state = stateOfSources();
  const tsc = join(root, 'node_modules', 'typescript-7', 'bin', 'tsc');
  const args = [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', made, '--singleThreaded'];
  if (!isChecked) args.push('--noCheck');
  if (!ran(args) || !bundle(made, ENTRIES)) {
    rmSync(made, { recursive: true, force: true });
    return false;
  }
  cpSync(source, made, { recursive: true, filter: (from) => statSync(from).isDirectory() || /\.(css|js)$/.test(from) });
  writeFileSync(join(made, STAMP), state);
  pointTo(made);
  sweep(made);
  return true;
}

const ran = (args) => spawnSync(process.execPath, args, { stdio: ['ignore', 2, 2] }).status === 0;

/** @param entries files below the folder, that are processes of their own @returns whether they start from a few files instead of a thousand now */
export const bundle = (folder, entries) =>
  ran([join(root, 'bin', 'bundle.mjs'), folder, ...entries.map((entry) => join(folder, entry))]);

/** At every moment `dist` is one whole build: the link to the old one is replaced by the link to the new one. */
function pointTo(made) {
  const link = `${made}.link`;
  symlinkSync(basename(made), link);
  if (ifThere(() => lstatSync(dist))?.isDirectory()) renameSync(dist, `${made}.old`);
  renameSync(link, dist);
}

function sweep(made) {
  for (const name of readdirSync(root).filter((entry) => entry.startsWith('.dist-') && entry !== basename(made))) {
    const path = join(root, name);
    const age = Date.now() - (ifThere(() => lstatSync(path).mtimeMs) ?? 0);
    if (age > KEPT_FOR_MS) rmSync(path, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = build() ? 0 : 1;
