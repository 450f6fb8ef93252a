// `npm run equality -- --minutes 5 --seed 7`, or `--round 12` of a seed alone; see docs/equality.md
import process from 'node:process';
import { DAMAGE, DAMAGES } from './damage.mjs';
import { playRound } from './round.mjs';
import { Site } from './site.mjs';

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const seconds = option('seconds', 60 * option('minutes', 1));
const seed = option('seed', 1);
const only = option('round', undefined);
const damages = (process.env[DAMAGE] ?? '').split(',').filter(Boolean);
const say = (text) => process.stderr.write(`${text}\n`);

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

/** A run that fired too little shows nothing. */
function* bluntnessOf(fired) {
  for (const what of MUST) if (!fired[what]) yield `not fired: ${what}`;
  if (!fired['backend killed'] && !fired['postmaster killed']) yield 'not fired: a kill of the server';
}

async function rounds(site, found) {
  const until = performance.now() + seconds * 1000;
  for (let number = only ?? 1; ; number++) {
    const damage = damages[found.rounds];
    const { counts, wrong, digest } = await playRound({ site, seed, number, damage, fired: found.fired });
    found.rounds++;
    found.histories.push(digest.slice(0, 16));
    for (const [what, n] of Object.entries(counts)) found.fired[what] = (found.fired[what] ?? 0) + n;
    found.wrong.push(...wrong.map((line) => `seed ${seed}, round ${number}${damage ? `, ${damage}` : ''}: ${line}`));
    say(`round ${number}: ${counts.events} events, ${wrong.length === 0 ? 'equal' : wrong.join('\n  ')}`);
    if (damages.length > 0 ? found.rounds === damages.length : only !== undefined || performance.now() > until) return;
  }
}

if (damages.some((damage) => !DAMAGES.includes(damage))) throw new Error(`${DAMAGE} takes ${DAMAGES.join(', ')}`);
let site;
const leave = async (code) => {
  await site?.close();
  process.exit(code);
};
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void leave(1));
try {
  site = await Site.open();
  const found = { seed, rounds: 0, fired: {}, histories: [], wrong: [] };
  await rounds(site, found);
  const blunt = damages.length > 0 || only !== undefined ? [] : [...bluntnessOf(found.fired)];
  process.stdout.write(`${JSON.stringify({ ...found, blunt }, null, 2)}\n`);
  await leave(found.wrong.length > 0 || blunt.length > 0 ? 1 : 0);
} catch (error) {
  say(`the run itself failed, seed ${seed}: ${error.stack}`);
  await leave(1);
}
