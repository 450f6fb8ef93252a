import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { everyQuery } from '../../support/every-query.js';
import { commandLineOver } from '../../support/in-process-cli.js';
import { memoryInstallation } from '../../support/installation.js';

let product: ReturnType<typeof memoryInstallation>;
let asked: Awaited<ReturnType<typeof everyQuery>>;
let line: ReturnType<typeof commandLineOver>;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sagsspor-hidden-'));
  product = memoryInstallation(() => '2026-11-29T08:00:00.000Z');
  asked = await everyQuery(product);
  line = commandLineOver(product);
});
afterAll(() => rmSync(folder, { recursive: true }));

const as = (agency: string, role: string) => ['--as', `x:${agency}:${role}`];
const idIn = (name: keyof typeof asked) => String((asked[name][1] as { id: string }).id);
const out = () => ['--out', join(folder, 'out')];
/** Every verb that names a record, by somebody to whom that one is nothing. */
const NAMING: Readonly<
  Record<string, readonly [keyof ReturnType<typeof hiddenIds>, (id: string) => readonly string[]]>
> = {
  case: ['case', (id) => [id, ...as('KRIM', 'caseworker')]],
  handovers: ['case', (id) => [id, ...as('KRIM', 'caseworker')]],
  actions: ['case', (id) => [id, ...as('KRIM', 'caseworker')]],
  'access-log': ['case', (id) => [id, ...as('VEL', 'compliance')]],
  archive: ['case', (id) => [id, ...out(), ...as('VEL', 'compliance')]],
  'subject-access': ['person', (id) => [id, ...as('VEL', 'compliance')]],
  erase: ['person', (id) => [id, ...as('VEL', 'compliance')]],
  'transfer export': ['case', (id) => [id, randomUUID(), ...out(), ...as('KRIM', 'caseworker')]],
  'transfer answer': ['transfer', (id) => [id, ...out(), ...as('KRIM', 'caseworker')]],
};
const hiddenIds = () => ({
  case: idIn('CaseAsOf'),
  person: idIn('SubjectAccess'),
  transfer: idIn('IncomingTransferAnswer'),
});

describe('On the command line a record that somebody may not know of', () => {
  it.each(Object.entries(NAMING))('is as one that is not there: %s', async (verb, [of, args]) => {
    const hidden = hiddenIds()[of];
    const told = async (id: string, more: readonly string[]) => {
      product.waited.length = 0;
      const before = (await product.log()).length;
      const { code, said, err } = await line.run(verb, args(id), more);
      const left = (await product.log()).slice(before).map(({ type, data }) => [type, data]);
      return JSON.stringify([code, said, err, left, product.waited, readdirSync(folder)]).replaceAll(id, '<id>');
    };
    for (const more of [[], ['--json']]) {
      const absent = await told(randomUUID(), more);
      expect(await told(hidden, more)).toBe(absent);
      expect(absent).toContain('not-found');
    }
  });
});
