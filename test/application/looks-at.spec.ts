import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { looksAt } from '../../src/application/insight/looks.js';
import { localDateOf } from '../../src/domain/kernel/calendar.js';
import type { Recorded } from '../../src/domain/kernel/event.js';
import { FoldedModels } from '../../src/projections/folded-models.js';

const RECORDS = ['record-1', 'record-2', 'record-3'];
const AGENCIES = ['BIF', 'SOF', 'KP'];
const SINCE = '2017-03-02';
const isSecret = (agency: string) => agency === 'KP';

/** What is left in the log, by somebody, at some hour of five days: around midnight the local day is another than the one in UTC. */
const left = fc.record({
  user: fc.constantFrom('one', 'two', 'three'),
  agency: fc.constantFrom(...AGENCIES),
  hours: fc.integer({ min: 0, max: 120 }),
  what: fc.constantFrom('RecordConsulted', 'BreakGlassUsed', 'ExportMade', 'SearchPerformed', 'AccessDenied'),
  recordId: fc.constantFrom(...RECORDS),
  record: fc.constantFrom('case', 'names', 'subject-access'),
  purpose: fc.constantFrom('casework', 'audit'),
});
type Left = typeof left extends fc.Arbitrary<infer T> ? T : never;
const DATA = ({ recordId, record, purpose }: Left): Readonly<Record<string, object>> => ({
  RecordConsulted: { record, recordId, purpose },
  BreakGlassUsed: { caseId: recordId, justification: 'x', infohus: 'koebenhavn', until: '2017-04-01T00:00:00.000Z' },
  ExportMade: { export: record, criteria: { id: recordId }, purpose },
  SearchPerformed: { list: record, criteria: { id: recordId }, purpose, count: 1 },
  AccessDenied: { action: 'read', record, recordId, purpose },
});

const logOf = (all: readonly Left[]): readonly Recorded[] =>
  [...all]
    .sort((a, b) => a.hours - b.hours)
    .map((one, i) => {
      const at = new Date(Date.UTC(2017, 2, 1) + one.hours * 3_600_000).toISOString();
      const stream = one.what === 'BreakGlassUsed' ? `access-glass-${i}` : `access-${one.user}-${localDateOf(at)}`;
      return {
        ...{ eventId: `${i}`, type: one.what, stream, version: i + 1, position: i + 1, occurredAt: at, recordedAt: at },
        actor: { userId: one.user, agency: one.agency, role: 'caseworker', kind: 'person' },
        data: DATA(one)[one.what],
      } as unknown as Recorded;
    });

/** The events themselves, counted one by one. */
function folded(events: readonly Recorded[], recordIds: readonly string[]) {
  const counts = new Map<string, number>();
  for (const { type, data, actor, recordedAt } of events) {
    const said = data as Readonly<Record<string, string>> & { readonly criteria?: { readonly id: string } };
    const looked: Readonly<Record<string, readonly [id: string | undefined, record: string | undefined, why: string]>> =
      {
        RecordConsulted: [said.recordId, said.record, said.purpose ?? ''],
        ExportMade: [said.criteria?.id, said.export, said.purpose ?? ''],
        BreakGlassUsed: [said.caseId, 'case', 'break-glass'],
      };
    const [id, record, purpose] = looked[type] ?? [];
    const day = localDateOf(recordedAt);
    if (!id || !recordIds.includes(id) || day < SINCE || isSecret(actor.agency)) continue;
    const key = [day, actor.agency, purpose, record].join(' ');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

describe('A person’s own extract of who looked', () => {
  it('is what the log says, event by event, whoever they were, without who of the staff, and none under the law-enforcement act', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(left, { maxLength: 40 }), fc.subarray(RECORDS), async (all, recordIds) => {
        const events = logOf(all);
        const found = await looksAt(FoldedModels.of(events), { recordIds, since: SINCE, isSecret });
        expect(
          found.map(({ day, agency, purpose, record, count }) => [[day, agency, purpose, record].join(' '), count]),
        ).toEqual(folded(events, recordIds));
        expect(JSON.stringify(found)).not.toMatch(/one|two|three|caseworker/);
      }),
    );
  });
});
