import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { VaultUnavailable } from '../../../src/application/ports/vault.js';
import { KeyLost } from '../../../src/infrastructure/key-lost.js';
import { type Dependents, EpochDestroyed, NONE, WrappingUnfit } from '../../../src/infrastructure/vault/kms.js';
import { TransitKms } from '../../../src/infrastructure/vault/transit-kms.js';
import { TransitServer } from '../../../src/infrastructure/vault/transit-server.js';
import { MemoryVault } from '../../../src/infrastructure/vault/vaults.js';
import { TransitDouble } from '../../support/transit-double.js';
import { clockAt, flipped, kmsFolder, NOVEMBER, opened, removeFolders, request, sealed } from './fixture.js';

afterAll(removeFolders);

const DECEMBER = '2026-12-01T00:00:00.000Z';
const key = randomBytes(32);
const about = Buffer.from('key/epoch');
const used: Dependents = { any: true, wrappedUnder: async () => true };

let double: TransitDouble;
beforeEach(async () => {
  double = await TransitDouble.start();
});
afterEach(() => double.stop());

const server = (token = double.token) =>
  new TransitServer({ url: `${double.url}/`, token, mount: 'transit', prefix: 'sagsspor' });
async function setting(dependents = NONE, dir = kmsFolder()) {
  const clock = clockAt(NOVEMBER);
  const open = (token?: string, others = dependents) =>
    TransitKms.open(server(token), { dir, now: clock.now, random: randomBytes, dependents: others });
  return { clock, dir, open, kms: await open() };
}

describe('wrapping keys in a key service', () => {
  it('unwrap what they wrapped, also for another process, and nothing that was changed or moved', async () => {
    const { kms, open } = await setting();
    const box = await kms.wrap('2026-11', key, about);
    expect(box.ciphertext).toHaveLength(32);
    const other = await open(undefined, used);
    expect(await other.unwrap('2026-11', box, about)).toEqual(key);
    await expect(other.unwrap('2026-11', box, Buffer.from('other'))).rejects.toThrow(WrappingUnfit);
    await expect(other.unwrap('2026-11', { ...box, ciphertext: flipped(box.ciphertext, 9) }, about)).rejects.toThrow(
      WrappingUnfit,
    );
    await expect(other.unwrap('../keys', box, about)).rejects.toThrow(WrappingUnfit);
  });

  it('leave nothing here that could be read without the service: the installation key lies wrapped', async () => {
    const { kms, open, dir } = await setting();
    expect(readdirSync(dir)).toEqual(['installation.wrapped']);
    expect(readFileSync(join(dir, 'installation.wrapped'))).toHaveLength(12 + 32 + 16);
    expect((await open(undefined, used)).digest('line', 'a')).toEqual(kms.digest('line', 'a'));
    expect((await setting()).kms.digest('line', 'a')).not.toEqual(kms.digest('line', 'a'));
  });

  it('a vault seals and opens with them, and says that it is unavailable while the service is sealed or away', async () => {
    const { kms, clock } = await setting();
    const vault = new MemoryVault({ kms, now: clock.now });
    const stored = await sealed(vault, request('november'));
    clock.pass(60_000);
    double.isSealed = true;
    await expect(opened(vault, stored)).rejects.toThrow(VaultUnavailable);
    await expect(vault.seal([request('x', { scope: 'case:2' })])).rejects.toThrow(VaultUnavailable);
    double.isSealed = false;
    expect(await opened(vault, stored)).toEqual({ content: 'november' });
    await double.stop();
    await expect(vault.seal([request('x', { scope: 'case:2' })])).rejects.toThrow(VaultUnavailable);
    double = await TransitDouble.start();
  });

  it.each([
    ['another token', /answered 403: the token does not allow it/, (open: Open) => open('a-secret-that-is-wrong')],
    [
      'a sealed service',
      /answered 503: it is sealed/,
      (open: Open) => {
        double.isSealed = true;
        return open();
      },
    ],
  ])('%s stops the start with a sentence that holds no secret', async (_, sentence, start) => {
    const { open } = await setting();
    const error = await start(open).catch((thrown: Error) => thrown);
    expect(String(error)).toMatch(sentence);
    expect(JSON.stringify([String(error), error])).not.toMatch(/secret|a-token/);
  });
});
type Open = (token?: string) => Promise<TransitKms>;

describe('a key of the service', () => {
  it('that is gone is never made anew where something stands on it', async () => {
    const { kms, open } = await setting();
    const box = await kms.wrap('2026-11', key, about);
    double.keys.delete('sagsspor-kek-2026-11');
    await expect(kms.unwrap('2026-11', box, about)).rejects.toThrow(KeyLost);
    const again = await open(undefined, used);
    await expect(again.wrap('2026-11', key, about)).rejects.toThrow(/^key-lost: kms\/kek-2026-11 is missing/);
    double.keys.delete('sagsspor-installation');
    await expect(open(undefined, used)).rejects.toThrow(KeyLost);
    expect([...double.keys.keys()]).toEqual([]);
  });

  it('whose wrapped copy is gone is not made anew either', async () => {
    await expect(setting(used)).rejects.toThrow(/^key-lost: kms\/installation\.wrapped/);
  });

  it('is destroyed when its month is over, for every process, and is listed as destroyed', async () => {
    const { kms, open, clock } = await setting();
    const box = await kms.wrap('2026-11', key, about);
    await expect(kms.destroyEpoch('2026-11')).rejects.toThrow('epoch 2026-11 is not over');
    clock.set(DECEMBER);
    const other = await open(undefined, used);
    await other.destroyEpoch('2026-11');
    await other.destroyEpoch('2026-11');
    await expect(kms.unwrap('2026-11', box, about)).rejects.toThrow(EpochDestroyed);
    await expect(kms.wrap('2026-11', key, about)).rejects.toThrow(EpochDestroyed);
    await kms.wrap('2026-12', key, about);
    expect(await kms.epochs()).toEqual([
      { epoch: '2026-11', isDestroyed: true, hasKey: false },
      { epoch: '2026-12', isDestroyed: false, hasKey: true },
    ]);
    expect([...double.keys.keys()].sort()).toEqual(['sagsspor-installation', 'sagsspor-kek-2026-12']);
  });
});
