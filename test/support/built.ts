import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { build, dist, isBuilt } = (await import(new URL('../../bin/build.mjs', import.meta.url).href)) as {
  build: () => boolean;
  dist: string;
  isBuilt: () => boolean;
};

/** @returns the URL of a module of the built product, for a process of its own; it is built where the sources are not those of the build */
export function built(module: string): string {
  if (!isBuilt() && !build()) throw new Error('the product cannot be built');
  return pathToFileURL(join(realpathSync(dist), module)).href;
}
