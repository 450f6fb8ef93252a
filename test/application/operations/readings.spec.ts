import { describe, expect, it } from '@jest/globals';
import { installationReadings, type ReadingDependencies } from '../../../src/application/operations/readings.js';

const NOW = '2026-11-29T12:00:00.000Z';
const look = (last: string, recordId: string) => ({ last, userId: 'u', agency: 'a', recordId });
const well: ReadingDependencies = {
  store: { head: async () => ({ position: 100, recordedAt: NOW }) },
  projector: {
    status: async () => [
      { name: 'case_list', position: 90, head: 100, failedAt: null, failure: null },
      { name: 'figures', position: 7, head: 100, failedAt: 8, failure: 'TypeError' },
    ],
  },
  parts: {
    parts: async () => [
      { part: 'models', state: 'look', says: 'x', values: {} },
      { part: 'models', state: 'wrong', says: 'y', values: {} },
      { part: 'log', state: 'well', says: 'z', values: {} },
    ],
  },
  ledger: {
    newest: async () => ({ checkpoint: { size: 95, at: '2026-11-29T11:58:20.000Z' }, signatures: [1, 2] }) as never,
  },
  live: { looks: async () => [look('2026-11-29T11:00:00.000Z', 'whole 80 intact')] as never },
  sessions: { living: async () => 4 },
  letters: { counts: async () => ({ waiting: 2, delivered: 9, 'given-up': 1 }) },
  alerts: { refused: 3 },
  readiness: { look: async () => ['keys'] },
  rebuild: async () => ({ slices: 8, slicesDone: 3 }),
  clock: { now: () => NOW },
};

async function told(fault: Partial<ReadingDependencies> = {}): Promise<Readonly<Record<string, number>>> {
  const groups = await Promise.all(installationReadings({ ...well, ...fault }).map((readings) => readings()));
  return Object.fromEntries(
    groups.flat().map(({ name, value, labels }) => [[name, ...Object.values(labels)].join(' '), value]),
  );
}

describe('How the gauges of an installation stand', () => {
  it('is told of every part', async () => {
    expect(await told()).toMatchObject({
      ...{ log: 100, 'read_model_behind case_list': 10, 'read_model_stopped case_list': 0 },
      ...{ 'read_model_behind figures': 93, 'read_model_stopped figures': 1 },
      ...{ 'rebuild_parts all': 8, 'rebuild_parts done': 3 },
      ...{ checkpoint_age: 100, checkpoint_unsigned: 5, checkpoint_witnesses: 1 },
      ...{ verify_age: 3600, verify_wrong: 0, sessions: 4, alerts_waiting: 3 },
      ...{ 'letters waiting': 2, 'letters given-up': 1, 'ready keys': 0, 'ready log': 1 },
      ...{ 'part models wrong': 1, 'part models look': 0, 'part log well': 1 },
    });
  });

  it('takes a log that was never signed as one that was not for ever, and an empty one as signed', async () => {
    const never = { ledger: { newest: async () => undefined } };
    expect((await told(never)).checkpoint_age).toBeGreaterThan(1e9);
    const empty = { store: { head: async () => ({ position: 0, recordedAt: NOW }) } };
    expect((await told({ ...never, ...empty })).checkpoint_age).toBe(0);
  });

  it('counts as verified only what was looked at whole, to its end, and found intact', async () => {
    const with_ = (...looks: object[]) => told({ live: { looks: async () => looks as never } });
    const day = 86_400;
    expect((await with_()).verify_age).toBe(8 * day);
    expect((await with_(look('2026-11-29T11:00:00.000Z', 'part 80 intact'))).verify_age).toBe(8 * day);
    const wrong = await with_(
      look('2026-11-29T11:00:00.000Z', 'whole 80 wrong 12'),
      look('2026-11-28T12:00:00.000Z', 'whole 70 intact'),
    );
    expect([wrong.verify_age, wrong.verify_wrong]).toEqual([day, 1]);
  });

  it('has no letters where none are sent', async () => {
    expect(Object.keys(await told({ letters: undefined })).filter((name) => name.startsWith('letters'))).toEqual([]);
  });
});
