import { describe, expect, it } from '@jest/globals';
import {
  type CaseState,
  type Course,
  type CourseStep,
  caseAggregate,
  type Offer,
} from '../../../src/domain/case/state.js';
import type { ConcernStep } from '../../../src/domain/concern/state.js';
import { findingsOfCase } from '../../../src/domain/quality/case.js';
import { findingsOfConcern } from '../../../src/domain/quality/concern.js';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';

const plans = loadPlans('plans').map((p) => p.plan);
const noon = (date: string) => new Date(`${date}T12:00:00+01:00`).toISOString();

/** A case of København under the plan of 2016, triaged and held by SOF; `lastAt` long before everything unless it matters. */
const found = (today: string, some: Partial<CaseState>, lastAt = today) =>
  findingsOfCase(
    {
      caseId: 'k',
      lastAt: noon(lastAt),
      state: {
        ...caseAggregate.initial,
        status: 'open',
        infohus: 'koebenhavn',
        responsible: 'SOF',
        triagedAt: noon('2016-01-04'),
        ...some,
      },
    },
    plans,
    noon(today),
  );
const told = (...asked: Parameters<typeof found>) =>
  found(...asked).map(({ kind, days, windowGone }) => `${kind} ${days}${windowGone ? ' gone' : ''}`);

const measured = (date: string): CourseStep => ({ at: noon(date), what: 'measured', factors: [] });
const risk = (date: string): CourseStep => ({ at: noon(date), what: 'risk', result: 'not-at-risk' });
const status = (date: string): CourseStep => ({ at: noon(date), what: 'status', status: 'both' });
const turned = (date: string, what: 'paused' | 'resumed' | 'completed' | 'aborted'): CourseStep => ({
  at: noon(date),
  what,
});
/** A mentor course from 10 January 2016: progress is due on 10 July, and a measurement counts until 10 August. */
const course = (...steps: CourseStep[]): Pick<CaseState, 'courses'> => {
  const one: Course = { offerId: 'o', personId: 'p', kind: 'mentor', startedAt: noon('2016-01-10'), steps };
  return { courses: { c: one } };
};
/** Completed on 1 September 2016: risk is due on 1 March 2017, within a month of it, and status on 1 September 2017. */
const completed = (...after: CourseStep[]) =>
  course(measured('2016-01-11'), measured('2016-07-01'), turned('2016-09-01', 'completed'), ...after);

describe('A course without its progress measurement', () => {
  it('is found from the day after it was due, and says when measuring no longer counts', () => {
    expect(told('2016-07-10', course(measured('2016-01-11')))).toEqual([]);
    expect(told('2016-07-11', course(measured('2016-01-11')))).toEqual(['progress-missing 1']);
    expect(told('2016-08-10', course())).toEqual(['progress-missing 31']);
    expect(told('2016-08-11', course())).toEqual(['progress-missing 32 gone']);
  });

  it('is found too where it was measured after what the report counts, and not where it was late but counts', () => {
    const start = measured('2016-01-11');
    expect(told('2016-09-01', course(start, measured('2016-08-11')))).toEqual(['progress-missing 53 gone']);
    expect(told('2016-09-01', course(start, measured('2016-08-10')))).toEqual([]);
  });

  it('is not found while a pause puts the day off, nor where the course ended before it', () => {
    expect(told('2016-07-20', course(turned('2016-06-01', 'paused')))).toEqual([]);
    expect(told('2016-09-20', course(turned('2016-06-01', 'aborted')), '2016-09-01')).toEqual([]);
  });

  it('names the course, and the agency that holds the case', () => {
    const [first] = found('2016-07-11', course());
    expect(first).toEqual({
      kind: 'progress-missing',
      agency: 'SOF',
      caseId: 'k',
      courseId: 'c',
      since: '2016-07-10T21:59:59.999Z',
      days: 1,
      windowGone: false,
    });
  });
});

