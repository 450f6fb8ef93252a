import type { Segment } from '../../application/ports/event-store.js';
import {
  type ErasingVault,
  type Opened,
  type SealedSegment,
  type SealRequest,
  type StoredRef,
  VaultTampered,
} from '../../application/ports/vault.js';
import { commitmentOf, decrypt, encrypt, newSalt, pad, placeOf, type Random, unpad } from './crypto.js';
import type { KeyRing } from './key-ring.js';
import type { Kms } from './kms.js';

/** The vault over any key store: what is sealed, how it is bound to its event, and what opening refuses. */
export class SealingVault implements ErasingVault {
  constructor(
    private readonly ring: KeyRing,
    private readonly kms: Kms,
    private readonly random: Random,
  ) {}

  async seal(requests: readonly SealRequest[]): Promise<readonly SealedSegment[]> {
    if (requests.length === 0) return [];
    const keys = await this.ring.forScopes(requests.map((r) => r.scope));
    return requests.map((request) => {
      const found = keys.get(request.scope);
      if (!found) throw new Error('a key that was asked for is missing');
      const { keyId, key } = found;
      const box = encrypt(key, pad(request.content), placeOf(request, keyId), this.random);
      const segment = { eventId: request.eventId, segment: request.segment, keyId, salt: newSalt(this.random), ...box };
      return { segment, commitment: commitmentOf(segment) };
    });
  }

  async open(refs: readonly StoredRef[], segments: readonly Segment[]): Promise<ReadonlyMap<string, Opened>> {
    const found = new Map(segments.map((s) => [`${s.eventId}/${s.segment}`, s]));
    const asked = refs.map((ref) => {
      const name = `${ref.eventId}/${ref.segment}`;
      const segment = found.get(name);
      // Before any key is looked for: a segment that was exchanged is no erasure, even where its key is gone (REL C.76).
      if (segment && commitmentOf(segment) !== ref.commitment) throw new VaultTampered(ref.eventId, ref.segment);
      return { name, ref, segment };
    });
    const keys = await this.ring.byIds(asked.flatMap(({ segment }) => (segment ? [segment.keyId] : [])));
    return new Map(
      asked.map(({ name, ref, segment }) => {
        const key = (segment && keys.get(segment.keyId)) ?? 'destroyed';
        return [name, segment && key !== 'destroyed' ? opened(ref, segment, key) : 'erased'];
      }),
    );
  }

  digest(purpose: Parameters<ErasingVault['digest']>[0], input: string | Uint8Array): Uint8Array {
    return this.kms.digest(purpose, input);
  }

  commitmentOf(segment: Segment): string {
    return commitmentOf(segment);
  }

  keysOf(scopes: readonly string[]): Promise<readonly string[]> {
    return this.ring.idsOf(scopes);
  }

  living(keyIds: readonly string[]): Promise<readonly string[]> {
    return this.ring.living(keyIds);
  }

  async destroyKeys(keyIds: readonly string[]): Promise<void> {
    await this.ring.destroy(keyIds);
  }

  renewKeys(): Promise<{ readonly renewed: number; readonly left: number }> {
    return this.ring.renew();
  }

  retireEpochs(before: string): Promise<readonly string[]> {
    return this.ring.retire(before.slice(0, 7));
  }
}

function opened(ref: StoredRef, segment: Segment, key: Uint8Array | 'unfit'): Opened {
  if (key === 'unfit') throw new VaultTampered(ref.eventId, ref.segment);
  let plain: Buffer;
  try {
    plain = decrypt(key, segment, placeOf(ref, segment.keyId));
  } catch {
    throw new VaultTampered(ref.eventId, ref.segment); // without its cause: an error never carries content
  }
  return { content: unpad(plain) };
}
