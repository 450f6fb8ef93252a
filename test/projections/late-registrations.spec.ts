import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Recorded } from '../../src/domain/kernel/event.js';
import { history } from '../../src/domain/kernel/history.js';
import { delayOf } from '../../src/domain/quality/delay.js';
import { FoldedModels } from '../../src/projections/folded-models.js';
import { lateRegistrations } from '../../src/projections/index.js';
import { asRead, CASE, CONCERNS, type Happening, histories, record } from './histories.js';

const CONCERN = `concern-${CONCERNS[0]}`;
const REGISTERED = { infohus: 'KBH', channel: 'phone', subjects: [], receivedAt: '2025-01-10T08:00:00.000Z' };
/** Happened on the 10th, recorded when the second says so. */
const event = (
  type: string,
  recordedAt: string,
  { stream = CONCERN, data = {}, by = {}, occurredAt = '2025-01-10T08:00:00.000Z' }: Partial<Some> = {},
): Recorded => {
  const [made] = record([{ stream, type, data: data as Happening['data'], minute: 0 }]);
  if (!made) throw new Error('nothing was made');
  return { ...made, occurredAt, recordedAt, actor: { ...made.actor, ...by } };
};
interface Some {
  readonly stream: string;
  readonly data: object;
  readonly by: object;
  readonly occurredAt: string;
}
/** In the order in which they were recorded. */
const log = (...events: readonly Recorded[]) =>
  FoldedModels.of(events.map((e, i) => ({ ...e, position: i + 1, version: i + 1, eventId: `${i}` })));
const total = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((sum, n) => sum + n, 0);
const tallies = async (...events: readonly Recorded[]) =>
  (
    await log(
      event('ConcernRegistered', '2025-01-10T09:00:00.000Z', { data: REGISTERED }),
      ...events,
    ).lateRegistrations('KBH')
  )
    .flatMap((r) => r.tallies)
    .map(
      ({ agency, month, imported, counts, days }) =>
        `${agency} ${month} ${total(counts)} ${days}${imported ? ' imported' : ''}`,
    );

describe('A later registration', () => {
  it('was recorded on another local day than it happened; the plan says which are late', async () => {
    expect(await tallies(event('SeverityAssessed', '2025-01-10T22:59:59.999Z'))).toEqual([]);
    expect(await tallies(event('SeverityAssessed', '2025-01-10T23:00:00.000Z'))).toEqual(['SOF 2025-01 1 1']);
    expect(await tallies(event('SeverityAssessed', '2025-01-17T23:00:00.000Z'))).toEqual(['SOF 2025-01 1 8']);
  });

  it('of a concern counts from when it was received, of telling the police from when they were told', async () => {
    const late = { ...REGISTERED, receivedAt: '2025-01-01T08:00:00.000Z' };
    const found = (data: object, type = 'ConcernRegistered') =>
      delayOf(event(type, '2025-01-10T09:00:00.000Z', { data }))?.days;
    expect(found(late)).toBe(9);
    expect(found({ notifiedAt: '2025-01-01T08:00:00.000Z' }, 'PoliceNotified')).toBe(9);
    expect(found({ ...late, originConcernId: CONCERNS[1] })).toBeUndefined(); // received by another Infohus
  });

  it('is counted by agency and month of recording and by its days, with the largest delay', async () => {
    const at = ['2025-01-20', '2025-01-30', '2025-02-01'].map((d) => `${d}T08:00:00.000Z`);
    expect(await tallies(...at.map((t) => event('SeverityAssessed', t)))).toEqual([
      'SOF 2025-01 2 20',
      'SOF 2025-02 1 22',
    ]);
    const police = event('SeverityAssessed', at[0] ?? '', { by: { agency: 'KP' } });
    expect(await tallies(police)).toEqual(['KP 2025-01 1 10']);
  });

  it('that was read in from a file is told apart; what the system did itself, and what a case says to its concern, is none', async () => {
    const at = '2025-03-01T08:00:00.000Z';
    expect(await tallies(event('SeverityAssessed', at, { by: { kind: 'import' } }))).toEqual([
      'SOF 2025-03 1 50 imported',
    ]);
    expect(await tallies(event('SeverityAssessed', at, { by: { kind: 'system' } }))).toEqual([]);
    expect(await tallies(event('ConcernLinkedToCase', at, { data: { caseId: CASE } }))).toEqual([]);
  });

  it('stands by what is corrected: a date that was wrong is late no more', async () => {
    const wrong = event('SeverityAssessed', '2025-03-01T08:00:00.000Z');
    const data = {
      eventId: '1',
      target: 'SeverityAssessed',
      ids: {},
      changes: { occurredAt: '2025-03-01T07:00:00.000Z' },
    };
    expect(await tallies(wrong, event('EventCorrected', '2025-03-02T08:00:00.000Z', { data }))).toEqual([]);
  });

  it('is found in every history exactly where an event of a case or a concern was recorded on a later day', () => {
    const types = new Set(lateRegistrations.events);
    return fc.assert(
      fc.asyncProperty(histories, async (entries) => {
        const all = asRead(record(entries));
        const expected = new Map<string, number>();
        for (const stream of new Set(all.map((e) => e.stream))) {
          const own = history(all.filter((e) => e.stream === stream)).filter((e) => types.has(e.type));
          const late = own.filter((e) => delayOf(e)).length;
          if (late > 0 && own.some((e) => 'infohus' in e.data)) expected.set(stream, late);
        }
        const rows = await FoldedModels.of(all).lateRegistrations('KBH');
        expect(new Map(rows.map((r) => [r.stream, r.late]))).toEqual(expected);
        expect(rows.map((r) => r.tallies.reduce((n, t) => n + total(t.counts), 0))).toEqual(rows.map((r) => r.late));
      }),
    );
  });
});
