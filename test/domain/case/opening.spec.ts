import { describe, expect, it } from '@jest/globals';
import { events as life } from '../../../src/domain/case/life.js';
import type { CaseState } from '../../../src/domain/case/state.js';
import { type ConcernState, type ConcernStep, concernAggregate } from '../../../src/domain/concern/state.js';
import { idFor } from '../../support/given.js';
import { moment, type Other, on } from '../../support/specification.js';
import {
  BIF,
  CASE,
  CONCERN,
  closed,
  GIRL,
  given,
  HANDOVER,
  handoverAccepted,
  handoverOffered,
  OPENED,
  offered,
  REFERRAL,
  referralAccepted,
  referred,
} from './family.js';

const [NEXT, THIRD] = ['the next concern', 'a third concern'].map(idFor) as [string, string];
const qualified = (when: string, outcome: 'substantiated' | 'unsubstantiated' = 'substantiated'): ConcernStep => ({
  at: moment(when),
  what: 'qualified',
  outcome,
  forms: [],
});
const concern = (id: string, ...steps: ConcernStep[]): Other<ConcernState> => ({
  of: concernAggregate,
  id,
  state: {
    ...concernAggregate.initial,
    facts: { infohus: 'koebenhavn', registeredAt: '', receivedAt: '', steps },
  },
});
const found = (id: string, when = '2024-01-15') => concern(id, qualified(when));
const subjects = [{ personId: GIRL, role: 'focus', ageGroup: 'minor' }];
const opening = (...concernIds: string[]) => ({
  ...{ infohus: 'koebenhavn', concernIds, caseType: 'child', level: 'specific', responsibleAgency: 'SOF', subjects },
});
const dismissed: ConcernStep = { at: moment('2024-01-16'), what: 'ended', how: 'irrelevant' };
const taken: ConcernStep = { at: moment('2024-01-16'), what: 'linked', caseId: idFor('another case') };
const link = { concernId: NEXT };

describe('A case opens on concerns (domain.md rule 3)', () => {
  const opens = (others: readonly Other[], concernIds: string[], when = '2024-02-01') =>
    given()
      .and(...others)
      .when('OpenCase', opening(...concernIds), when, BIF);

  it('that were found substantiated, each of them', () => {
    opens([found(CONCERN)], [CONCERN]).then(['CaseOpened', { concernIds: [CONCERN] }]);
    opens([found(CONCERN), found(NEXT)], [CONCERN, NEXT]).then(['CaseOpened', { concernIds: [CONCERN, NEXT] }]);
    opens([found(CONCERN)], [CONCERN, NEXT]).then('case-needs-substantiated-concern');
    opens([found(CONCERN), concern(NEXT)], [CONCERN, NEXT]).then('case-needs-substantiated-concern');
    opens([concern(CONCERN, qualified('2024-01-15', 'unsubstantiated'))], [CONCERN]).then(
      'case-needs-substantiated-concern',
    );
  });

  it('that have not ended, and are in no case', () => {
    opens([concern(CONCERN, qualified('2024-01-15'), dismissed)], [CONCERN]).then('concern-ended');
    opens([concern(CONCERN, qualified('2024-01-15'), taken)], [CONCERN]).then('concern-has-case');
    opens([found(CONCERN), concern(NEXT, qualified('2024-01-15'), taken)], [CONCERN, NEXT]).then('concern-has-case');
  });

  it('not before the last of them was first found substantiated', () => {
    const twice = concern(
      NEXT,
      qualified('2024-01-10', 'unsubstantiated'),
      qualified('2024-01-20'),
      qualified('2024-01-25'),
    );
    for (const ids of [
      [CONCERN, NEXT],
      [NEXT, CONCERN],
    ]) {
      opens([found(CONCERN), twice], ids, '2024-01-19').then('out-of-order');
      opens([found(CONCERN), twice], ids, '2024-01-20').then(['CaseOpened']);
    }
  });

  it('with an agency that the plan names, and each concern is told of its case', () => {
    given()
      .and(found(CONCERN))
      .when('OpenCase', { ...opening(CONCERN), responsibleAgency: 'XYZ' }, '2024-02-01', BIF)
      .then('unknown-agency');
    const refused = (concernId: string) => ({ command: 'RefuseConcernLink', data: { concernId } });
    opens([found(CONCERN), found(NEXT)], [CONCERN, NEXT, CONCERN]).sends(
      ['concern', CONCERN, 'LinkConcernToCase', { caseId: CASE }, refused(CONCERN)],
      ['concern', NEXT, 'LinkConcernToCase', { caseId: CASE }, refused(NEXT)],
    );
  });
});

