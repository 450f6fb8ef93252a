import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { leafHash } from '../../../src/infrastructure/event-store/leaf.js';

describe('the leaf of an event', () => {
  it('hashes 0x00, the position and the instant as 8 bytes each, and the bytes', () => {
    const preimage = Buffer.from('00' + '0000000000000102' + '000000000000ffff' + '7b7d', 'hex');
    const leaf = leafHash(0x102, new Date(0xffff).toISOString(), Buffer.from('{}'));
    expect(Buffer.from(leaf)).toEqual(createHash('sha256').update(preimage).digest());
  });
});