describe('A course that was measured only once', () => {
  it('is found from that measurement on: there is nothing to compare it with', () => {
    expect(told('2016-07-11', course(measured('2016-07-01')))).toEqual(['progress-once 10']);
    expect(told('2016-08-11', course(measured('2016-07-01')))).toEqual(['progress-once 41 gone']);
    expect(told('2016-08-11', course(measured('2016-07-01'), measured('2016-08-10')))).toEqual([]);
    expect(told('2016-08-20', course(measured('2016-07-01'), measured('2016-08-11')))).toEqual([
      'progress-once 50 gone',
    ]);
  });
});

describe('A completed course without its follow-ups', () => {
  it('lacks its risk once that is due, and a month later it no longer counts', () => {
    expect(told('2017-03-01', completed())).toEqual([]);
    expect(told('2017-03-02', completed())).toEqual(['risk-missing 1']);
    expect(told('2017-04-02', completed())).toEqual(['risk-missing 32 gone']);
    expect(told('2017-04-02', completed(risk('2017-02-01')))).toEqual([]);
    // Assessed while the course was running: no follow-up of it.
    expect(told('2017-03-02', completed(risk('2016-08-01')))).toEqual(['risk-missing 1']);
  });

  it('has a risk outside its window where it was assessed too early or too late', () => {
    expect(told('2017-03-02', completed(risk('2017-01-31')))).toEqual(['risk-outside 1']);
    expect(told('2017-05-01', completed(risk('2017-04-02')))).toEqual(['risk-outside 61 gone']);
    expect(told('2017-05-01', completed(risk('2017-01-31'), risk('2017-04-01')))).toEqual([]);
  });

  it('lacks its status a year after, and is one finding where neither is known', () => {
    expect(told('2017-09-01', completed(risk('2017-03-01')))).toEqual([]);
    expect(told('2017-09-02', completed(risk('2017-03-01')))).toEqual(['status-missing 1 gone']);
    expect(told('2017-09-02', completed(risk('2016-12-01')))).toEqual([
      'status-missing 1 gone',
      'risk-outside 185 gone',
    ]);
    expect(told('2017-09-02', completed())).toEqual(['follow-ups-missing 185 gone']);
    expect(told('2017-09-02', completed(status('2017-02-01')))).toEqual(['risk-missing 185 gone']);
  });

  it('is found on a closed case too, and not where the person moved or died before it was due', () => {
    const closed = { status: 'closed', closedAt: noon('2016-09-02') } as const;
    expect(told('2017-03-02', { ...completed(), ...closed })).toEqual(['risk-missing 1']);
    const left: CourseStep = { at: noon('2016-12-01'), what: 'left' };
    expect(told('2017-09-02', { ...completed(left), ...closed })).toEqual([]);
  });
});

const offer = (date: string, ...steps: Offer['steps']): Pick<CaseState, 'offers'> => ({
  offers: { o: { personId: 'p', kind: 'mentor', offeredAt: noon(date), steps } },
});
const declined = (date: string) => ({ at: noon(date), what: 'declined', doNotContact: false }) as const;
const repeated = (date: string) => ({ at: noon(date), what: 'repeated' }) as const;

describe('An offer that nobody has answered', () => {
  it('is found after thirty days, counted anew from a repetition', () => {
    expect(told('2016-03-31', offer('2016-03-01'))).toEqual([]);
    expect(told('2016-04-01', offer('2016-03-01'))).toEqual(['offer-unanswered 31']);
    const again = offer('2016-03-01', declined('2016-03-10'), repeated('2016-05-01'));
    expect(told('2016-05-31', again)).toEqual([]);
    expect(told('2016-06-01', again)).toEqual(['offer-unanswered 31']);
    expect(told('2016-04-01', offer('2016-03-01', declined('2016-03-10')))).toEqual([]);
  });

  it('is not found while police hold the case (K16-15)', () => {
    expect(told('2016-05-01', { ...offer('2016-03-01'), hold: { since: noon('2016-03-02'), by: 'KP' } })).toEqual([]);
  });
});

