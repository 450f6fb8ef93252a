import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NoRegularFile, readJson, readText, replaceFile, writeOutput } from '../../src/infrastructure/whole-file.js';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sagsspor-file-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const NEW = Buffer.from('new');
const at = (name: string) => join(dir, name);

describe('an output that a person names', () => {
  it('takes the place of a regular file whole, which keeps its rights, and leaves nothing beside it', () => {
    writeFileSync(at('report'), 'old');
    chmodSync(at('report'), 0o640);
    writeOutput(at('report'), NEW);
    expect(readFileSync(at('report'), 'utf8')).toBe('new');
    expect(statSync(at('report')).mode & 0o777).toBe(0o640);
    writeOutput(at('proof'), NEW, 0o600);
    expect(statSync(at('proof')).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir).sort()).toEqual(['proof', 'report']);
  });

  it('goes through a link to the file it leads to, and the link stays', () => {
    writeFileSync(at('report'), 'old');
    symlinkSync('report', at('newest'));
    writeOutput(at('newest'), NEW);
    expect(lstatSync(at('newest')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('report'), 'utf8')).toBe('new');
  });

  it('is written into a device, and no file takes its place', () => {
    symlinkSync('/dev/null', at('nothing'));
    for (const out of ['/dev/null', at('nothing')]) writeOutput(out, NEW);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(lstatSync(at('nothing')).isSymbolicLink()).toBe(true);
  });

  it('is refused by name where a pipe stands that nobody reads: it is not waited for', () => {
    spawnSync('mkfifo', [at('pipe')]);
    expect(() => writeOutput(at('pipe'), NEW)).toThrow(/^no-regular-file: .*a pipe that nobody reads/);
    const reader = openSync(at('pipe'), constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      writeOutput(at('pipe'), NEW);
      expect(readFileSync(reader, 'utf8')).toBe('new');
    } finally {
      closeSync(reader);
    }
    expect(lstatSync(at('pipe')).isFIFO()).toBe(true);
  });

  it('is refused by name where a folder stands, or a link that leads nowhere', () => {
    mkdirSync(at('folder'));
    symlinkSync('nowhere', at('dangling'));
    for (const name of ['folder', 'dangling']) expect(() => writeOutput(at(name), NEW)).toThrow(/^no-regular-file: /);
    expect(readdirSync(dir).sort()).toEqual(['dangling', 'folder']);
  });
});

describe('a file that is replaced', () => {
  it('is a regular one or none: nothing else is renamed over', () => {
    mkdirSync(at('folder'));
    symlinkSync('somewhere', at('link'));
    spawnSync('mkfifo', [at('pipe')]);
    for (const name of ['folder', 'link', 'pipe']) expect(() => replaceFile(at(name), NEW)).toThrow(NoRegularFile);
    expect(lstatSync(at('pipe')).isFIFO()).toBe(true);
    expect(readdirSync(dir).sort()).toEqual(['folder', 'link', 'pipe']);
  });
});

describe('an input that a person names', () => {
  it('is refused by name where it is a pipe into which nobody writes: to open it would wait for ever, deaf to every signal', () => {
    spawnSync('mkfifo', [at('pipe')]);
    expect(() => readJson(at('pipe'))).toThrow(/^no-regular-file: .*a pipe into which nobody writes/);
  });

  it('is waited for where somebody holds the pipe and writes late', async () => {
    spawnSync('mkfifo', [at('pipe')]);
    // The shell opens its end first, as with `<(…)`, and says so.
    const writer = spawn('sh', ['-c', `exec 3<>"${at('pipe')}"; echo open; sleep 0.3; printf '{"a":1}' >&3`]);
    await new Promise((resolve) => writer.stdout.once('data', resolve));
    expect(readJson(at('pipe')).json).toEqual({ a: 1 });
  });

  it('is cut while it is read, where it never ends', () => {
    expect(() => readText('/dev/zero', 1000)).toThrow('holds more than 1000 bytes');
  });
});
