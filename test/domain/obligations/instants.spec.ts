import { describe, expect, it } from '@jest/globals';
import { under } from '../../../src/domain/case/persons.js';
import type { CaseState, OfferStep } from '../../../src/domain/case/state.js';
import type { Decision } from '../../../src/domain/meeting/state.js';
import {
  obligationsOfMeeting,
  obligationsOfOffer,
  obligationsToPersons,
  type SubjectEnd,
} from '../../../src/domain/obligations/index.js';
import { KNOWN_OF_NOBODY } from '../../../src/domain/person/facts.js';
import { eachAlone } from '../../../src/domain/person/survivor.js';
import { moment, plans } from '../../support/specification.js';
import { accepted, CASE, completed, GIRL, given, MOTHER, OPENED, offered, renewed, started } from '../case/family.js';

const [DECLINED, AGAIN, LATER] = [moment('2024-02-01'), moment('2024-03-01'), moment('2024-12-01')];

describe('A re-offer and what happens in the very instant', () => {
  type Objections = Parameters<typeof obligationsOfOffer>[0]['objections'];
  const owed = (objections: Objections, steps: readonly OfferStep[] = [], now = LATER) =>
    obligationsOfOffer(
      {
        ...{ offerId: 'o', infohus: 'koebenhavn', personId: GIRL, kind: 'mentor', offeredAt: moment('2024-01-10') },
        steps: [{ at: DECLINED, what: 'declined', doNotContact: false }, ...steps],
        objections: objections ?? [],
      } as Parameters<typeof obligationsOfOffer>[0],
      plans,
      now,
    ).map((o) => o.state);

  it('is owed where an objection was lifted in the instant of the decline, and not where it was a moment later', () => {
    const objection = { at: moment('2024-01-20') };
    expect(owed([{ ...objection, until: DECLINED }])).toEqual(['overdue', 'overdue']);
    expect(owed([{ ...objection, until: moment('2024-02-02') }])).toEqual(['lapsed', 'lapsed']);
  });

  it('is ended by an objection from its instant on', () => {
    const objection = [{ at: AGAIN, until: undefined }];
    expect(owed(objection, [], AGAIN)).toEqual(['lapsed', 'lapsed']);
    expect(owed(objection, [], moment('2024-02-29'))).toEqual(['upcoming', 'upcoming']);
  });

  it('is met by a re-offer in the instant of the objection: what is still owed ends', () => {
    expect(owed([{ at: AGAIN, until: undefined }], [{ at: AGAIN, what: 'repeated' }])).toEqual(['met', 'lapsed']);
  });

  it('is ended by an objection that came before the re-offer, and not by one that came after it', () => {
    const repeated: OfferStep = { at: AGAIN, what: 'repeated' };
    expect(owed([{ at: moment('2024-02-20'), until: undefined }], [repeated])).toEqual(['lapsed', 'lapsed']);
    expect(owed([{ at: moment('2024-03-10'), until: undefined }], [repeated])).toEqual(['met', 'lapsed']);
  });

  it('counts the first of two declines, whatever objection came with the second', () => {
    expect(owed([], [{ at: AGAIN, what: 'declined', doNotContact: true }])).toEqual(['lapsed', 'lapsed']);
  });
});

describe('A decision and the end of what it is about', () => {
  const at = moment('2024-02-01');
  const owed = (completedAt: string | null, over: SubjectEnd | undefined, now = LATER) =>
    obligationsOfMeeting(
      {
        infohus: 'koebenhavn',
        decisions: [
          {
            ...{ eventId: 'd', at, subject: { caseId: CASE }, startsBy: '2024-02-10', responsibleAgency: 'SOF' },
            completedAt,
          } as unknown as Decision,
        ],
      },
      () => over,
      plans,
      now,
    ).map((o) => `${o.state}${o.metAt ? ` ${o.metAt.slice(0, 10)}` : ''}`);
  const [ended, left] = [
    (day: string): SubjectEnd => ({ at: moment(day), how: 'ended' }),
    (day: string): SubjectEnd => ({ at: moment(day), how: 'left' }),
  ];

  it('is met where it was completed in that instant, and has lapsed where it was a moment after', () => {
    expect(owed(moment('2024-02-05'), ended('2024-02-05'))).toEqual(['met 2024-02-05']);
    expect(owed(moment('2024-02-06'), ended('2024-02-05'))).toEqual(['lapsed']);
  });

  it('looks at what had come by now, in its very instant', () => {
    const day = moment('2024-02-05');
    expect(owed(day, undefined, day)).toEqual(['met 2024-02-05']);
    expect(owed(null, ended('2024-02-05'), day)).toEqual(['lapsed']);
    expect(owed(null, ended('2024-02-06'), day)).toEqual(owed(null, undefined, day));
    expect(owed(moment('2024-02-06'), undefined, day)).toEqual(owed(null, undefined, day));
  });

  it('does not lapse any more where the person left after it was due: late is late', () => {
    expect(owed(null, left('2024-02-09'))).toEqual(['lapsed']);
    expect(owed(null, left('2024-02-12'))).toEqual(['overdue']);
    expect(owed(moment('2024-02-13'), left('2024-02-12'))).toEqual(['met-late 2024-02-13']);
  });
});

describe('The own consent of who comes of age in the very instant', () => {
  const girl = { personId: GIRL };
  const OF_AGE = '2024-06-10';
  const known = new Map([
    [GIRL, { ...KNOWN_OF_NOBODY, registered: true, cameOfAge: [{ at: moment(OF_AGE), eventId: 'e' }] }],
  ]);
  type Facts = Parameters<typeof given>;
  const owed = (...facts: Facts) => {
    const agreed = [offered('2024-01-09', girl), accepted('2024-01-10', girl, [GIRL, MOTHER])];
    const state = under(given(OPENED, agreed, ...facts).state() as CaseState, eachAlone);
    return obligationsToPersons(CASE, state, known, plans, moment('2025-01-01')).map((o) => o.state);
  };

  it('is owed where the course begins in it, not where it begins after it or ended in it', () => {
    expect(owed(started(OF_AGE, girl))).toEqual(['overdue']);
    expect(owed(started('2024-06-11', girl))).toEqual([]);
    expect(owed(started('2024-01-11', girl), completed(OF_AGE, girl))).toEqual([]);
  });

  it('is met by a consent in the instant in which the course ends, and lapses where it ended before', () => {
    const begun = started('2024-01-11', girl);
    expect(owed(begun, renewed('2024-06-20', girl), completed('2024-06-20', girl))).toEqual(['met']);
    expect(owed(begun, completed('2024-06-19', girl), renewed('2024-06-20', girl))).toEqual(['lapsed']);
  });
});