describe('An open case that lingers (case-systems.md row 59)', () => {
  const quiet = (some: Partial<CaseState>, today = '2016-04-10') => told(today, some, '2016-01-11');

  it('is found on the ninetieth day without an event and without a next step', () => {
    expect(quiet({}, '2016-04-09')).toEqual([]);
    expect(quiet({})).toEqual(['no-next-step 90']);
    expect(quiet({ status: 'closed' })).toEqual([]);
  });

  it('has a next step while something is open: triage, an obligation, a course, an offer, a referral, a handover', () => {
    const parties = { from: 'SOF', to: 'BUF' };
    const asked = { referredAt: noon('2016-01-11'), acceptedAt: null, leftAt: null };
    const referral = (is: 'pending' | 'accepted' | 'completed') => ({
      referrals: { r: { ...parties, ...asked, answeredAt: is === 'pending' ? null : noon('2016-01-11'), status: is } },
    });
    const handover = { ...parties, legalBasis: 'RPL115_1_1', offeredAt: noon('2016-01-11'), answer: null };
    const release = { personId: 'p', registeredAs: 'p', at: noon('2016-01-11'), releaseDate: '2017-01-01' };
    for (const some of [
      { triagedAt: null },
      { releases: [release] },
      course(),
      referral('pending'),
      referral('accepted'),
      { handovers: { h: handover } },
    ])
      expect(quiet(some)).toEqual([]);
    expect(quiet(offer('2016-04-01'))).toEqual([]);
    expect(told('2016-11-01', course(measured('2016-01-12'), measured('2016-06-20')), '2016-06-20')).toEqual([]);
    expect(quiet(referral('completed'))).toEqual(['no-next-step 90']);
  });

  it('lingers though its course is paused, once nothing more is to be measured', () => {
    const paused = course(measured('2016-01-12'), measured('2016-06-20'), turned('2016-07-01', 'paused'));
    expect(told('2016-11-01', paused, '2016-07-01')).toEqual(['no-next-step 123']);
  });
});

describe('A closed case that still owes something', () => {
  it('is found where a kept re-offer or a release is past due, once, since the first of them', () => {
    const closed = { status: 'closed', closedAt: noon('2016-04-01'), kept: true } as const;
    const owing = { ...offer('2016-03-01', declined('2016-03-10')), ...closed };
    expect(told('2016-06-10', owing)).toEqual([]);
    expect(told('2016-06-11', owing)).toEqual(['closed-owing 1']);
    expect(told('2016-09-11', owing)).toEqual(['closed-owing 93']);
    const both = [repeated('2016-06-01'), declined('2016-06-02'), repeated('2016-09-01'), declined('2016-09-02')];
    expect(told('2016-12-01', { ...offer('2016-03-01', declined('2016-03-10'), ...both), ...closed })).toEqual([]);
    expect(told('2016-09-11', { ...owing, status: 'open' })).toEqual([]);
  });
});

describe('A concern that nobody has decided on', () => {
  const concern = (today: string, ...steps: ConcernStep[]) =>
    findingsOfConcern(
      {
        concernId: 'b',
        registeredBy: 'BUF',
        facts: { infohus: 'koebenhavn', registeredAt: noon('2016-03-01'), receivedAt: noon('2016-03-01'), steps },
      },
      plans,
      noon(today),
    ).map(({ kind, agency, concernId, days }) => `${kind} ${agency} ${concernId} ${days}`);
  const qualified = { at: noon('2016-03-05'), what: 'qualified', outcome: 'substantiated', forms: [] } as const;

  it('is found once its triage limit has passed, with the agency that registered it', () => {
    expect(concern('2016-03-02')).toEqual([]);
    expect(concern('2016-03-03')).toEqual(['concern-undecided BUF b 1']);
    const low = { at: noon('2016-03-01'), what: 'assessed', severity: 'low', final: false, readyToAct: null } as const;
    expect(concern('2016-03-04', low)).toEqual([]);
  });

  it('is decided by its qualification, whatever was found, or by its end', () => {
    expect(concern('2016-03-06', qualified)).toEqual([]);
    expect(concern('2016-03-04', qualified)).toEqual(['concern-undecided BUF b 2']); // it was not qualified yet
    expect(concern('2016-03-06', { at: noon('2016-03-05'), what: 'ended', how: 'irrelevant' })).toEqual([]);
  });
});
