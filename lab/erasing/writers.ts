// `node lab/run.mjs erasing writers`: processes write the list of destroyed keys at once, and one of them is killed in the middle. A line that
// another wrote over is an erasure that the log knows and the list does not: nothing would start again.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import type { ErasureDependencies } from '../../src/application/erasing/erasures.js';
import { DESTROYED_FILE } from '../../src/infrastructure/erasing/destroyed-files.js';
import { install } from '../../src/main/compose.js';
import { type Child, ChildProcesses } from '../scenarios/child-processes.js';
import { temporaryFolder } from '../scenarios/temporary.js';

const LINES = 40;
/** Whoever is killed would write so many. */
const ENDLESS = 100_000;

const [, , data, lines] = process.argv;
if (data !== undefined && lines !== undefined) await write(data, Number(lines));
else await supervise();

async function supervise(): Promise<void> {
  const folder = temporaryFolder('writers');
  const processes = new ChildProcesses(import.meta.url);
  const [first, second, killed] = [LINES, LINES, ENDLESS].map((many) =>
    processes.start('./writers.js', [folder, many]),
  );
  if (!first || !second || !killed) throw new Error('nobody writes');
  const all = [first, second, killed];
  // None of them begins before all are there.
  while (all.some((child) => child.runs && said(child).length === 0)) await wait(20);
  writeFileSync(join(folder, 'go'), '');
  while (killed.runs && said(killed).length < 5) await wait(5);
  processes.kill(killed);
  await Promise.all(all.map((child) => child.gone));
  const wrong = [...processes.wrong];
  const installation = await install({ data: folder });
  const listed = (await listIn(installation).entries()).map(({ decidedBy }) => decidedBy);
  await installation.close();
  const promised = all.flatMap((child) => said(child).slice(1));
  const lost = promised.filter((id) => !listed.includes(id));
  if (promised.length < 2 * LINES) wrong.push(`${promised.length} lines were written`);
  if (lost.length > 0) wrong.push(`${lost.length} of ${promised.length} lines are lost`);
  const [beside, under] = ['ledger', 'kms'].map((place) => readFileSync(join(folder, place, DESTROYED_FILE), 'utf8'));
  if (beside !== under) wrong.push('the two places do not hold the same');
  process.stdout.write(`${JSON.stringify({ lines: promised.length, wrong })}\n`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
function said(child: Child): readonly string[] {
  return child.told<string>();
}
function listIn({ erasures }: Awaited<ReturnType<typeof install>>) {
  return (Reflect.get(erasures, 'around') as ErasureDependencies).destroyed;
}

async function write(folder: string, many: number): Promise<void> {
  const say = (what: string) => process.stdout.write(`${JSON.stringify(what)}\n`);
  const installation = await install({ data: folder });
  const list = listIn(installation);
  say('ready');
  while (!existsSync(join(folder, 'go'))) await wait(5);
  for (let i = 0; i < many; i++) {
    const decidedBy = randomUUID();
    await list.add({ decidedBy, at: '2026-06-01T12:00:00.000Z', keyIds: [randomUUID()], segments: [] });
    say(decidedBy);
  }
  await installation.close();
}
