import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commandsIn, filledIn } from '../../lab/drill/commands.js';
import { STEPS } from '../../lab/drill/steps.js';
import { VERBS } from '../../lab/drill/verbs.js';
import { projections } from '../../src/projections/index.js';
import { keptUp, sagsspor } from '../support/cli.js';
import { cluster, dataFolder } from '../support/data-folder.js';
import { sampled } from '../support/sample.js';
import { labRun } from './covered-run.js';

const folder = mkdtempSync(join(tmpdir(), 'sagsspor-drill-'));
const [data, empty] = [join(folder, 'data'), join(folder, 'empty')];
const commands = commandsIn(readFileSync('docs/operations.md', 'utf8'), VERBS);

let leave: () => Promise<void>;
beforeAll(async () => {
  await dataFolder(data, 'nine-months');
  await cluster(empty);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('The drill', () => {
  it('knows every command of docs/operations.md, and no other', () => {
    expect(commands.filter((command) => !STEPS[command])).toEqual([]);
    expect(Object.keys(STEPS).filter((command) => !commands.includes(command))).toEqual([]);
    expect(commands.length).toBeGreaterThan(25);
  });

  it('finds a command that is new in the text: in a block, with arguments, or one of our verbs alone', () => {
    const text =
      'Give `verify --from 7`, or `doctor`; `PORT` and `ledger` are none.\n```\nsagsspor new verb\n\n```\n`pg_dump`';
    expect(commandsIn(text, VERBS)).toEqual(['sagsspor new verb', 'verify --from 7', 'doctor', 'pg_dump']);
  });

  it('does as the text says with each verb that needs no server of its own', async () => {
    leave = await keptUp(data);
    const verb = async (args: readonly string[]) => {
      const { status, stdout, stderr } = await sagsspor(...args);
      return { code: status, out: stdout, err: stderr };
    };
    const wrong: string[] = [];
    const done = new Set<string>();
    for (const command of ['verify', ...sampled(commands, commands.length / 2)]) {
      const step = STEPS[command];
      const same = command.replace(/^sagsspor /, '').replace(/ --data DIR$/, '');
      if (step?.on !== 'product' || done.has(same)) continue;
      done.add(same);
      const typed = filledIn(command, { DIR: data, NAME: projections[0]?.name ?? '' });
      wrong.push(...(await step.run({ data, verb }, typed)));
    }
    await leave();
    expect(wrong).toEqual([]);
    const failing = async () => ({ code: 1, out: '', err: 'no' });
    const verify = STEPS.verify;
    expect(verify?.on === 'product' && (await verify.run({ data, verb: failing }, ['verify']))).toHaveLength(1);
  });

  it('loses the machine of a server at work, and has record, reports and documents again elsewhere', () => {
    const args = ['drill', 'drill', '--disaster', '--commands', '12', '--made', data, '--empty', empty];
    const found = labRun<{ recovered: Record<string, number>; wrong: string[]; uncovered: [] }>(args);
    expect(found.wrong).toEqual([]);
    expect(found.recovered.acknowledged).toBeGreaterThan(0);
  });
});
