import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical } from '../../src/application/canonical.js';
import type { CaseState } from '../../src/domain/case/state.js';
import { history } from '../../src/domain/kernel/history.js';
import { caseList } from '../../src/projections/case-list/case-list.js';
import { fold, type Projection } from '../../src/projections/projection.js';
import { type SupportRow, support } from '../../src/projections/support/support.js';
import { generate, IMPORTED_AT } from '../support/generator/index.js';
import { memoryInstallation } from '../support/installation.js';
import { asRead, histories, record } from './histories.js';

type Log = Parameters<typeof fold>[1];
const rows = <R>(p: unknown, log: Log) => [...fold(p as Projection, log).values()].flatMap((g) => g.rows) as R[];
const text = (row: object) => canonical(row);

/** What the narrow table should hold of a case, from the list that holds everything. */
const expected = (
  caseId: string,
  infohus: string,
  { openedAt, closedAt, offers, courses, goals, objections }: CaseState,
  contacted: string | null,
) => [
  {
    ...{ id: caseId, infohus, what: 'case', kind: '', begun: openedAt, ended: closedAt, contacted },
    facts: Object.keys(goals).length > 0 ? { objections, goals } : { objections },
  },
  ...Object.entries(offers).map(([id, { kind, offeredAt: begun, ...facts }]) => {
    return { id, infohus, what: 'offer', kind, begun, ended: null, contacted: null, facts: { ...facts, objections } };
  }),
  ...Object.entries(courses).map(([id, { kind, startedAt: begun, ...facts }]) => {
    const ended = facts.steps.find((s) => s.what === 'completed' || s.what === 'aborted')?.at ?? null;
    const own = Object.values(goals).filter((g) => g.courseId === id);
    const counted = own.map(({ setAt, steps }) => ({ setAt, steps }));
    return {
      id,
      infohus,
      what: 'course',
      kind,
      begun,
      ended,
      contacted: null,
      facts: own.length > 0 ? { ...facts, goals: counted } : facts,
    };
  }),
];

/** By the events alone: the decider looks at contacts only where a release is expected. */
function firstContact(caseId: string, log: Log): string | null {
  const own = history(log.filter((e) => e.stream === `case-${caseId}`));
  const met = own.filter((e) => e.type === 'ContactRecorded' && Object(e.data).kind !== 'missed-appointment');
  return met.map((e) => e.occurredAt).sort()[0] ?? null;
}

function agrees(log: Log): number {
  const narrow = rows<SupportRow>(support, log);
  const opened = rows<{ caseId: string; infohus: string; state: CaseState }>(caseList, log).filter((r) => r.infohus);
  for (const { caseId, infohus, state } of opened) {
    const own = narrow.filter((row) => row.caseId === caseId);
    const found = own.map(({ caseId: _, declined, ...row }) => {
      const steps: readonly { what: string; at: string }[] = row.what === 'offer' ? row.facts.steps : [];
      expect(declined).toBe(steps.find((s) => s.what === 'declined')?.at ?? null);
      return row;
    });
    expect(found.map(text).sort()).toEqual(
      expected(caseId, infohus, state, firstContact(caseId, log)).map(text).sort(),
    );
  }
  return opened.length;
}

describe('The cases, offers and courses that reports count', () => {
  it('are those of the case list, for any history', () => {
    fc.assert(
      fc.property(histories, (entries) => void agrees(asRead(record(entries)))),
      { numRuns: 200 },
    );
  });

  it('are those of the case list after an import', async () => {
    const product = memoryInstallation(() => new Date(IMPORTED_AT).toISOString());
    await product.import(generate(3, 40));
    expect(agrees(await product.log())).toBeGreaterThan(10);
  });
});
