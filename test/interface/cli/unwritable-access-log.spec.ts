import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { StoreUnavailable } from '../../../src/application/ports/event-store.js';
import { MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';
import { commandLine } from '../../../src/interface/cli/command-line.js';
import { everyQuery } from '../../support/every-query.js';
import { commandLineOver } from '../../support/in-process-cli.js';
import { memoryInstallation } from '../../support/installation.js';

const NOW = '2026-11-29T08:00:00.000Z';
class Unwritable extends MemoryStore {
  isFull = false;
  override append(append: Parameters<MemoryStore['append']>[0]) {
    if (this.isFull) return Promise.reject(new StoreUnavailable('not-persisted', new Error('no room')));
    return super.append(append);
  }
}

const store = new Unwritable();
let asked: Awaited<ReturnType<typeof everyQuery>>;
let folder: string;
let reportFile: unknown;
let line: ReturnType<typeof commandLineOver>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sagsspor-unwritable-'));
  const product = memoryInstallation(() => NOW, 'plans', store);
  asked = await everyQuery(product);
  reportFile = asked.DiffReport[1];
  line = commandLineOver(product, () => (reportFile as { file: unknown }).file);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const leaves = (command: Command, path: readonly string[] = []): readonly string[] => {
  const own = [...path, command.name()].slice(1);
  const under = command.commands.flatMap((one) => leaves(one, [...path, command.name()]));
  // `report` is a verb by itself, and has verbs under it.
  return under.length === 0 || command.options.length > 1 ? [own.join(' '), ...under] : under;
};

const as = (role: string, agency = 'BIF') => ['--as', `x:${agency}:${role}`];
const [CASEWORK, AUDIT, ANALYST] = [as('coordinator'), as('compliance'), as('analyst')];
const HOUSE = ['--infohus', 'koebenhavn'];
const transferId = () => (asked.CaseTransferMessage[1] as { transferId: string }).transferId;
/** What a verb makes, anew each time. */
const out = () => join(folder, 'out');
const made = () => ['out', 'archive'].filter((name) => existsSync(join(folder, name)));
const idIn = (name: keyof typeof asked) => String((asked[name][1] as { id: string }).id);
/** What a verb is asked with; it prints where the log takes its look. */
const READS: Readonly<Record<string, () => readonly string[]>> = {
  report: () => [...HOUSE, '--plan', 'koebenhavn-2016', '--year', '2017', ...ANALYST],
  'report reproduce': () => ['x', ...ANALYST],
  'report diff': () => ['x', ...ANALYST],
  'report list': () => [...HOUSE, ...ANALYST],
  deadlines: () => [...HOUSE, ...CASEWORK],
  'data-quality': () => [...HOUSE, ...CASEWORK],
  cases: () => [...HOUSE, ...CASEWORK],
  persons: () => ['--reason', 'on-case', '--name', 'opdigtet', ...CASEWORK],
  case: () => [idIn('CaseAsOf'), ...CASEWORK],
  handovers: () => [idIn('CaseAsOf'), ...CASEWORK],
  actions: () => [idIn('CaseAsOf'), ...CASEWORK],
  'plan diff': () => ['koebenhavn-2016', 'koebenhavn-2020', ...CASEWORK],
  verify: () => AUDIT,
  'access-log': () => [...HOUSE, ...AUDIT],
  disclosures: () => [...HOUSE, ...CASEWORK],
  'transfer list': () => [...HOUSE, ...CASEWORK],
  'transfer export': () => [idIn('CaseTransferMessage'), transferId(), '--out', out(), ...CASEWORK],
  'transfer answer': () => [idIn('IncomingTransferAnswer'), '--out', out(), ...CASEWORK],
  retention: () => [...HOUSE, ...AUDIT],
  archive: () => [idIn('CaseArchive'), '--out', join(folder, 'archive'), ...AUDIT],
  'subject-access': () => [idIn('SubjectAccess'), ...AUDIT],
  erase: () => [idIn('PersonErasure'), ...AUDIT],
};
/** Of the machine: what they print beside their question is not asked for here. */
const WORKS: Readonly<Record<string, () => readonly string[]>> = {
  import: () => ['package.json'],
  projections: () => [],
  rebuild: () => [],
  'db migrate': () => [],
  doctor: () => [],
  checkpoint: () => [],
  prove: () => ['1'],
  'transfer take': () => ['package.json'],
  backup: () => ['--to', join(folder, 'backup')],
  'keys rotate': () => [],
};
/** Ask nothing of a record. */
const ASKS_NOTHING: Readonly<Record<string, string>> = {
  serve: 'pages and the API are tried by test/application/unwritable-access-log.spec.ts',
  demo: 'the same',
  config: 'settings, secrets masked',
  'plan check': 'a file that is named',
  'transfer keys': 'two keys that it makes',
  'log copy': 'from one store into another, sealed as it stands',
  'log adopt': 'how many events a restored store lacks, and their places; none is opened',
  restore: 'a backup into empty databases, sealed as it stands',
  'witness serve': 'of another organisation: it sees hashes',
};

describe('With the access log unwritable', () => {
  it('every verb of the command line is known to leave nothing, or why it needs not', () => {
    expect([...leaves(commandLine())].sort()).toEqual(Object.keys({ ...READS, ...WORKS, ...ASKS_NOTHING }).sort());
  });

  it('each verb that tells of records says nothing on standard output and leaves no file, and fails; else it tells', async () => {
    for (const [verb, args] of Object.entries(READS))
      for (const more of [[], ['--json']]) {
        store.isFull = true;
        const shut = await line.run(verb, args(), more);
        expect({ verb, more, code: shut.code, said: shut.said }).toEqual({ verb, more, code: 1, said: '' });
        expect({ verb, err: shut.err }).toEqual({ verb, err: expect.stringContaining('unavailable: ') });
        expect({ verb, written: line.written, made: made() }).toEqual({ verb, written: [], made: [] });
        store.isFull = false;
        if (verb === 'archive') continue; // it goes on to prove each event, by a ledger that this installation has not
        const open = await line.run(verb, args(), more);
        const told = open.said !== '' || made().length > 0;
        expect({ verb, more, told, err: open.err }).toEqual({ verb, more, told: true, err: open.err });
        rmSync(out(), { force: true });
      }
  });

  it('nor does one that works on the machine', async () => {
    store.isFull = true;
    for (const [verb, args] of Object.entries(WORKS)) {
      const { code, said: told, err } = await line.run(verb, args(), ['--json']);
      expect({ verb, code, told, err }).toEqual({
        verb,
        code: 1,
        told: '',
        err: expect.stringContaining('unavailable'),
      });
    }
    store.isFull = false;
  });
});
