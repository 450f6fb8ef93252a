import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import { KeyDestroyed, VaultTampered, VaultUnavailable } from '../../../src/application/ports/vault.js';
import { KeyRing, MemoryKeys } from '../../../src/infrastructure/vault/key-ring.js';
import { SealingVault } from '../../../src/infrastructure/vault/sealing-vault.js';
import { MemoryVault } from '../../../src/infrastructure/vault/vaults.js';
import type { KeyStore, StoredKey } from '../../../src/infrastructure/vault/wrapped-key.js';
import { clockAt, kmsAt, NOVEMBER, opened, removeFolders, request, sealed } from './fixture.js';

afterAll(removeFolders);

/** A store of keys that counts its round trips. */
class Counted extends MemoryKeys {
  calls = 0;
  override forScopes(digests: readonly string[]) {
    this.calls++;
    return super.forScopes(digests);
  }
  override byIds(keyIds: readonly string[]) {
    this.calls++;
    return super.byIds(keyIds);
  }
}

/** A store of keys that cannot be reached. */
const unreachable = () => Promise.reject(new Error('down'));
const down: KeyStore = {
  forScopes: unreachable,
  byIds: unreachable,
  olderThan: unreachable,
  rewrap: unreachable,
  idsOf: unreachable,
  living: unreachable,
  destroy: unreachable,
};

function setting(most?: number) {
  const clock = clockAt(NOVEMBER);
  const kms = kmsAt(clock.now);
  const keys = new Counted(kms, randomBytes);
  const vaultOver = (store: KeyStore) => new SealingVault(new KeyRing(store, kms, clock.now, most), kms, randomBytes);
  return { clock, kms, keys, vaultOver, vault: vaultOver(keys) };
}

describe('which key', () => {
  it('the same scope has the same key, another scope another one', async () => {
    const { vault } = setting();
    const key = async (scope: string) => (await sealed(vault, request('x', { scope }))).segment.keyId;
    const scopes = ['concern:17', 'case:17', 'person:3@case:17', 'person:3@case:18', 'person:4@case:17'];
    const first = await Promise.all(scopes.map(key));
    expect(new Set(first).size).toBe(scopes.length);
    expect(await Promise.all(scopes.map(key))).toEqual(first);
  });

  it('its id is random: another installation gives the same scope another one', async () => {
    const ids = await Promise.all(
      [setting(), setting()].map(async ({ vault }) => (await sealed(vault, request('x'))).segment.keyId),
    );
    expect(new Set(ids).size).toBe(2);
  });

  it('two commands that need a new key at the same time get the same one', async () => {
    const { vault } = setting();
    const both = await Promise.all([sealed(vault, request('a')), sealed(vault, request('b', { segment: 1 }))]);
    expect(new Set(both.map((s) => s.segment.keyId)).size).toBe(1);
    expect(await Promise.all(both.map((s) => opened(vault, s)))).toEqual([{ content: 'a' }, { content: 'b' }]);
  });
});

describe('keys are remembered for a minute at most', () => {
  it('so that many fields cost one round trip, and a known key none', async () => {
    const { vault, keys } = setting();
    const many = Array.from({ length: 50 }, (_, segment) => request('x', { segment, scope: `case:${segment % 5}` }));
    await vault.seal(many);
    expect(keys.calls).toBe(1);
    await vault.seal(many);
    expect(keys.calls).toBe(1);
  });

  it('and a key destroyed by another process is gone here when the minute is over (REL I33)', async () => {
    const { vault, vaultOver, keys, clock } = setting();
    const stored = await sealed(vault, request('navn'));
    await vaultOver(keys).destroyKeys([stored.segment.keyId]);
    clock.pass(59_999);
    expect(await opened(vault, stored)).toEqual({ content: 'navn' });
    clock.pass(1);
    expect(await opened(vault, stored)).toBe('erased');
  });

  it('a clock that is set back does not make a key live longer', async () => {
    const { vault, vaultOver, keys, clock } = setting();
    const stored = await sealed(vault, request('navn'));
    await vaultOver(keys).destroyKeys([stored.segment.keyId]);
    clock.pass(-1);
    expect(await opened(vault, stored)).toBe('erased');
  });

  it('no more than a set number, the longest unused going first; one command may need more', async () => {
    const { vault, keys } = setting(2);
    const use = (scope: string) => sealed(vault, request('x', { scope }));
    for (const scope of ['case:1', 'case:2', 'case:1', 'case:3', 'case:1']) await use(scope);
    expect(keys.calls).toBe(3);
    await use('case:2');
    expect(keys.calls).toBe(4);
    const three = [1, 2, 3].map((n) => request(`text ${n}`, { segment: n, scope: `case:${n}` }));
    expect(await vault.seal(three)).toHaveLength(3);
  });
});

