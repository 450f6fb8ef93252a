import { createReadStream, statSync } from 'node:fs';
import { Importer, type ImportResult } from '../../application/commands/import.js';
import { type Line, linesOf } from '../../application/input/lines.js';
import type { Installation } from '../../application/installation.js';
import { type Ask, say, Usage } from './session.js';

export interface ImportFlags {
  readonly stopOnError?: boolean;
  readonly retryRefused?: boolean;
}

/** Runs command files one after another; each is a file of its own for derived command ids. */
export async function importFiles(
  installation: Installation,
  ask: Ask,
  files: readonly string[],
  flags: ImportFlags,
): Promise<ImportResult> {
  await ask('ImportFiles', {});
  const total = { accepted: 0, duplicates: 0, refused: [] as ImportResult['refused'][number][] };
  for (const file of files) {
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new Usage(`${file} is no file`);
    const result = await importLines(installation, linesOf(createReadStream(file, { highWaterMark: 1 << 20 })), flags);
    total.accepted += result.accepted;
    total.duplicates += result.duplicates;
    total.refused.push(...result.refused.map((r) => (files.length > 1 ? { ...r, file } : r)));
    if (flags.stopOnError && total.refused.length > 0) break;
  }
  return total;
}

export async function importLines(
  installation: Installation,
  lines: AsyncIterable<Line> | Iterable<Line>,
  flags: ImportFlags = {},
): Promise<ImportResult> {
  const { executor, vault, refusals, recover, gate, alerts, projector } = installation;
  const started = performance.now();
  const progress = (line: number) => {
    if (line % 1000 === 0) say(`${line} lines, ${Math.round((line * 1000) / (performance.now() - started))} a second`);
  };
  const importer = new Importer(executor, vault, refusals, { ...flags, progress, recover });
  const result = await gate.importing(() => importer.run(lines));
  await projector.catchUp();
  // Only what still holds at the end is told (commands.md); where another import runs, that one's end tells it.
  await gate.evaluating(() => alerts.evaluate());
  await projector.catchUp();
  return result;
}
