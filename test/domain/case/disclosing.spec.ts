import { describe, it } from '@jest/globals';
import { caseDecider } from '../../../src/domain/case/case.js';
import type { Decider } from '../../../src/domain/kernel/decider.js';
import type { Plan } from '../../../src/domain/plan/schema.js';
import { plans, specify } from '../../support/specification.js';
import {
  accepted,
  CASE,
  COACH,
  consentWithdrawn,
  disclosure,
  FATHER,
  GIRL,
  OPENED,
  offered,
  person,
  SECOND,
  SOF,
  SON,
  STRANGER,
} from './family.js';

type Basis = Plan['legalBases'][number];
/** The plans, with one basis as it is here. */
const withBasis = (code: string, changed: Partial<Basis>) =>
  specify(
    caseDecider as unknown as Decider<unknown, string>,
    CASE,
    SOF,
    plans.map((p) => ({ ...p, legalBases: p.legalBases.map((b) => (b.code === code ? { ...b, ...changed } : b)) })),
  );
const onBasis = (legalBasis: string) => ({
  toAgency: 'BUF',
  disclosure: { ...disclosure, legalBasis, constellation: 'none' },
});
const TOLD = ['InformationDisclosed', { toAgency: 'BUF' }] as const;

describe('A basis that is for adults who accepted an offer (SEL12B)', () => {
  const given = withBasis('SEL12B', { needs: 'adults-with-accepted-offer' });
  const toFather = { offerId: COACH, personId: FATHER, kind: 'parent-coach' };
  const toGirl = { offerId: SECOND, personId: GIRL, kind: 'mentor' };
  const all = [
    OPENED,
    ...[offered('2024-01-10'), accepted('2024-01-11')],
    ...[offered('2024-01-10', toFather), accepted('2024-01-11', toFather)],
    ...[offered('2024-01-10', toGirl), accepted('2024-01-11', toGirl, [GIRL, FATHER])],
  ];
  const grown = person(GIRL, { born: '2006-01-31' });
  const NO = 'basis-not-for-these-agencies';

  it('holds where every subject is adult on the day, by the birth date where one is registered', () => {
    given(all).when('DiscloseInformation', onBasis('SEL12B'), '2024-02-01').then(NO);
    given(all).and(grown).when('DiscloseInformation', onBasis('SEL12B'), '2024-02-01').then(TOLD);
    given(all).and(grown).when('DiscloseInformation', onBasis('SEL12B'), '2024-01-30').then(NO);
    given(all)
      .and(grown, person(SON, { born: '2010-01-01' }))
      .when('DiscloseInformation', onBasis('SEL12B'), '2024-02-01')
      .then(NO);
  });

  it('holds where each accepted and has not withdrawn, under whatever id', () => {
    given(all, consentWithdrawn('2024-01-20', toFather))
      .and(grown)
      .when('DiscloseInformation', onBasis('SEL12B'), '2024-02-01')
      .then(NO);
    given(all.slice(0, -1)).and(grown).when('DiscloseInformation', onBasis('SEL12B'), '2024-02-01').then(NO);
    const asStranger = { ...toGirl, personId: STRANGER };
    given(all.slice(0, -2), offered('2024-01-10', asStranger), accepted('2024-01-11', asStranger))
      .and(grown, person(STRANGER, { into: GIRL }))
      .when('DiscloseInformation', onBasis('SEL12B'), '2024-02-01')
      .then(TOLD);
  });
});

describe('A basis with a period', () => {
  it('is none outside it', () => {
    const given = withBasis('BL', { validFrom: '2024-04-01', validTo: '2024-04-30' });
    given(OPENED).when('DiscloseInformation', onBasis('BL'), '2024-03-31').then('disclosure-needs-basis');
    given(OPENED).when('DiscloseInformation', onBasis('BL'), '2024-04-01').then(TOLD);
    given(OPENED).when('DiscloseInformation', onBasis('BL'), '2024-04-30').then(TOLD);
    given(OPENED).when('DiscloseInformation', onBasis('BL'), '2024-05-01').then('disclosure-needs-basis');
  });
});