describe('A case grows', () => {
  const links = (other: Other, when = '2024-02-01', ...more: Parameters<typeof given>) =>
    given(OPENED, ...more)
      .and(other)
      .when('LinkConcern', link, when, BIF);

  it('by concerns that it could have opened on', () => {
    links(found(NEXT)).then(['ConcernLinked', link]);
    links(concern(NEXT)).then('case-needs-substantiated-concern');
    links(concern(NEXT, qualified('2024-01-15'), dismissed)).then('concern-ended');
    links(concern(NEXT, qualified('2024-01-15'), taken)).then('concern-has-case');
    links(found(NEXT), '2024-01-14').then('out-of-order');
    links(found(NEXT), '2024-02-03', closed('2024-02-02')).then('case-closed');
  });

  it('and tells each since when it has been triaged', () => {
    const refused = { command: 'RefuseConcernLink', data: { concernId: NEXT } };
    links(found(NEXT)).sends(['concern', NEXT, 'LinkConcernToCase', { caseId: CASE }, refused]);
    const triaged = on(
      '2024-01-20',
      life.CaseTriaged({ toAgency: 'SOF', decision: 'Ja' as never, concernIds: [] }),
      BIF,
    );
    links(found(NEXT), '2024-02-01', triaged).sends([
      ...([
        'concern',
        NEXT,
        'LinkConcernToCase',
        { caseId: CASE, caseTriagedAt: moment('2024-01-20') },
        refused,
      ] as const),
    ]);
  });

  it('and lets go of one that was taken elsewhere meanwhile, and of no other', () => {
    const linked = [
      OPENED,
      on('2024-02-01', life.ConcernLinked(link)),
      on('2024-02-02', life.ConcernLinked({ concernId: THIRD })),
    ];
    expect((given(linked).state() as CaseState).concernIds).toEqual([CONCERN, NEXT, THIRD]);
    const refused = on('2024-02-03', life.ConcernLinkRefused({ ...link, rule: 'concern-ended' }));
    expect((given(linked, refused).state() as CaseState).concernIds).toEqual([CONCERN, THIRD]);
    given(linked)
      .when('RefuseConcernLink', { ...link, rule: 'concern-ended' }, '2024-02-03')
      .then(['ConcernLinkRefused', link]);
  });
});

describe('A case is triaged (K16-4)', () => {
  const triage = { toAgency: 'SOF', decision: 'Ja' };
  const triaged = on(
    '2024-01-20',
    life.CaseTriaged({ toAgency: 'SOF', decision: 'Ja' as never, concernIds: [CONCERN] }),
    BIF,
  );

  it('once, to an agency of the plan, for all its concerns', () => {
    given(OPENED, on('2024-01-15', life.ConcernLinked(link)))
      .when('TriageCase', triage, '2024-01-20', BIF)
      .then(['CaseTriaged', { toAgency: 'SOF', concernIds: [CONCERN, NEXT] }]);
    given(OPENED)
      .when('TriageCase', { ...triage, toAgency: 'XYZ' }, '2024-01-20', BIF)
      .then('unknown-agency');
    given(OPENED, triaged).when('TriageCase', triage, '2024-01-21', BIF).then('already-triaged');
  });

  it('when it was first, should an older log hold two', () => {
    const again = on('2024-01-25', life.CaseTriaged({ toAgency: 'BUF', decision: 'Ja' as never, concernIds: [] }), BIF);
    expect((given(OPENED, triaged, again).state() as CaseState).triagedAt).toBe(moment('2024-01-20'));
  });
});

