import { beforeEach, describe, expect, it } from '@jest/globals';
import { loadFrom } from '../../src/application/load.js';
import type { LogRange } from '../../src/application/ports/event-store.js';
import { References } from '../../src/application/references.js';
import type { CaseState } from '../../src/domain/case/state.js';
import { deciderNamed } from '../../src/domain/registry.js';
import { MemoryStore } from '../../src/infrastructure/event-store/memory/memory-store.js';
import { caseOfSof, idFor } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';

const DAYS = ['2017-03-01T10:00:00.000Z', '2017-03-02T10:00:00.000Z', '2017-03-03T10:00:00.000Z'] as const;
const id = idFor('k');
let reads = 0;
class Counted extends MemoryStore {
  override readAll(range?: LogRange) {
    reads++;
    return super.readAll(range);
  }
}
let store: Counted;
beforeEach(async () => {
  store = new Counted();
  await caseOfSof(
    memoryInstallation(() => '2017-03-10T10:00:00.000Z', 'plans', store),
    DAYS,
  );
  reads = 0;
});

const caseNow = async () =>
  loadFrom(deciderNamed('case'), `case-${id}`, await store.readStream(`case-${id}`)).state as CaseState;

describe('Which streams name an id', () => {
  it('is read from the log up to the head, and no further than whoever asks needs it', async () => {
    const references = new References(store);
    const { position } = await store.head();
    const [person] = Object.keys((await caseNow()).subjects);
    expect(await references.to(String(person), position)).toContain(`case-${id}`);
    await references.to(id, position);
    await references.to(id, position - 1);
    expect(reads).toBe(1);
    await references.to(id, position + 1);
    await references.to(id);
    expect(reads).toBe(3);
  });
});

describe('A record', () => {
  it('is folded once of the same events, and anew of a part of them', async () => {
    const stream = `case-${id}`;
    const all = await store.readStream(stream);
    const whole = loadFrom(deciderNamed('case'), stream, all);
    expect(loadFrom(deciderNamed('case'), stream, [...all])).toBe(whole);
    expect(loadFrom(deciderNamed('case'), stream, all.slice(1))).not.toBe(whole);
    expect(loadFrom(deciderNamed('case'), stream, all.slice(0, -1)).version).toBe(all.length - 1);
    expect(loadFrom(deciderNamed('case'), stream, []).version).toBe(0);
  });
});
