import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { beside } from '../../../src/application/processes/beside.js';

describe('Work beside the looks at deadlines', () => {
  it('is waited for by nobody, goes on once at a time, and says at the next look what failed', async () => {
    const ends: ((error?: Error) => void)[] = [];
    const look = beside(
      () => new Promise<void>((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve()))),
    );
    await look();
    await look();
    expect(ends).toHaveLength(1);
    ends[0]?.(new Error('the installation east cannot be reached'));
    await turn();
    await expect(look()).rejects.toThrow('cannot be reached');
    expect(ends).toHaveLength(2);
    ends[1]?.();
    await turn();
    await look();
    expect(ends).toHaveLength(3);
  });
});