describe('A case that has been closed', () => {
  const reopens = (other: Other, when: string, ...more: Parameters<typeof given>) =>
    given(OPENED, closed('2024-02-01'), ...more)
      .and(other)
      .when('ReopenCase', link, when, BIF);

  it('opens again on a new concern, in the hands of the last agency', () => {
    reopens(found(NEXT), '2024-03-01').then(['CaseReopened', { concernId: NEXT, responsibleAgency: 'SOF' }]);
    reopens(concern(NEXT), '2024-03-01').then('case-needs-substantiated-concern');
    given(OPENED).and(found(NEXT)).when('ReopenCase', link, '2024-03-01', BIF).then('case-open');
    reopens(found(NEXT), '2024-03-01').sends([
      ...(['concern', NEXT, 'LinkConcernToCase', { caseId: CASE }] as const),
      { command: 'RefuseConcernLink', data: { concernId: NEXT } },
    ]);
  });

  it('not before it was closed, nor before the concern was found substantiated', () => {
    reopens(found(NEXT), '2024-01-31').then('out-of-order');
    reopens(found(NEXT, '2024-02-20'), '2024-02-19').then('out-of-order');
    reopens(found(NEXT, '2024-02-20'), '2024-02-20').then(['CaseReopened']);
  });

  it('and is then open again, held from that day on', () => {
    const reopened = on('2024-03-01', life.CaseReopened({ concernId: NEXT, responsibleAgency: 'SOF' }), BIF);
    const state = given(OPENED, closed('2024-02-01', 'risk-over', true), reopened).state() as CaseState;
    expect(state).toMatchObject({
      ...{ status: 'open', closedAt: null, kept: false, concernIds: [CONCERN, NEXT] },
      responsibleSince: moment('2024-03-01'),
    });
    given(OPENED, closed('2024-02-01'), reopened)
      .and(found(NEXT))
      .when('ReopenCase', link, '2024-03-02', BIF)
      .then('case-open');
  });
});

describe('A case that closes', () => {
  it('because the person moved leaves what was asked unanswered, and what was answered as it was', () => {
    const owing = [OPENED, offered('2024-01-09'), referred('2024-01-10')];
    const left = given(owing, closed('2024-02-01', 'moved')).state() as CaseState;
    expect(left).toMatchObject({ status: 'closed', closedAt: moment('2024-02-01'), kept: false });
    expect(left.referrals[REFERRAL]).toMatchObject({ leftAt: moment('2024-02-01'), answeredAt: null });
    expect(Object.values(left.offers).flatMap((o) => o.steps)).toEqual([{ at: moment('2024-02-01'), what: 'left' }]);
    expect(left.outreach).toEqual([
      ...(given(owing).state() as CaseState).outreach,
      { at: moment('2024-02-01'), what: 'left', personId: null },
    ]);
    const answered = given(owing, referralAccepted('2024-01-11'), closed('2024-02-01', 'moved')).state() as CaseState;
    expect(answered.referrals[REFERRAL]).toMatchObject({ leftAt: null, answeredAt: moment('2024-01-11') });
    const twice = [closed('2024-02-01', 'moved'), closed('2024-03-01', 'moved')] as const;
    expect((given(owing, ...twice).state() as CaseState).referrals[REFERRAL]?.leftAt).toBe(moment('2024-02-01'));
  });

  it('keeps what is owed where that was said, and leaves nothing where the risk is over', () => {
    for (const shut of [closed('2024-02-01'), closed('2024-02-01', 'moved', true)]) {
      const state = given(OPENED, offered('2024-01-09'), referred('2024-01-10'), shut).state() as CaseState;
      expect(state.referrals[REFERRAL]?.leftAt).toBeNull();
      expect(Object.values(state.offers).flatMap((o) => o.steps)).toEqual([]);
    }
    expect((given(OPENED, closed('2024-02-01', 'moved', true)).state() as CaseState).kept).toBe(true);
    const silent = on('2024-02-01', life.CaseClosed({ reason: 'risk-over' }));
    expect((given(OPENED, silent).state() as CaseState).kept).toBe(false);
  });

  it('says which obligations stand in the way, and when each is due', () => {
    given(OPENED, referred('2024-07-10'), offered('2024-01-10'))
      .when('CloseCase', { reason: 'risk-over' }, '2024-07-12')
      .refuses('open-obligations', 'referral-answer, due 2024-07-15');
    given(OPENED, handoverOffered('2024-01-20'), handoverAccepted('2024-01-21'))
      .when('CloseCase', { reason: 'risk-over' }, '2024-02-01', 'BUF:caseworker')
      .then(['CaseClosed', { reason: 'risk-over' }]);
  });
});

describe('What a command of a case can be about', () => {
  it('is each thing that stands in it', () => {
    const stands = given(OPENED, offered('2024-01-09'), handoverOffered('2024-01-10'), referred('2024-01-11'));
    expect(stands.choices('AcceptOffer')).toEqual([{ offerId: expect.any(String) }]);
    expect(stands.choices('AcceptHandover')).toEqual([{ handoverId: HANDOVER }]);
    expect(stands.choices('AcceptReferral')).toEqual([{ referralId: REFERRAL }]);
    expect(stands.choices('RemoveSubject').map((c) => c.personId)).toEqual(
      Object.keys((stands.state() as CaseState).subjects),
    );
  });
});
