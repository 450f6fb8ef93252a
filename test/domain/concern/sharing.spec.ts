import { describe, it } from '@jest/globals';
import { events as sharing } from '../../../src/domain/concern/sharing.js';
import { vocabularyOf } from '../../../src/domain/document/attaching.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { eventOf, moment, on } from '../../support/specification.js';
import { BIF, disclosure, given, KP, REGISTERED, SSP } from './enquiry.js';

const tell = (toAgency: string, told: object, by = BIF) =>
  given(REGISTERED).when('DiscloseInformation', { toAgency, disclosure: told }, '2024-06-04', by);

describe('What is told of a concern (domain.md rule 5)', () => {
  it('rests on a basis for the one who tells and the one who is told', () => {
    tell('SSP', disclosure('RPL115_1_1', 'SSP')).then(['InformationDisclosed', { toAgency: 'SSP' }]);
    tell('SSP', disclosure('LAB')).then('basis-not-for-these-agencies');
    tell('SOF', disclosure('LAB')).then(['InformationDisclosed', { toAgency: 'SOF' }]);
    tell('SOF', disclosure('LAB'), SSP).then('basis-not-for-these-agencies');
    tell('KP', disclosure('GDPR-DBL')).then('basis-not-for-these-agencies');
    tell('SOF', disclosure('GDPR-DBL'), KP).then(['InformationDisclosed']);
  });

  it('serves to prevent crime, never to investigate (retsplejeloven § 115 stk. 2)', () => {
    tell('SSP', { ...disclosure('RPL115_1_1', 'SSP'), purpose: 'efterforskning' }).then('no-investigation-purpose');
  });

  it('names the documents that go with it, of those that hang on it; what is not named does not go (B-1)', () => {
    const documentId = 'aaaaaaaa-0000-4000-8000-000000000001';
    const told = disclosure('LAB', 'none', { documents: [documentId] });
    tell('SOF', told).then('no-such-document');
    given(REGISTERED, attached(documentId))
      .when('DiscloseInformation', { toAgency: 'SOF', disclosure: told }, '2024-06-04', BIF)
      .then(['InformationDisclosed', { toAgency: 'SOF' }]);
  });
});

describe('That a receiver was told of a correction (GDPR art. 19)', () => {
  const told = on('2024-06-04', sharing.InformationDisclosed({ toAgency: 'SSP', disclosure: {} } as never), BIF);
  const about = { disclosureId: eventOf(1) };
  const tell = (who: string, data: object = {}) =>
    given(REGISTERED, told).when(
      'TellRectification',
      { ...about, sentAt: moment('2024-06-06'), by: 'letter', ...data },
      '2024-06-07',
      who,
    );

  it('is said by whoever told of the concern, or by a coordinator', () => {
    tell(BIF).then(['RectificationTold', { ...about, by: 'letter' }]);
    tell(KP).then('not-the-discloser');
  });

  it('is of a disclosure of this concern, and not before it was made', () => {
    tell(BIF, { disclosureId: eventOf(0) }).then('no-such-disclosure');
    tell(BIF, { sentAt: moment('2024-06-03') }).then('out-of-order');
  });
});

const { events: documents } = vocabularyOf('concern', ['any']);
const attached = (documentId: string) =>
  on(
    '2024-06-03',
    documents.DocumentAttached({
      ...{ documentId, kind: 'letter', title: Sealed.of('Opdigtet brev'), key: Sealed.of('n', 'personId') },
      ...{ mediaType: 'application/pdf', size: 1, sha256: '0'.repeat(64), commitment: 'A'.repeat(43) },
    }),
  );
