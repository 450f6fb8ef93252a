import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { CheckpointScheduler } from '../../../src/application/audit/checkpoint-scheduler.js';
import { Ledger, NotAnExtension } from '../../../src/application/audit/ledger.js';
import { isSignedBy, noteOf, parseVerifier } from '../../../src/application/audit/note.js';
import { HttpWitness } from '../../../src/infrastructure/ledger/http-witness.js';
import { LedgerFolder } from '../../../src/infrastructure/ledger/ledger-folder.js';
import { SigningKeyError, signingKey } from '../../../src/infrastructure/ledger/signing-key.js';
import { until } from '../../support/cli.js';
import { give, registered } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

function world(options: { witnesses?: readonly HttpWitness[] } = {}) {
  const dir = join(folder, String(made++));
  let now = Date.parse('2024-06-03T08:00:00.000Z');
  const clock = { now: () => new Date(now).toISOString() };
  const product = memoryInstallation(clock.now);
  const store = new LedgerFolder(join(dir, 'ledger'));
  const signer = signingKey(join(dir, 'key.pem'), 'sagsspor');
  let count = 0;
  const ledger = () => new Ledger({ store: product.store, ledger: store, signer, clock, ...options });
  return {
    dir,
    product,
    store,
    signer,
    ledger,
    clock,
    pass: (ms: number) => {
      now += ms;
    },
    write: async (events: number) => {
      for (let i = 0; i < events; i++) {
        const at = clock.now();
        await give(
          product,
          'BIF:coordinator',
          'RegisterConcern',
          `${dir} ${count++}`,
          at,
          registered('koebenhavn', at),
        );
      }
    },
  };
}
const verifier = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['verifier/sagsspor-verify.mjs', ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

describe('The ledger', () => {
  it('gives a proof that a third party checks with a program of its own and nothing of ours', async () => {
    const w = world();
    await w.write(300);
    const old = await w.ledger().checkpoint();
    await w.write(300);
    await w.ledger().checkpoint();
    const oldFile = join(w.dir, 'old');
    writeFileSync(oldFile, noteOf(old.text, old.signatures));
    const bundle = await w.ledger().prove(257, readFileSync(oldFile, 'utf8'));
    const file = join(w.dir, 'bundle.json');
    const check = (changed: object, ...more: string[]) => {
      writeFileSync(file, JSON.stringify({ ...bundle, ...changed }));
      return verifier(file, '--key', w.signer.verifier, ...more);
    };
    expect(check({}, '--against', oldFile)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('"position":257'),
    });
    const bytes = Buffer.from(bundle.event.bytes, 'base64');
    bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
    const stranger = signingKey(join(w.dir, 'stranger.pem'), 'sagsspor').verifier;
    for (const [changed, what] of [
      [{ event: { ...bundle.event, bytes: bytes.toString('base64') } }, 'not what was signed'],
      [{ event: { ...bundle.event, position: 258 } }, 'not what was signed'],
      [{ event: { ...bundle.event, recordedAt: '2024-06-03T08:00:00.001Z' } }, 'not what was signed'],
      [{ inclusion: bundle.inclusion.slice(1) }, 'too short'],
      [{ checkpoint: bundle.checkpoint.replace('\n600\n', '\n599\n') }, 'no good signature'],
    ] as const)
      expect(check(changed)).toMatchObject({ status: 1, stderr: expect.stringContaining(what) });
    writeFileSync(file, JSON.stringify(bundle));
    expect(verifier(file, '--key', stranger)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('no good signature'),
    });
    const swapped = { consistency: { ...bundle.consistency, proof: bundle.consistency?.proof.toReversed() } };
    expect(check(swapped, '--against', oldFile)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('rewritten'),
    });
    expect(verifier(file).status).toBe(2);
  });

  it('signs nothing that is not the log that was signed before, grown', async () => {
    const w = world();
    await w.write(20);
    await w.ledger().checkpoint();
    const shorter = memoryInstallation(w.clock.now);
    const rolledBack = new Ledger({ store: shorter.store, ledger: w.store, signer: w.signer, clock: w.clock });
    await expect(rolledBack.checkpoint()).rejects.toThrow(NotAnExtension);
    for (let i = 0; i < 25; i++)
      await give(
        shorter,
        'VEL:coordinator',
        'RegisterConcern',
        `other ${i}`,
        w.clock.now(),
        registered('koege', w.clock.now()),
      );
    const another = new Ledger({ store: shorter.store, ledger: w.store, signer: w.signer, clock: w.clock });
    await expect(another.checkpoint()).rejects.toThrow(NotAnExtension);
  });

  it('drops a note that a crash cut off, and goes on', async () => {
    const w = world();
    await w.write(3);
    await w.ledger().checkpoint();
    appendFileSync(join(w.dir, 'ledger', 'checkpoints'), 'sagsspor\n4\nAAAA');
    expect(await w.store.checkpoints()).toHaveLength(1);
    await w.write(1);
    await w.ledger().checkpoint();
    const notes = await w.store.checkpoints();
    expect(notes.map((n) => n.split('\n')[1])).toEqual(['3', '4']);
  });

  it('refuses a key that others can read', () => {
    const file = join(folder, 'open.pem');
    signingKey(file, 'sagsspor');
    chmodSync(file, 0o644);
    expect(() => signingKey(file, 'sagsspor')).toThrow(SigningKeyError);
    writeFileSync(file, 'no key');
    chmodSync(file, 0o600);
    expect(() => signingKey(file, 'sagsspor')).toThrow(SigningKeyError);
  });

  it('is signed a minute after something happened, at once after a thousand events, and every quarter of an hour as a heartbeat', async () => {
    const w = world();
    const keeper = new CheckpointScheduler(w.ledger(), {
      store: w.product.store,
      clock: w.clock,
      sleep: async () => undefined,
      alone: (work) => work(),
    });
    const looks = async () => keeper.look((error) => expect(error).toBeUndefined());
    await w.write(2);
    expect(await looks()).toBe(true); // never signed before
    await w.write(1);
    expect(await looks()).toBe(false);
    w.pass(60_000);
    expect(await looks()).toBe(true);
    w.pass(14 * 60_000);
    expect(await looks()).toBe(false);
    w.pass(60_000);
    expect(await looks()).toBe(true);
    await w.write(1000);
    expect(await looks()).toBe(true);
    expect(await looks()).toBe(false);
  });
});

