import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { caseDecider } from '../../../src/domain/case/case.js';
import { type CaseState, caseAggregate, type OfferStep } from '../../../src/domain/case/state.js';
import { addMonths, endOfDay, localDateOf } from '../../../src/domain/kernel/calendar.js';
import type { Recorded } from '../../../src/domain/kernel/event.js';
import { history } from '../../../src/domain/kernel/history.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { obligationsOfOffer } from '../../../src/domain/obligations/index.js';
import { aggregates } from '../../../src/domain/registry.js';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';
import type { Holding } from '../../../src/projections/handover-chain/handover-chain.js';
import { handoverChain } from '../../../src/projections/index.js';
import { fold, type Projection } from '../../../src/projections/projection.js';

const plans = loadPlans('plans').map((p) => p.plan);
const instant = fc
  .date({ min: new Date('2015-01-01'), max: new Date('2019-12-31'), noInvalidDate: true })
  .map((d) => d.toISOString());
const id = fc.constantFrom(...['a', 'b', 'c'].map((c) => `${c.repeat(8)}-0000-4000-8000-000000000000`));
const agency = fc.constantFrom('BIF', 'SOF', 'BUF');
const data = fc.record({
  infohus: fc.constant('koebenhavn'),
  concernIds: fc.array(id, { maxLength: 2 }),
  concernId: id,
  caseId: id,
  caseType: fc.constant('child'),
  level: fc.constant('specific'),
  responsibleAgency: agency,
  toAgency: agency,
  fromAgency: agency,
  byAgency: agency,
  subjects: fc.constant([]),
  personId: id,
  role: fc.constant('focus'),
  ageGroup: fc.constant('minor'),
  offerId: id,
  courseId: id,
  handoverId: id,
  referralId: id,
  kind: fc.constant('mentor'),
  doNotContact: fc.boolean(),
  reason: fc.constantFrom('moved', 'risk-over'),
  keepObligations: fc.boolean(),
  factors: fc.constant([]),
  duties: fc.constant([]),
  status: fc.constant('both'),
  result: fc.constant('at-risk'),
  legalBasis: fc.constant('BL'),
  consent: fc.record({ by: fc.array(id, { maxLength: 2 }), givenOn: fc.constant('2016-01-01') }),
  guardianConsent: fc.boolean(),
  outcome: fc.constant('substantiated'),
  severity: fc.constant('high'),
  finality: fc.constant('final'),
  receivedAt: instant,
  indicator: fc.constant('x'),
  year: fc.constant(2016),
  value: fc.constant(1),
  planId: fc.constant('p'),
  from: fc.constant('2016-01-01'),
  startsAt: instant,
  invited: fc.array(agency, { maxLength: 2 }),
  attendees: fc.constant([]),
  actors: fc.array(agency, { maxLength: 2 }),
  changes: fc.record({ participants: fc.nat() }),
  signedOn: fc.constant('2016-01-01'),
  releaseDate: fc.constant('2016-09-01'),
  notifiedAt: instant,
  state: fc.constantFrom('due-soon', 'overdue'),
  dueAt: instant,
});
const recorded = (types: readonly string[], stream: string) =>
  fc.array(fc.record({ type: fc.constantFrom(...types), occurredAt: instant, data }), { maxLength: 30 }).map((events) =>
    events.map(
      (e, i) =>
        ({
          ...e,
          eventId: `e${i}`,
          schemaVersion: 1,
          stream,
          version: i + 1,
          position: i + 1,
          recordedAt: '2020-01-01T00:00:00.000Z',
          actor: { userId: 'u', agency: 'BIF', role: 'coordinator', kind: 'person' },
          controller: 'BIF',
          regime: 'GDPR',
          commandId: '',
          correlationId: '',
          causationId: '',
        }) as unknown as Recorded,
    ),
  );