describe('what is erased', () => {
  it('stays closed once its key is destroyed, and at once in the process that destroyed it', async () => {
    const { vault } = setting();
    const [one, other] = [
      await sealed(vault, request('a')),
      await sealed(vault, request('b', { scope: 'case:2', segment: 1 })),
    ];
    await vault.destroyKeys([one.segment.keyId]);
    expect(await opened(vault, one)).toBe('erased');
    expect(await opened(vault, other)).toEqual({ content: 'b' });
  });

  it('is said of a segment that was deleted', async () => {
    const { vault } = setting();
    const { ref } = await sealed(vault, request('a'));
    expect([...(await vault.open([ref], []))]).toEqual([[`${ref.eventId}/0`, 'erased']]);
  });

  it('is not said of a segment that was exchanged, even when its key is gone (REL C.76)', async () => {
    const { vault } = setting();
    const [one, other] = [await sealed(vault, request('a')), await sealed(vault, request('b'))];
    await vault.destroyKeys([one.segment.keyId]);
    await expect(opened(vault, { ref: one.ref, segment: other.segment })).rejects.toThrow(VaultTampered);
  });

  it('gets no new key: what is sealed afterwards under the same scope is refused (REL C.80)', async () => {
    const { vault } = setting();
    const { segment } = await sealed(vault, request('a'));
    await vault.destroyKeys([segment.keyId]);
    await expect(vault.seal([request('b')])).rejects.toThrow(KeyDestroyed);
  });

  it('does not come back by a read that was under way while it was destroyed', async () => {
    const { keys, vaultOver, vault } = setting();
    const stored = await sealed(vault, request('a'));
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const slow: KeyStore = {
      ...down,
      destroy: (d) => keys.destroy(d),
      byIds: async (ids) => {
        const read = await keys.byIds(ids);
        await gate;
        return read;
      },
    };
    const late = vaultOver(slow);
    const reading = opened(late, stored);
    await late.destroyKeys([stored.segment.keyId]);
    go();
    expect(await reading).toBe('erased');
    expect(await opened(late, stored)).toBe('erased');
  });
});

describe('before an epoch is destroyed', () => {
  it('keys are wrapped anew: what is in use opens afterwards, what was destroyed stays closed', async () => {
    const { vault, kms, clock } = setting();
    const kept = await sealed(vault, request('a'));
    const gone = await sealed(vault, request('b', { scope: 'case:2' }));
    await vault.destroyKeys([gone.segment.keyId]);
    clock.set('2026-12-01T00:00:00.000Z');
    expect(await vault.renewKeys()).toEqual({ renewed: 1, left: 0 });
    expect(await vault.renewKeys()).toEqual({ renewed: 0, left: 0 });
    await kms.destroyEpoch('2026-11');
    expect(await opened(vault, kept)).toEqual({ content: 'a' });
    expect(await opened(vault, gone)).toBe('erased');
  });

  it('keys whose epoch went before them are told, not passed over in silence', async () => {
    const { vault, kms, clock } = setting();
    await sealed(vault, request('a'));
    clock.set('2026-12-01T00:00:00.000Z');
    await kms.destroyEpoch('2026-11');
    expect(await vault.renewKeys()).toEqual({ renewed: 0, left: 1 });
  });
});

describe('fail closed (REL C.77, C.78)', () => {
  it('keys that cannot be reached are a VaultUnavailable, to seal, open, renew and destroy', async () => {
    const { vault, vaultOver } = setting();
    const stored = await sealed(vault, request('a'));
    const closed = vaultOver(down);
    await expect(closed.seal([request('a')])).rejects.toThrow(VaultUnavailable);
    await expect(opened(closed, stored)).rejects.toThrow(VaultUnavailable);
    await expect(closed.renewKeys()).rejects.toThrow(VaultUnavailable);
    await expect(closed.destroyKeys([stored.segment.keyId])).rejects.toThrow(VaultUnavailable);
  });

  it('a wrapped key that was changed or put in the place of another opens nothing and seals nothing', async () => {
    const { keys, vaultOver, vault } = setting();
    const stored = await sealed(vault, request('a'));
    const other = await sealed(vault, request('b', { scope: 'case:2' }));
    const rows = await keys.byIds([stored.segment.keyId, other.segment.keyId]);
    const swapped = (row: StoredKey | undefined): Map<string, StoredKey> =>
      new Map(row ? [[stored.segment.keyId, { ...row, keyId: stored.segment.keyId }]] : []);
    const lying: KeyStore = {
      ...down,
      byIds: async () => swapped(rows.get(other.segment.keyId)),
      forScopes: async ([digest = '']) =>
        new Map([...swapped(rows.get(other.segment.keyId)).values()].map((r) => [digest, r])),
    };
    await expect(opened(vaultOver(lying), stored)).rejects.toThrow(VaultTampered);
    await expect(vaultOver(lying).seal([request('a')])).rejects.toThrow(VaultUnavailable);
  });
});

describe('digests', () => {
  const { now } = clockAt(NOVEMBER);
  const vault = new MemoryVault({ kms: kmsAt(now), now });
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

  it('are the same for the same input, of text as of its bytes, and 32 bytes long', () => {
    expect(hex(vault.digest('fingerprint', 'æ'))).toBe(hex(vault.digest('fingerprint', Buffer.from('æ'))));
    expect(vault.digest('fingerprint', 'æ')).toHaveLength(32);
  });

  it('differ by purpose, by input and by installation', () => {
    const elsewhere = new MemoryVault({ kms: kmsAt(now), now });
    const all = [
      vault.digest('fingerprint', 'a'),
      vault.digest('line', 'a'),
      vault.digest('blind-index', 'a'),
      vault.digest('fingerprint', 'b'),
      elsewhere.digest('fingerprint', 'a'),
    ];
    expect(new Set(all.map(hex)).size).toBe(5);
  });
});
