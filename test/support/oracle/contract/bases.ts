// Legal bases, disclosures and forwarding.
import {
  accept,
  D,
  disclosure,
  id,
  inCase,
  L,
  OFFER,
  offer,
  onConcern,
  opened,
  register,
  type Scenario,
  SON,
} from './scenario.js';

export const BASES: readonly Scenario[] = [
  {
    name: 'concern: forward, receiver counts as municipal agency (LAB)',
    lines: [
      register(D('06', '03')),
      onConcern('ForwardConcern', D('06', '04'), {
        toInfohus: 'koege',
        newConcernId: id(50),
        disclosure: disclosure('LAB', 'none'),
      }),
    ],
  },
  {
    name: 'concern: forward GDPR-DBL',
    lines: [
      register(D('06', '03')),
      onConcern('ForwardConcern', D('06', '04'), {
        toInfohus: 'koege',
        newConcernId: id(50),
        disclosure: disclosure('GDPR-DBL', 'none'),
      }),
    ],
  },
  {
    name: 'concern: forward sender does not see the receiver’s',
    lines: [
      register(D('06', '03')),
      onConcern('ForwardConcern', D('06', '04'), {
        toInfohus: 'koege',
        newConcernId: id(50),
        disclosure: disclosure('GDPR-DBL', 'none'),
      }),
      L('GiveAdvice', id(50), D('06', '05'), 'BIF:caseworker', { to: 'citizen', topic: 'Emne' }),
    ],
    expect: { 3: 'not-found' },
  },
  {
    name: 'concern: DiscloseInformation of a concern',
    lines: [
      register(D('06', '03')),
      onConcern('DiscloseInformation', D('06', '04'), { toAgency: 'SSP', disclosure: disclosure() }),
      onConcern('DiscloseInformation', D('06', '04'), { toAgency: 'SSP', disclosure: disclosure('LAB', 'none') }),
    ],
    expect: { 3: 'basis-not-for-these-agencies' },
  },
  {
    name: 'bases: SEL12B needs a case with adults who accepted',
    lines: [
      ...opened('2024-06-03', { subjects: [{ personId: SON, role: 'focus', ageGroup: 'adult' }] }),
      inCase('DiscloseInformation', D('06', '04'), { toAgency: 'BUF', disclosure: disclosure('SEL12B', 'none') }),
      offer(D('06', '05')),
      accept(D('06', '06')),
      inCase('DiscloseInformation', D('06', '07'), { toAgency: 'BUF', disclosure: disclosure('SEL12B', 'none') }),
      inCase('WithdrawConsent', D('06', '08'), { offerId: OFFER }),
      inCase('DiscloseInformation', D('06', '09'), { toAgency: 'BUF', disclosure: disclosure('SEL12B', 'none') }),
    ],
    expect: { 4: 'basis-not-for-these-agencies', 9: 'basis-not-for-these-agencies' },
  },
  {
    name: 'bases: SEL12B never of a concern',
    lines: [
      register(D('06', '03')),
      onConcern('DiscloseInformation', D('06', '04'), { toAgency: 'BUF', disclosure: disclosure('SEL12B', 'none') }),
    ],
    expect: { 2: 'basis-not-for-these-agencies' },
  },
  {
    name: 'bases: BL in force from 1 April 2024',
    lines: [
      ...opened('2024-03-04'),
      inCase('DiscloseInformation', '2024-03-31T21:00:00Z', { toAgency: 'BUF', disclosure: disclosure('BL', 'none') }),
      inCase('DiscloseInformation', '2024-03-31T22:00:00Z', { toAgency: 'BUF', disclosure: disclosure('BL', 'none') }),
    ],
    expect: { 4: 'disclosure-needs-basis' },
  },
];
