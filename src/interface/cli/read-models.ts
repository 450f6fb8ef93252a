import type { Installation } from '../../application/installation.js';
import {
  type Difference,
  type RebuildProgress as Progress,
  secondsLeft,
} from '../../application/ports/read-model-status.js';
import { type Migration, machinery } from './machinery.js';
import { type Common, ending, Interrupted, print, say, Usage, withInstallation } from './session.js';
import { table } from './tables.js';

export interface RebuildFlags extends Common {
  readonly dryRun?: boolean;
  readonly compare?: boolean;
  readonly abort?: boolean;
  readonly processes?: string;
}

/** `projections`: each read model's position, how far it is behind, and what stopped it. */
export const projectionsVerb = (flags: Common) =>
  withInstallation(flags, async (installation, ask) => {
    await ask('Operate', { what: 'projections' });
    const { models, rebuild } = await installation.readModels.status();
    if (flags.json) return print({ models, rebuild: rebuild ?? null });
    const rows = models.map(({ name, position, head, state, rate, failedAt, failure }) => ({
      ...{ name, position, behind: head - position, 'events/s': rate ?? '', state },
      stopped: failure ? `${failure} at position ${failedAt}` : '',
    }));
    process.stdout.write(`${table(rows)}\n`);
    if (rebuild) process.stdout.write(`${rebuild.running ? line(rebuild) : cutShort(rebuild)}\n`);
  });

/** `db migrate`: to be opened brings every schema to this version, and what read models of another one held is built anew; then where each stands is said. */
export const migrateVerb = (flags: Common & { readonly check?: boolean }) =>
  flags.check ? checkMigrations(flags) : migrated(flags);

const migrated = (flags: Common) =>
  withInstallation(flags, async (installation, ask) => {
    await ask('Operate', { what: 'db-migrate' });
    const { models } = await installation.readModels.status();
    const position = Math.max(0, ...models.map(({ head }) => head));
    const stopped = models.flatMap(({ name, failure }) => (failure ? [name] : []));
    if (flags.json) print({ migrated: true, position, readModels: models.length, stopped });
    else {
      process.stdout.write(`the schema is that of this version; ${models.length} read models, head ${position}\n`);
      for (const name of stopped) say(`${name} has stopped: see "projections"`);
    }
    if (stopped.length > 0) process.exitCode = 1;
  });

const SAYS: Readonly<Record<Migration['does'], string>> = {
  nothing: 'stays as it is',
  'adds-steps': 'is brought forward by steps that only add',
  'builds-anew': 'is of another version: dropped, and filled anew from the log',
  refuses: 'WRONG: a newer program was here, and this one will not start',
};
/** `--check`: what a start of this version would do, and nothing done. Exit code 1 where it would not start. */
async function checkMigrations(flags: Common): Promise<void> {
  const found = await machinery().migrations(flags.data);
  if (flags.json) print(found);
  else
    for (const { what, does, taken, known } of found)
      process.stdout.write(`${what} ${SAYS[does]}${taken === undefined ? '' : ` (${taken} of ${known} steps)`}\n`);
  if (found.some(({ does }) => does === 'refuses')) process.exitCode = 1;
}

/** `rebuild [projection…]`: beside the live tables, with progress, then the swap. */
export function rebuildVerb(names: readonly string[], flags: RebuildFlags): Promise<void> {
  const { processes: asked } = flags;
  if (asked !== undefined && !/^([1-9]|[1-5]\d|6[0-4])$/.test(asked)) throw new Usage('--processes takes 1 to 64');
  return withInstallation(
    flags,
    async (installation, ask) => {
      await ask('Operate', { what: 'rebuild' });
      if (flags.abort) return installation.readModels.abandon();
      const wishes = { compare: flags.compare ?? false, dryRun: flags.dryRun ?? false };
      const rebuilt = await cancellable((signal) =>
        installation.readModels.rebuild(
          known(installation, names),
          { ...wishes, ...(asked === undefined ? {} : { processes: Number(asked) }) },
          signal,
          bar(),
        ),
      );
      if (flags.json) print(rebuilt);
      else {
        for (const difference of rebuilt.differences ?? []) process.stdout.write(`${told(difference)}\n`);
        const what = rebuilt.swapped ? 'rebuilt and in use' : 'not used: this was a dry run';
        process.stdout.write(`${what}, as of position ${rebuilt.position}\n`);
      }
      if (rebuilt.differences?.some(({ different }) => different > 0) && wishes.dryRun) process.exitCode = 1;
    },
    // A read model that stopped, or stands far behind, is what one rebuilds for.
    { onUnsafe: (fault) => say(fault.message), asItIs: true },
  );
}

function known({ readModels }: Installation, names: readonly string[]): readonly string[] {
  const unknown = names.filter((name) => !readModels.names.includes(name));
  if (unknown.length > 0)
    throw new Usage(`there is no read model ${unknown.join(', ')}; there are ${readModels.names.join(', ')}`);
  return names.length === 0 ? readModels.names : names;
}

/** Stopped from outside, the work stops where it is; what is finished stays, and the next run goes on from there. */
async function cancellable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const working = work(stop.signal);
  const stopped = ending.closes(async () => {
    stop.abort(new Interrupted('stopped: run "rebuild" again to go on, or "rebuild --abort" to drop it'));
    await working.catch(() => undefined);
  });
  const done = await working;
  await stopped();
  return done;
}

/** A bar on a terminal; elsewhere a line now and then. */
export function bar(): (progress: Progress) => void {
  if (process.stderr.isTTY) return (progress) => process.stderr.write(`\r\u001b[K${drawn(progress)} ${line(progress)}`);
  let last = '';
  return (progress) => {
    const now = `${progress.phase} ${progress.slicesDone}`;
    if (now !== last) say(line(progress));
    last = now;
  };
}

const WIDTH = 24;
function drawn({ slices, slicesDone }: Progress): string {
  const full = Math.round((slicesDone / slices) * WIDTH);
  return `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}]`;
}

function line(progress: Progress): string {
  const { phase, slices, slicesDone, events, rate } = progress;
  const left = secondsLeft(progress);
  const time = left === undefined ? '' : `, about ${left} s left`;
  return `${phase}: ${partOf(progress)} ${slicesDone} of ${slices}, ${events} events, ${Math.round(rate)}/s${time}`;
}

/** The log is read in ranges of positions; then slices of the keys are folded. */
const partOf = ({ phase }: Progress): string => (phase === 'reading' ? 'range' : 'slice');

const cutShort = (progress: Progress): string =>
  `a rebuild was cut short at ${partOf(progress)} ${progress.slicesDone} of ${progress.slices}: "rebuild" goes on, "rebuild --abort" drops it`;

function told({ model, rows, different, first }: Difference): string {
  if (different === 0) return `${model}: ${rows} rows, the same`;
  return `${model}: ${rows} rows, ${different} differ; the first is ${first?.key.join(' ')} in ${first?.columns.join(', ')}`;
}