/** A witness as another organisation runs it: a process of its own. */
async function witness<T>(log: string, dir: string, work: (url: string, key: string) => Promise<T>): Promise<T> {
  const args = [
    'bin/sagsspor.mjs',
    'witness',
    'serve',
    '--name',
    'universitet',
    '--log',
    log,
    '--data',
    dir,
    '--port',
    '0',
  ];
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const gone = new Promise((resolve) => server.once('exit', resolve));
  try {
    const [, url = '', key = ''] = await until(() => /(http:\S+) — its key is (\S+)/.exec(said) ?? undefined);
    return await work(url, key);
  } finally {
    server.kill('SIGTERM');
    await gone;
  }
}

describe('A witness', () => {
  it('cosigns what extends what it saw, also after a restart, and refuses a log that rewrote its history', async () => {
    const w = world();
    await w.write(10);
    const dir = join(w.dir, 'witness');
    const complaints: string[] = [];
    const sign = (ledger: Ledger) => ledger.checkpoint((error) => complaints.push((error as Error).message));
    const watched = (url: string, product = w.product, store = w.store) =>
      new Ledger({
        store: product.store,
        ledger: store,
        signer: w.signer,
        clock: w.clock,
        witnesses: [new HttpWitness(url)],
      });
    await witness(w.signer.verifier, dir, async (url, key) => {
      const note = await sign(watched(url));
      expect(complaints).toEqual([]);
      expect([isSignedBy(note, parseVerifier(w.signer.verifier)), isSignedBy(note, parseVerifier(key))]).toEqual([
        true,
        true,
      ]);
    });
    await w.write(10);
    await sign(w.ledger()); // the witness was away
    await w.write(10);
    await witness(w.signer.verifier, dir, async (url, key) => {
      const note = await sign(watched(url));
      expect(isSignedBy(note, parseVerifier(key))).toBe(true);
      expect(complaints).toEqual([]);
      // The same key signs another history, from a ledger that forgot what it had signed.
      const rewritten = memoryInstallation(w.clock.now);
      for (let i = 0; i < 40; i++)
        await give(
          rewritten,
          'VEL:coordinator',
          'RegisterConcern',
          `re ${i}`,
          w.clock.now(),
          registered('koege', w.clock.now()),
        );
      const forged = await sign(watched(url, rewritten, new LedgerFolder(join(w.dir, 'forged'))));
      expect(isSignedBy(forged, parseVerifier(key))).toBe(false);
      expect(complaints.join()).toContain('rewritten');
      const stranger = signingKey(join(w.dir, 'x.pem'), 'sagsspor');
      const unsigned = new Ledger({
        store: w.product.store,
        ledger: new LedgerFolder(join(w.dir, 'y')),
        signer: stranger,
        clock: w.clock,
        witnesses: [new HttpWitness(url)],
      });
      await sign(unsigned);
      expect(complaints.join()).toContain('403');
      expect((await fetch(new URL('add-checkpoint', url), { method: 'POST', body: 'x'.repeat(10) })).status).toBe(400);
    });
  });
});
