import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { caseDecider } from '../../src/domain/case/case.js';
import { caseAggregate } from '../../src/domain/case/state.js';
import { history } from '../../src/domain/kernel/history.js';
import { FoldedModels } from '../../src/projections/folded-models.js';
import { handoverChain, projections } from '../../src/projections/index.js';
import { fold, type Projection } from '../../src/projections/projection.js';
import { asRead, at, CASE, CONCERNS, type Entry, type Happening, histories, record, uuid } from './histories.js';

const told = (type: string, minute: number, data: object, stream = `concern-${CONCERNS[0]}`): Happening => ({
  stream,
  type,
  minute,
  data: { ...data },
});
const REGISTERED = { infohus: 'KBH', channel: 'phone', receivedAt: at(5), subjects: [] };
const TRIAGED = { toAgency: 'SOF', concernIds: [CONCERNS[0]] };
const folded = (entries: readonly Entry[]) => FoldedModels.of(asRead(record(entries)));

describe('what a read model says of a case', () => {
  it('is the state on which commands about it are decided, in whatever order its events come', () => {
    fc.assert(
      fc.property(histories, (entries) => {
        const log = asRead(record(entries));
        const own = log.filter((e) => e.stream === `case-${CASE}`);
        const state = history(own).reduce((s, e) => caseDecider.evolve(s, e), caseAggregate.initial);
        const caseRow = fold(projections.find((p) => p.name === 'case_list') as Projection, log).get(CASE)?.rows[0];
        if (history(own).length > 0) expect(caseRow).toMatchObject({ caseId: CASE, state, status: state.status });
      }),
    );
  });

  it('never holds a sealed value', () => {
    fc.assert(
      fc.property(histories, (entries) => {
        const log = asRead(record(entries));
        const rows = projections.map((p) => [...fold(p, log).values()].flatMap((g) => g.rows));
        expect(JSON.stringify(rows)).not.toContain('commitment');
      }),
    );
  });
});

describe('what a read model says of a concern', () => {
  it('counts a triage of its case that is dated before its registration', async () => {
    const early = folded([told('ConcernRegistered', 10, REGISTERED), told('CaseTriaged', 5, TRIAGED, `case-${CASE}`)]);
    const [row] = await early.concerns({ infohus: 'KBH' });
    expect(row?.facts.steps).toEqual([{ at: at(5), what: 'triaged' }]);
  });

  it('is silent before the concern is registered, and when its registration is annulled', async () => {
    expect(await folded([told('CaseTriaged', 5, TRIAGED, `case-${CASE}`)]).concerns({ infohus: 'KBH' })).toEqual([]);
    const annulled = folded([told('ConcernRegistered', 10, REGISTERED), { of: 0, to: undefined }]);
    expect(await annulled.concerns({ infohus: 'KBH' })).toEqual([]);
  });
});

/** Periods of minutes in which things happen to a case as deciders let them: handovers while it is open, closing, reopening. */
const lives = fc
  .array(
    fc.tuple(
      fc.constantFrom('handover', 'close', 'reopen'),
      fc.constantFrom('SOF', 'BUF', 'POL'),
      fc.integer({ min: 1, max: 30 }),
    ),
    {
      maxLength: 15,
    },
  )
  .map((turns) => {
    const events: Happening[] = [];
    const on = (type: string, minute: number, data: object) => events.push(told(type, minute, data, `case-${CASE}`));
    on('CaseOpened', 0, { infohus: 'KBH', concernIds: [], subjects: [], responsibleAgency: 'SOF' });
    let [minute, open, agency] = [0, true, 'SOF'];
    for (const [n, [turn, toAgency, pause]] of turns.entries()) {
      const parties = { handoverId: uuid(4, n), fromAgency: agency, toAgency, legalBasis: `basis-${n}` };
      if (turn === 'handover' && open && toAgency !== agency) {
        on('HandoverOffered', minute + pause, parties);
        on('HandoverAccepted', minute + 2 * pause, parties);
        agency = toAgency;
      } else if (turn === 'close' && open) {
        on('CaseClosed', minute + 2 * pause, { reason: 'risk-over' });
        open = false;
      } else if (turn === 'reopen' && !open) {
        on('CaseReopened', minute + 2 * pause, { concernId: CONCERNS[1], responsibleAgency: agency });
        open = true;
      } else continue;
      minute += 2 * pause;
    }
    return { events, end: minute };
  });

describe('the chain of agencies that held a case', () => {
  it('names exactly one agency at every instant while the case is open, also when it was written down out of order', () => {
    fc.assert(
      fc.property(lives, fc.infiniteStream(fc.nat()), ({ events, end }, keys) => {
        const written = [...events].map((e) => ({ e, key: keys.next().value ?? 0 })).sort((a, b) => a.key - b.key);
        const strictly = (p: readonly Happening[]) => new Set(p.map((e) => e.minute)).size === p.length;
        const log = record(strictly(events) ? written.map(({ e }) => e) : events);
        const chain = (fold(handoverChain as unknown as Projection, log).get(CASE)?.rows ?? []) as readonly {
          agency: string;
          since: string;
          until: string | null;
        }[];
        for (let minute = 0; minute <= end; minute += 1) {
          const then = at(minute);
          const state = history(log)
            .filter((e) => e.occurredAt <= then)
            .reduce((s, e) => caseDecider.evolve(s, e), caseAggregate.initial);
          const holding = chain.filter((h) => h.since <= then && (h.until === null || then < h.until));
          expect(holding.map((h) => h.agency)).toEqual(state.status === 'open' ? [state.responsible] : []);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('tells when and on what legal basis each handover was offered and accepted', async () => {
    const parties = { handoverId: uuid(4, 1), fromAgency: 'SOF', toAgency: 'BUF', legalBasis: 'SEL115' };
    const chain = await folded([
      told('CaseOpened', 0, { infohus: 'KBH', concernIds: [], subjects: [], responsibleAgency: 'SOF' }, `case-${CASE}`),
      told('HandoverOffered', 10, parties, `case-${CASE}`),
      told('HandoverAccepted', 20, parties, `case-${CASE}`),
    ]).holdings(CASE);
    expect(chain).toMatchObject([
      { seq: 0, agency: 'SOF', since: at(0), until: at(20), handoverId: null },
      {
        seq: 1,
        agency: 'BUF',
        since: at(20),
        until: null,
        handoverId: uuid(4, 1),
        offeredAt: at(10),
        acceptedAt: at(20),
        legalBasis: 'SEL115',
      },
    ]);
  });
});