describe('Laws of the domain', () => {
  for (const decider of aggregates) {
    it(`evolve of ${decider.aggregate} is total: any events in any order give a state`, () => {
      fc.assert(
        fc.property(recorded(Object.keys(decider.events), `${decider.aggregate}-x`), (events) => {
          const state = history(events).reduce((s, e) => decider.evolve(s, e), decider.initial);
          expect(state).toBeDefined();
          expect(history([...events].reverse()).reduce((s, e) => decider.evolve(s, e), decider.initial)).toEqual(state);
        }),
        { numRuns: 200 },
      );
    });
  }

  it('at every instant an open case has exactly one responsible agency (rule 4)', () => {
    const types = ['HandoverOffered', 'HandoverAccepted', 'HandoverDeclined', 'SupportOffered', 'CaseTriaged'];
    fc.assert(
      fc.property(recorded(types, 'case-x'), agency, (events, opener) => {
        const opening = {
          ...(events[0] as Recorded),
          eventId: 'o',
          position: 0,
          type: 'CaseOpened',
          occurredAt: '2014-12-31T00:00:00.000Z',
          data: {
            infohus: 'koebenhavn',
            concernIds: [],
            caseType: 'child',
            level: 'specific',
            responsibleAgency: opener,
            subjects: [],
          },
        } as Recorded;
        fc.pre(events.length > 0);
        const all = [opening, ...events];
        const chain = (fold(handoverChain as unknown as Projection, all).get('x')?.rows ?? []) as readonly Holding[];
        for (const [i, holding] of chain.entries()) expect(holding.until).toBe(chain[i + 1]?.since ?? null);
        const state = history(all).reduce<CaseState>((s, e) => caseDecider.evolve(s, e), caseAggregate.initial);
        expect(chain.at(-1)?.agency).toBe(state.responsible);
        expect(state.responsible).not.toBe('');
      }),
    );
  });

  it('the first re-offer answers the first obligation, the second the second, however late (rule 7)', () => {
    const step = fc
      .record({ at: instant, what: fc.constantFrom('declined', 'repeated') })
      .map((s) => ({ ...s, doNotContact: false }) as OfferStep);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), instant, (unsorted, now) => {
        const steps = [...unsorted].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
        const offer = {
          offerId: 'o',
          infohus: 'koebenhavn',
          personId: 'p',
          kind: 'mentor',
          offeredAt: '2014-12-31T00:00:00.000Z',
          steps,
        };
        const found = obligationsOfOffer(offer, plans, now);
        const first = steps.findIndex((s) => s.what === 'declined' && s.at <= now);
        if (first < 0) return expect(found).toEqual([]);
        const repeats = steps.slice(first + 1).filter((s) => s.what === 'repeated' && s.at <= now);
        const expected = [3, 6].map((months, i) => {
          const due = endOfDay(addMonths(localDateOf(steps[first]?.at ?? ''), months));
          const answer = repeats[i]?.at;
          return answer
            ? `${due} ${answer > due ? 'met-late' : 'met'} ${answer}`
            : `${due} ${now > due ? 'overdue' : 'open'} -`;
        });
        expect(
          found.map(
            (o) =>
              `${o.dueAt} ${o.state === 'upcoming' || o.state === 'due-soon' ? 'open' : o.state} ${o.metAt ?? '-'}`,
          ),
        ).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('a sealed value can be neither printed nor written', () => {
    const sealed = Sealed.of('Opdigtet Hemmelighed');
    expect(() => JSON.stringify({ sealed })).toThrow('in the clear');
    expect(`${sealed}`).toBe('[sealed]');
    expect(Object.keys(sealed)).toEqual([]);
  });

  it('every open field of every event is a code, a format, a number or open text by decision', () => {
    const OPEN_TEXT = ['source', 'adoptedBy'];
    const AUDIT = ['access'];
    const loose: string[] = [];
    for (const { aggregate, events } of aggregates) {
      for (const [type, { schema }] of Object.entries(events)) {
        for (const [field, own] of Object.entries(schema.shape)) {
          const inner = unwrapped(own as unknown as Zod);
          const free =
            inner.def.type === 'string' &&
            !inner.def.format &&
            !inner.def.checks?.some((c) => ['string_format', 'custom'].includes(c._zod.def.check));
          if (free && !OPEN_TEXT.includes(field) && !AUDIT.includes(aggregate) && field !== 'target')
            loose.push(`${type}.${field}`);
        }
      }
    }
    expect(loose).toEqual([]);
  });
});

interface Zod {
  readonly def: {
    readonly type: string;
    readonly format?: string;
    readonly innerType?: Zod;
    readonly in?: Zod;
    readonly out?: Zod;
    readonly checks?: readonly { readonly _zod: { readonly def: { readonly check: string } } }[];
  };
  meta(): { readonly sealed?: boolean } | undefined;
}
/** Through optional; a sealed field counts as what it is. */
function unwrapped(schema: Zod): Zod {
  if (schema.meta?.()?.sealed) return { def: { type: 'sealed' }, meta: () => ({ sealed: true }) };
  if (schema.def.type === 'optional' && schema.def.innerType) return unwrapped(schema.def.innerType);
  if (schema.def.type === 'pipe' && schema.def.in) return unwrapped(schema.def.in);
  return schema;
}
