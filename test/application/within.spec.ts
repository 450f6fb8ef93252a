import { describe, expect, it } from '@jest/globals';
import { within } from '../../src/application/within.js';

const never = () => new Promise<never>(() => undefined);

describe('What is waited for within a time', () => {
  it('answers as the work does, and ends the waiting', async () => {
    let ended = false;
    const sleep = (_: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => {
          ended = true;
          resolve();
        });
      });
    expect(await within(sleep, 5, Promise.resolve('here'), () => 'late')).toBe('here');
    expect(ended).toBe(true);
    await expect(within(sleep, 5, Promise.reject(new Error('broken')), () => 'late')).rejects.toThrow('broken');
  });

  it('is late after its milliseconds, whatever that means to who waits', async () => {
    const passes = async () => undefined;
    expect(await within(passes, 5, never(), () => 'late')).toBe('late');
    const work = within(passes, 5, never(), () => {
      throw new Error('nothing more of it came');
    });
    await expect(work).rejects.toThrow('nothing more of it came');
  });
});
