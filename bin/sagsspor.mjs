#!/usr/bin/env node
// Runs the built product; builds it first where the sources are not those of the build, so that a fresh clone needs one command.
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { build, dist, isBuilt } from './build.mjs';

if (!isBuilt()) {
  process.stderr.write('building …\n');
  if (!build()) process.exit(1);
}
// The folder that `dist` points to now: this process stays with it when another one is built.
await import(pathToFileURL(join(realpathSync(dist), 'main', 'main.js')).href);
