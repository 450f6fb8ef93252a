// `npm run drill`: docs/operations.md, done. Each of its commands that needs no more than this machine, and the loss of a machine.
// `--disaster`: only that; `--commands N`: how many are given before the backup, while it is taken, and after it; `--made DIR --empty DIR`: data folders to copy instead of making them.
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { projections } from '../../src/projections/index.js';
import { installedTools } from '../scenarios/installed-postgres.js';
import { flagOption, numberOption, textOption } from '../scenarios/options.js';
import { verb, verbDone } from '../scenarios/product.js';
import { temporaryFolder } from '../scenarios/temporary.js';
import { commandsIn, filledIn } from './commands.js';
import { disaster, type Recovered } from './disaster.js';
import { onServers, TOOLS } from './servers.js';
import { documentsDiffer, STEPS } from './steps.js';
import { VERBS } from './verbs.js';

const say = (text: string) => process.stderr.write(`${text}\n`);
const folder = temporaryFolder('drill');
const inFolder = (name: string) => join(folder, name);
const each = numberOption('commands') ?? 200;
const isWhole = !flagOption('disaster');

const PLACES = {
  DIR: inFolder('data'),
  NEWDIR: inFolder('elsewhere'),
  NAME: projections[0]?.name ?? '',
  '/backup/log': inFolder('backup'),
  '/vault/keys': inFolder('keys'),
  '/third/place/destroyed-keys': inFolder('destroyed-keys'),
  '/opt/sagsspor': inFolder('image'),
};
const typedAs = (command: string) => filledIn(command, PLACES);
const commands = commandsIn(readFileSync('docs/operations.md', 'utf8'), VERBS);
const unknown = commands.filter((command) => STEPS[command] === undefined);
const gone = Object.keys(STEPS).filter((command) => !commands.includes(command));

async function made(): Promise<void> {
  const [pattern, empty] = [textOption('made'), textOption('empty')];
  if (pattern) cpSync(pattern, PLACES.DIR, { recursive: true });
  else await verbDone(['import', 'demo/nine-months.ndjson', '--data', PLACES.DIR]);
  if (empty) cpSync(empty, PLACES.NEWDIR, { recursive: true });
}

/** @returns what was wrong with each */
async function onProduct(): Promise<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  for (const command of commands) {
    const step = STEPS[command];
    if (step?.on !== 'product' && step?.on !== 'processes') continue;
    found[command] = await step
      .run({ data: PLACES.DIR, verb }, typedAs(command))
      .catch((error: Error) => [error.message]);
    say(`${command}: ${found[command].length === 0 ? 'done' : 'WRONG'}`);
  }
  return found;
}

function lossOfMachine(): Promise<Recovered> {
  const [backup, backupKeys, restore] = commands.filter((command) => /^sagsspor (backup|restore) /.test(command));
  const args = (command = '') => typedAs(command).slice(1);
  return disaster(
    { data: PLACES.DIR, elsewhere: PLACES.NEWDIR, thirdPlace: PLACES['/third/place/destroyed-keys'] },
    { backup: args(backup), backupKeys: args(backupKeys), restore: args(restore) },
    { before: each, meanwhile: each, after: each, perSecond: 20, say },
  );
}

await made();
const tools = installedTools(TOOLS);
const product = isWhole ? await onProduct() : {};
const servers = isWhole && tools ? await onServers(tools, inFolder('own')) : {};
const recovered = await lossOfMachine();
const notRun = Object.fromEntries(
  commands.flatMap((command) => {
    const step = STEPS[command];
    if (step?.on === 'elsewhere') return [[command, `needs ${step.needs}`]];
    if (step?.on === 'servers' && !tools) return [[command, `needs an installed PostgreSQL with ${TOOLS.join(', ')}`]];
    return isWhole || step?.on === 'disaster' || step?.on === 'nothing' ? [] : [[command, 'not asked for']];
  }),
);
const wrong = [
  ...unknown.map((command) => `docs/operations.md says "${command}", and nobody has tried it: lab/drill/steps.ts`),
  ...gone.map((command) => `"${command}" is tried, and no longer in docs/operations.md`),
  ...Object.entries({ ...product, ...servers }).flatMap(([command, all]) => all.map((one) => `${command}: ${one}`)),
  ...recovered.wrong,
  ...documentsDiffer(PLACES['/backup/log']),
];
const done = [...Object.keys(product), ...Object.keys(servers)].length + 4;
process.stdout.write(`${JSON.stringify({ done, 'not run': notRun, recovered, wrong }, null, 2)}\n`);
process.exit(wrong.length > 0 ? 1 : 0);
