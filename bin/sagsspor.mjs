#!/usr/bin/env node
// Runs the built product; builds it first where the sources are newer than the build, so that a fresh clone needs one command.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'dist', '.built');
const newest = (dir) =>
  Math.max(
    ...readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((f) => f.isFile())
      .map((f) => statSync(join(f.parentPath ?? f.path, f.name)).mtimeMs),
  );

const sources = join(root, 'src');
if (existsSync(sources) && (!existsSync(stamp) || statSync(stamp).mtimeMs < newest(sources))) {
  process.stderr.write('building …\n');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json')],
    { stdio: ['ignore', 2, 2] },
  );
  cpSync(join(root, 'src'), join(root, 'dist'), {
    recursive: true,
    filter: (from) => statSync(from).isDirectory() || from.endsWith('.css'),
  });
  writeFileSync(stamp, '');
}
await import(pathToFileURL(join(root, 'dist', 'main.js')).href);
