import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { linesOf } from '../../../src/application/input/lines.js';
import { PlanFileError } from '../../../src/application/ports/plan-files.js';
import { directoryFrom } from '../../../src/infrastructure/mail/directory-file.js';
import { loadPlanFile } from '../../../src/infrastructure/plans/plan-files.js';
import { readJson } from '../../../src/infrastructure/whole-file.js';
import { memoryInstallation } from '../../support/installation.js';

const folder = mkdtempSync(join(tmpdir(), 'sagsspor-doors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
function fileOf(bytes: Uint8Array | string): string {
  const file = join(folder, 'input.json');
  writeFileSync(file, bytes);
  return file;
}

const person = (id: number, data: string) =>
  `{"command":"RegisterPerson","id":"11111111-1111-4111-8111-00000000000${id}","at":"2016-05-01T09:00:00+02:00",` +
  `"actor":{"userId":"sof-sagsbehandler","agency":"SOF","role":"caseworker"},"data":${data}}\n`;
const twice = '{"name":"Opdigtet Et","name":"Opdigtet To"}';

/** What the import of these bytes answers, beside how many events of persons stand in the log afterwards. */
async function imported(bytes: Uint8Array) {
  const product = memoryInstallation(() => '2026-01-06T09:00:00.000Z');
  const { accepted, refused } = await product.import(linesOf([bytes]));
  const persons = (await product.log()).filter((e) => e.type === 'PersonRegistered').length;
  return { accepted, persons, refused: refused.map(({ line, code, message }) => [line, code, message]) };
}

describe('A command file', () => {
  it('in Latin-1 is refused with its line and the likely encoding, and its other lines are taken', async () => {
    const bytes = [person(1, '{"name":"Ase"}'), person(2, '{"name":"Åse"}')].map((l) => Buffer.from(l, 'latin1'));
    expect(await imported(Buffer.concat(bytes))).toEqual({
      accepted: 1,
      persons: 1,
      refused: [[2, 'validation-failed', expect.stringContaining('likely ISO 8859-1 (Latin-1)')]],
    });
  });

  it('in UTF-16 is refused as that', async () => {
    const bytes = Buffer.from(`\uFEFF${person(1, '{"name":"Åse Prøve"}')}`, 'utf16le');
    expect(await imported(bytes)).toEqual({
      accepted: 0,
      persons: 0,
      refused: [[1, 'validation-failed', expect.stringContaining('likely UTF-16LE')]],
    });
  });

  it('with a key that stands twice is refused: neither of the two is guessed', async () => {
    expect(await imported(Buffer.from(person(1, twice)))).toEqual({
      accepted: 0,
      persons: 0,
      refused: [[1, 'validation-failed', expect.stringContaining('"name" twice')]],
    });
  });

  it('with a line that is too long is refused at that line', async () => {
    const bytes = Buffer.from(person(1, `{"name":"${'x'.repeat(1_100_000)}"}`) + person(2, '{"name":"Opdigtet"}'));
    expect(await imported(bytes)).toMatchObject({
      accepted: 1,
      refused: [[1, 'payload-too-large', expect.anything()]],
    });
  });
});

describe('A file that a person names', () => {
  it.each([
    ['in Latin-1', Buffer.from('{\n"name":"Å"}', 'latin1'), /line 2: is not UTF-8: likely ISO 8859-1/],
    ['in UTF-16', Buffer.from('\uFEFF{"name":"Å"}', 'utf16le'), /likely UTF-16LE/],
    ['with a key that stands twice', twice, /"name" twice/],
    ['nested too deeply', '['.repeat(100) + ']'.repeat(100), /nested/],
    ['cut off', '{"name":', /is not JSON/],
  ])('%s is refused by name: a plan, a report, a list of mailboxes', (_, bytes, says) => {
    const file = fileOf(bytes);
    expect(() => readJson(file)).toThrow(says);
    expect(() => loadPlanFile(file)).toThrow(PlanFileError);
    expect(() => loadPlanFile(file)).toThrow(says);
    expect(() => directoryFrom(file)).toThrow(says);
  });

  it('is not read further than it may be large, though it has no end', () => {
    expect(() => readJson('/dev/zero', 1_000_000)).toThrow(/holds more than 1000000 bytes/);
  });
});
