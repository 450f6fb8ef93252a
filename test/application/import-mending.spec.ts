import { describe, expect, it } from '@jest/globals';
import { NeedsMending, Refused } from '../../src/application/refusal.js';
import { KeyLost } from '../../src/infrastructure/key-lost.js';
import { memoryInstallation } from '../support/installation.js';

const LINE = JSON.stringify({
  command: 'RegisterPerson',
  id: '00000000-0000-4000-8000-000000000001',
  at: '2016-03-01T10:00:00+01:00',
  actor: { userId: 'u1', agency: 'BIF', role: 'caseworker' },
  data: { name: 'A' },
});

/** An import whose clock fails so often with this error; `recover` says each time that all is well again. */
async function importing(error: Error, times: number) {
  let [begun, failed, recovered] = [false, 0, 0];
  const installation = memoryInstallation(() => {
    if (begun && failed < times) {
      failed++;
      throw error;
    }
    return '2016-04-01T10:00:00.000Z';
  });
  const recover = async () => {
    recovered++;
    return true;
  };
  begun = true;
  const outcome = await installation.import([LINE], { recover }).catch((thrown: unknown) => thrown);
  return { outcome, recovered };
}

describe('An import', () => {
  it('goes on after a connection that was lost and is there again', async () => {
    const { outcome, recovered } = await importing(new Refused('unavailable', 'away'), 3);
    expect({ outcome, recovered }).toEqual({ outcome: { accepted: 1, duplicates: 0, refused: [] }, recovered: 3 });
  });

  it('ends with what a person has to mend, instead of trying it for ever', async () => {
    for (const error of [new NeedsMending('clocks-apart: …'), new KeyLost('kms/kek-2016-04.key', 'it wrapped keys')])
      expect(await importing(error, 1_000)).toEqual({ outcome: error, recovered: 0 });
  });
});
