// `npm run equality -- --minutes 5 --seed 7`, or `--round 12` of a seed alone; see docs/equality.md
import process from 'node:process';
import { ChildProcesses } from '../scenarios/child-processes.js';
import { numberOption } from '../scenarios/options.js';
import { Site } from '../scenarios/site.js';
import { DAMAGE, DAMAGES, type Damage } from './damage.js';
import { playRound } from './round.js';

const seconds = numberOption('seconds') ?? 60 * (numberOption('minutes') ?? 1);
const seed = numberOption('seed') ?? 1;
const only = numberOption('round');
const say = (text: string) => process.stderr.write(`${text}\n`);

const children = new ChildProcesses(import.meta.url);

const MUST = [
  'follower killed',
  'writer killed',
  'session ended by the server',
  'rebuild killed: reading',
  'rebuild killed: building',
  'rebuild resumed with finished slices',
  'rebuild given up',
  'dry run',
  'swapped during writes',
  'late',
  'corrections',
  'annulments',
  'of several keys',
  'amendments of several keys',
];

interface Report {
  readonly seed: number;
  rounds: number;
  readonly fired: Record<string, number>;
  readonly histories: string[];
  readonly wrong: string[];
}

/** A run that fired too little shows nothing. */
function* uncoveredBy(fired: Report['fired']): Generator<string> {
  for (const what of MUST) if (!fired[what]) yield `not fired: ${what}`;
  if (!fired['backend killed'] && !fired['postmaster killed']) yield 'not fired: a kill of the server';
}

const isDamage = (name: string): name is Damage => DAMAGES.some((damage) => damage === name);

function damagesAsked(): readonly Damage[] {
  const asked = (process.env[DAMAGE] ?? '').split(',').filter(Boolean);
  if (!asked.every(isDamage)) throw new Error(`${DAMAGE} takes ${DAMAGES.join(', ')}`);
  return asked;
}

async function rounds(site: Site, found: Report, damages: readonly Damage[]): Promise<void> {
  const until = performance.now() + seconds * 1000;
  for (let number = only ?? 1; ; number++) {
    const damage = damages[found.rounds];
    const { counts, wrong, digest } = await playRound({ site, children, seed, number, damage, fired: found.fired });
    found.rounds++;
    found.histories.push(digest.slice(0, 16));
    for (const [what, n] of Object.entries(counts)) found.fired[what] = (found.fired[what] ?? 0) + n;
    found.wrong.push(...wrong.map((line) => `seed ${seed}, round ${number}${damage ? `, ${damage}` : ''}: ${line}`));
    say(`round ${number}: ${counts.events} events, ${wrong.length === 0 ? 'equal' : wrong.join('\n  ')}`);
    if (damages.length > 0 ? found.rounds === damages.length : only !== undefined || performance.now() > until) return;
  }
}

const damages = damagesAsked();
let site: Site | undefined;
async function leave(code: number): Promise<void> {
  await site?.close();
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void leave(1));
try {
  site = await Site.open();
  const found: Report = { seed, rounds: 0, fired: {}, histories: [], wrong: [] };
  await rounds(site, found, damages);
  const uncovered = damages.length > 0 || only !== undefined ? [] : [...uncoveredBy(found.fired)];
  process.stdout.write(`${JSON.stringify({ ...found, uncovered }, null, 2)}\n`);
  await leave(found.wrong.length > 0 || uncovered.length > 0 ? 1 : 0);
} catch (error) {
  say(`the run itself failed, seed ${seed}: ${error instanceof Error ? error.stack : error}`);
  await leave(1);
}
