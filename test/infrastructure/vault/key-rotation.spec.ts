import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KeyRotation } from '../../../src/application/processes/key-rotation.js';
import { KeyRing, MemoryKeys } from '../../../src/infrastructure/vault/key-ring.js';
import { assertNotRotatedAway, EpochDestroyed } from '../../../src/infrastructure/vault/kms.js';
import { SealingVault } from '../../../src/infrastructure/vault/sealing-vault.js';
import type { WrappedKey } from '../../../src/infrastructure/vault/wrapped-key.js';
import { clockAt, kmsAt, kmsFolder, opened, removeFolders, request, type Stored, sealed } from './fixture.js';

afterAll(removeFolders);

const DAY = 86_400_000;
const MORNING = '2026-01-01T06:00:00.000Z';

/** A store whose renewals can be stopped before the nth. */
class Stoppable extends MemoryKeys {
  stopsBefore = Number.POSITIVE_INFINITY;
  override rewrap(keys: readonly WrappedKey[]) {
    if (--this.stopsBefore < 0) throw new Error('killed');
    return super.rewrap(keys);
  }
}

function setting() {
  const clock = clockAt(MORNING);
  const dir = kmsFolder();
  const kms = kmsAt(clock.now, dir);
  const keys = new Stoppable(kms, randomBytes);
  const vault = new SealingVault(new KeyRing(keys, kms, clock.now), kms, randomBytes);
  const alone = <T>(work: () => Promise<T>) => work() as Promise<T | undefined>;
  const rotation = new KeyRotation({ vault, clock, sleep: async () => undefined, alone });
  return { clock, dir, kms, keys, vault, rotation };
}

describe('wrapping keys month by month', () => {
  it('what lives opens on every day; what was erased opens on none, and from no backup 35 days after its month', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ made: fc.nat(59), erased: fc.option(fc.nat(100)) }), { minLength: 1, maxLength: 6 }),
        async (plan) => {
          const { clock, kms, keys, vault, rotation } = setting();
          const held = new Map<number, Stored>();
          const backups: { readonly taken: number; readonly row: WrappedKey }[] = [];
          for (let day = 0; day <= 110; day++) {
            for (const [i, { made, erased }] of plan.entries()) {
              if (made === day) held.set(i, await sealed(vault, request(`text ${i}`, { scope: `case:${i}` })));
              const stored = held.get(i);
              if (stored && erased === day) await vault.destroyKeys([stored.segment.keyId]);
            }
            await rotation.look();
            for (const row of await keys.olderThan('9999-12', '', 100)) backups.push({ taken: day, row });
            for (const [i, stored] of held) {
              const gone = (plan[i]?.erased ?? 999) <= day && (plan[i]?.erased ?? 999) >= (plan[i]?.made ?? 0);
              expect(await opened(vault, stored)).toEqual(gone ? 'erased' : { content: `text ${i}` });
            }
            clock.pass(DAY);
          }
          // On day 110 (April 21): what was wrapped in January and February is dead, whoever kept a copy.
          for (const { row } of backups) {
            const box = {
              ciphertext: Buffer.from(row.wrapped),
              nonce: Buffer.from(row.nonce),
              tag: Buffer.from(row.tag),
            };
            const unwrapped = kms.unwrap(row.epoch, box, Buffer.from(`${row.keyId}/${row.epoch}`));
            if (row.epoch <= '2026-02') await expect(unwrapped).rejects.toThrow(EpochDestroyed);
            else expect(await unwrapped).toHaveLength(32);
          }
        },
      ),
      { numRuns: 5 },
    );
  });

  it('a backup of up to 35 days opens with the keys that are there, and a day later the old wrapping key goes', async () => {
    const { clock, vault, rotation, dir } = setting();
    await sealed(vault, request('january'));
    clock.set('2026-02-01T00:00:01.000Z');
    expect(await rotation.look()).toEqual({ renewed: 1, left: 0, destroyed: [] });
    clock.set('2026-03-07T23:59:00.000Z');
    expect(await rotation.look()).toEqual({ renewed: 1, left: 0, destroyed: [] });
    expect(existsSync(join(dir, 'kek-2026-01.key'))).toBe(true);
    clock.set('2026-03-08T00:01:00.000Z');
    expect(await rotation.look()).toEqual({ renewed: 0, left: 0, destroyed: ['2026-01'] });
    expect(existsSync(join(dir, 'kek-2026-01.key'))).toBe(false);
  });

  it('stopped in the middle, it goes on at the next look, and no old key goes before', async () => {
    const { clock, keys, vault, rotation } = setting();
    const stored = [];
    for (let i = 0; i < 3; i++) stored.push(await sealed(vault, request(`text ${i}`, { scope: `case:${i}` })));
    clock.set('2026-03-20T06:00:00.000Z');
    keys.stopsBefore = 0;
    await expect(rotation.look()).rejects.toThrow('the keys are not available');
    expect(await opened(vault, stored[0] as Stored)).toEqual({ content: 'text 0' });
    keys.stopsBefore = Number.POSITIVE_INFINITY;
    expect(await rotation.look()).toEqual({ renewed: 3, left: 0, destroyed: ['2026-01'] });
    for (const [i, each] of stored.entries()) expect(await opened(vault, each)).toEqual({ content: `text ${i}` });
  });

  it('stopped between the mark and the destroying, the key goes at the next look', async () => {
    const { clock, vault, rotation, dir } = setting();
    await sealed(vault, request('january'));
    clock.set('2026-03-20T06:00:00.000Z');
    await vault.renewKeys();
    writeFileSync(join(dir, 'kek-2026-01.destroyed'), '');
    expect(await rotation.look()).toEqual({ renewed: 0, left: 0, destroyed: ['2026-01'] });
    expect(existsSync(join(dir, 'kek-2026-01.key'))).toBe(false);
  });

  it('a key that cannot be wrapped anew keeps every old wrapping key where it is, and is told', async () => {
    const { clock, keys, vault, rotation, dir } = setting();
    const { segment } = await sealed(vault, request('january'));
    const row = (await keys.byIds([segment.keyId])).get(segment.keyId);
    if (!row?.wrapped) throw new Error('no key');
    await keys.rewrap([{ ...row, tag: randomBytes(16) }]);
    clock.set('2026-03-20T06:00:00.000Z');
    expect(await rotation.look()).toEqual({ renewed: 0, left: 1, destroyed: [] });
    expect(existsSync(join(dir, 'kek-2026-01.key'))).toBe(true);
  });

  it('a keys database from before is not served with the keys of today', async () => {
    const { clock, kms, vault, rotation } = setting();
    await sealed(vault, request('january'));
    clock.set('2026-03-20T06:00:00.000Z');
    await rotation.look();
    const under = (month: string) => ({ any: true, wrappedUnder: async (epoch: string) => epoch === month });
    await expect(assertNotRotatedAway(kms, under('2026-01'))).rejects.toThrow(/^key-backup-too-old: .*2026-01/);
    await assertNotRotatedAway(kms, under('2026-03'));
  });
});
