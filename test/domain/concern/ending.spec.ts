import { describe, it } from '@jest/globals';
import { idFor } from '../../support/given.js';
import {
  ANOTHER,
  BIF,
  CONCERN,
  disclosure,
  dismissed,
  given,
  KP,
  known,
  linked,
  REGISTERED,
  THERE,
} from './enquiry.js';

const forward = (toInfohus: string, told: object = disclosure('GDPR-DBL')) => ({
  toInfohus,
  newConcernId: THERE,
  disclosure: told,
});

describe('A concern leaves the list once:', () => {
  const endings = [
    ['DismissConcern', { reason: 'irrelevant' }],
    ['HandConcernToPolice', { to: 'police', reason: 'Klar til handling' }],
    ['ForwardConcern', forward('koege')],
  ] as const;

  it.each(endings)('%s is refused where it ended before', (command, data) => {
    given(REGISTERED, dismissed('2024-06-04')).when(command, data, '2024-06-05', BIF).then('concern-ended');
  });

  it.each(endings)('%s is refused where it is in a case', (command, data) => {
    given(REGISTERED, linked('2024-06-04')).when(command, data, '2024-06-05', BIF).then('concern-has-case');
  });
});

describe('A concern that repeats another', () => {
  const duplicate = { reason: 'duplicate', duplicateOf: ANOTHER };

  it('names one that is there and that one may see', () => {
    given(REGISTERED).and(known(ANOTHER)).when('DismissConcern', duplicate, '2024-06-04').then(['ConcernDismissed']);
    given(REGISTERED).when('DismissConcern', duplicate, '2024-06-04').then('unknown-original');
  });

  it('is not its own original', () => {
    given(REGISTERED)
      .and(known(CONCERN))
      .when('DismissConcern', { reason: 'duplicate', duplicateOf: CONCERN }, '2024-06-04')
      .then('unknown-original');
  });
});

describe('A concern is forwarded to another Infohus', () => {
  it('which is another one, and one that a plan names', () => {
    given(REGISTERED).when('ForwardConcern', forward('koebenhavn'), '2024-06-04').then('own-infohus');
    given(REGISTERED).when('ForwardConcern', forward('aarhus'), '2024-06-04').then('not-found');
  });

  it('that counts as a municipal agency, whoever receives it there', () => {
    const told = (data: object) => given(REGISTERED).when('ForwardConcern', forward('koege', data), '2024-06-04');
    told(disclosure('LAB')).then(['ConcernForwarded'], ['InformationDisclosed']);
    told(disclosure('RPL115_1_1', 'SSP')).then(['ConcernForwarded'], ['InformationDisclosed']);
    told(disclosure('RPL115_1_1', 'PSP')).then('basis-not-for-these-agencies');
    told(disclosure('NO-SUCH')).then('disclosure-needs-basis');
    told({ ...disclosure('LAB'), purpose: 'investigation' }).then('no-investigation-purpose');
  });

  it('and told nothing that may not be passed on', () => {
    const named = disclosure('LAB', 'none', { statements: [idFor('a statement')] });
    given(REGISTERED).when('ForwardConcern', forward('koege', named), '2024-06-04').then('not-shareable');
  });
});

describe('To PET', () => {
  it('a concern is handed as to police; who may is the command’s to say', () => {
    given(REGISTERED)
      .when('HandConcernToPolice', { to: 'pet', reason: 'Trussel' }, '2024-06-04', KP)
      .then(['ConcernHandedToPolice', { to: 'pet' }]);
  });
});
