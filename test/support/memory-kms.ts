import { createHmac, randomBytes } from 'node:crypto';
import { type Box, decrypt, encrypt } from '../../src/infrastructure/vault/crypto.js';
import { type Epoch, type Kms, WrappingUnfit } from '../../src/infrastructure/vault/kms.js';

/** Keys of one installation that end with the test: what `FileKms` does, with nothing on disk. No epoch is ever destroyed. */
export class MemoryKms implements Kms {
  private readonly installation = randomBytes(32);
  private readonly keys = new Map<string, Buffer>();

  constructor(private readonly now: () => string) {}

  async currentEpoch(): Promise<string> {
    return this.now().slice(0, 7);
  }
  async wrap(epoch: string, key: Uint8Array, associated: Uint8Array): Promise<Box> {
    return encrypt(this.key(epoch), key, associated, randomBytes);
  }
  async unwrap(epoch: string, box: Box, associated: Uint8Array): Promise<Buffer> {
    try {
      return decrypt(this.key(epoch), box, associated);
    } catch {
      throw new WrappingUnfit();
    }
  }
  async destroyEpoch(): Promise<void> {
    throw new Error('epochs are destroyed where FileKms is tested');
  }
  async epochs(): Promise<readonly Epoch[]> {
    return [...this.keys.keys()].sort().map((epoch) => ({ epoch, isDestroyed: false, hasKey: true }));
  }
  digest(purpose: string, input: string | Uint8Array): Uint8Array {
    const key = createHmac('sha256', this.installation).update(purpose).digest();
    return createHmac('sha256', key).update(input).digest();
  }

  private key(epoch: string): Buffer {
    const known = this.keys.get(epoch) ?? randomBytes(32);
    this.keys.set(epoch, known);
    return known;
  }
}
