import { describe, expect, it } from '@jest/globals';
import { memoryInstallation } from '../../support/installation.js';

/** Given a case in the care of BIF with a minor and a father; when something is tried; then it stands, or is refused by name. */
const uuid = (n: number) => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;
const [CONCERN, CASE, GIRL, FATHER, OFFER, COURSE, HANDOVER, REFERRAL] = [1, 2, 3, 4, 5, 6, 7, 8].map(uuid) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
const BIF = { userId: 'u1', agency: 'BIF', role: 'coordinator' };
const SOF = { userId: 'u2', agency: 'SOF', role: 'caseworker' };
const KP = { userId: 'u3', agency: 'KP', role: 'police' };
type Who = typeof BIF;
type Step = readonly [command: string, at: string, who: Who, data: object, id?: string];

const disclosure = {
  categories: ['identity'],
  legalBasis: 'GDPR-DBL',
  constellation: 'none',
  purpose: 'crime-prevention',
  necessity: 'Nødvendigt for hjælpen',
};
const OPENED: readonly Step[] = [
  [
    'RegisterConcern',
    '2016-03-01T10:00:00+01:00',
    SOF,
    {
      infohus: 'koebenhavn',
      channel: 'phone',
      receivedAt: '2016-03-01T09:00:00+01:00',
      subjects: [],
      description: 'Bekymring',
    },
    CONCERN,
  ],
  [
    'QualifyConcern',
    '2016-03-01T12:00:00+01:00',
    BIF,
    { outcome: 'substantiated', method: 'discussion', participants: ['BIF'], grounds: 'Drøftet' },
    CONCERN,
  ],
  [
    'OpenCase',
    '2016-03-01T13:00:00+01:00',
    BIF,
    {
      infohus: 'koebenhavn',
      concernIds: [CONCERN],
      caseType: 'child',
      level: 'targeted',
      responsibleAgency: 'BIF',
      subjects: [
        { personId: GIRL, role: 'focus', ageGroup: 'minor' },
        { personId: FATHER, role: 'parent', ageGroup: 'adult' },
      ],
    },
  ],
];
const OFFERED: Step = [
  'OfferSupport',
  '2016-03-02T10:00:00+01:00',
  BIF,
  { offerId: OFFER, personId: FATHER, kind: 'parent-coach' },
];
const DECLINED: Step = ['DeclineOffer', '2016-03-03T10:00:00+01:00', BIF, { offerId: OFFER }];
const ACCEPTED: Step = [
  'AcceptOffer',
  '2016-03-04T10:00:00+01:00',
  BIF,
  { offerId: OFFER, consent: { by: [FATHER], scope: 'Coach', givenOn: '2016-03-04' } },
];
const STARTED: Step = [
  'StartCourse',
  '2016-03-05T10:00:00+01:00',
  BIF,
  { courseId: COURSE, offerId: OFFER, mentor: 'Opdigtet Mentor' },
];
const HANDED: Step = [
  'OfferHandover',
  '2016-03-06T10:00:00+01:00',
  BIF,
  { handoverId: HANDOVER, toAgency: 'SOF', reason: 'Barnets sag', disclosure },
];
const POLICE_ON_CASE: readonly Step[] = [
  [
    'ReferCase',
    '2016-03-06T10:00:00+01:00',
    BIF,
    {
      referralId: REFERRAL,
      toAgency: 'KP',
      task: 'Deltag',
      disclosure: { ...disclosure, legalBasis: 'RPL115_1_1', constellation: 'SSP' },
    },
  ],
  ['AcceptReferral', '2016-03-06T11:00:00+01:00', KP, { referralId: REFERRAL }],
];

async function after(given: readonly Step[], ...when: Step) {
  const product = memoryInstallation(() => '2020-01-01T00:00:00.000Z');
  const line = ([command, at, actor, data, id = CASE]: Step) => JSON.stringify({ command, id, at, actor, data });
  const before = await product.import([...OPENED, ...given].map(line));
  expect(before.refused).toEqual([]);
  const { refused } = await product.import([line(when)]);
  const log = await product.log();
  return refused[0] ? (refused[0].rule ?? refused[0].code) : log.at(-1)?.type;
}

describe('A case', () => {
  it('is offered to one person once at a time: a second open offer of the kind is refused', async () => {
    expect(
      await after([OFFERED], 'OfferSupport', '2016-03-03T10:00:00+01:00', BIF, {
        offerId: uuid(99),
        personId: FATHER,
        kind: 'parent-coach',
      }),
    ).toBe('one-open-offer');
  });
  it('is offered again after a decline', async () => {
    expect(await after([OFFERED, DECLINED], 'RepeatOffer', '2016-06-01T10:00:00+02:00', BIF, { offerId: OFFER })).toBe(
      'OfferRepeated',
    );
  });
  it('is not offered again to who asked not to be contacted', async () => {
    const never: Step = ['DeclineOffer', '2016-03-03T10:00:00+01:00', BIF, { offerId: OFFER, doNotContact: true }];
    expect(await after([OFFERED, never], 'RepeatOffer', '2016-06-01T10:00:00+02:00', BIF, { offerId: OFFER })).toBe(
      'do-not-contact',
    );
  });
  it('does not take the consent of a minor alone', async () => {
    const offered: Step = [
      'OfferSupport',
      '2016-03-02T10:00:00+01:00',
      BIF,
      { offerId: OFFER, personId: GIRL, kind: 'mentor' },
    ];
    const consent = (by: string[]) => ({ offerId: OFFER, consent: { by, scope: 'Mentor', givenOn: '2016-03-04' } });
    expect(await after([offered], 'AcceptOffer', '2016-03-04T10:00:00+01:00', BIF, consent([GIRL]))).toBe(
      'guardian-consent-missing',
    );
    expect(await after([offered], 'AcceptOffer', '2016-03-04T10:00:00+01:00', BIF, consent([GIRL, FATHER]))).toBe(
      'OfferAccepted',
    );
  });
  it('stops the course when consent is withdrawn', async () => {
    expect(
      await after([OFFERED, ACCEPTED, STARTED], 'WithdrawConsent', '2016-04-01T10:00:00+02:00', BIF, {
        offerId: OFFER,
      }),
    ).toBe('CourseAborted');
  });
  it('starts no course without consent', async () => {
    expect(await after([OFFERED], ...STARTED)).toBe('no-consent');
  });
  it('stays with its agency until the other accepts, and only that one may', async () => {
    expect(await after([HANDED], 'AcceptHandover', '2016-03-07T10:00:00+01:00', BIF, { handoverId: HANDOVER })).toBe(
      'not-the-receiver',
    );
    expect(await after([HANDED], 'AcceptHandover', '2016-03-07T10:00:00+01:00', SOF, { handoverId: HANDOVER })).toBe(
      'HandoverAccepted',
    );
    expect(await after([HANDED], 'AcceptHandover', '2016-03-05T10:00:00+01:00', SOF, { handoverId: HANDOVER })).toBe(
      'out-of-order',
    );
  });
  it('moves the data controller with the handover (KØ-11)', async () => {
    const product = memoryInstallation(() => '2020-01-01T00:00:00.000Z');
    const line = ([command, at, actor, data, id = CASE]: Step) => JSON.stringify({ command, id, at, actor, data });
    const accept: Step = ['AcceptHandover', '2016-03-07T10:00:00+01:00', SOF, { handoverId: HANDOVER }];
    const later: Step = ['RecordContact', '2016-03-08T10:00:00+01:00', SOF, { kind: 'call' }];
    await product.import([...OPENED, HANDED, accept, later].map(line));
    const controllers = (await product.log()).map((e) => `${e.type} ${e.controller}`);
    expect(controllers).toContain('HandoverOffered BIF');
    expect(controllers.slice(-2)).toEqual(['HandoverAccepted SOF', 'ContactRecorded SOF']);
  });
  it('is not known to an agency that is not on it', async () => {
    expect(await after([], 'RecordContact', '2016-03-07T10:00:00+01:00', SOF, { kind: 'call' })).toBe('not-found');
  });
  it('shares nothing for an investigation, and nothing on a basis that does not cover both', async () => {
    const share = (change: object) => ({ toAgency: 'KP', disclosure: { ...disclosure, ...change } });
    expect(await after([], 'DiscloseInformation', '2016-03-07T10:00:00+01:00', BIF, share({}))).toBe(
      'basis-not-for-these-agencies',
    );
    expect(
      await after(
        [],
        'DiscloseInformation',
        '2016-03-07T10:00:00+01:00',
        BIF,
        share({ legalBasis: 'RPL115_1_1', constellation: 'SSP', purpose: 'investigation' }),
      ),
    ).toBe('no-investigation-purpose');
  });
  it('starts nothing new while security holds it, until police clear it', async () => {
    const handed: Step = ['HandCaseToSecurity', '2016-03-08T10:00:00+01:00', KP, { to: 'pet', reason: 'Trussel' }];
    const cleared: Step = ['ClearForSupport', '2016-03-20T10:00:00+01:00', KP, {}];
    const offer: Step = [
      'OfferSupport',
      '2016-04-01T10:00:00+02:00',
      BIF,
      { offerId: OFFER, personId: FATHER, kind: 'mentor' },
    ];
    expect(await after([...POLICE_ON_CASE, handed], ...offer)).toBe('security-hold');
    expect(await after([...POLICE_ON_CASE, handed, cleared], ...offer)).toBe('SupportOffered');
  });
  it('closes when nothing is open, or when what is open is carried on', async () => {
    const close = (keepObligations: boolean): Step => [
      'CloseCase',
      '2016-04-01T10:00:00+02:00',
      BIF,
      { reason: 'normal-system', keepObligations },
    ];
    expect(await after([OFFERED, ACCEPTED, STARTED], ...close(true))).toBe('active-course');
    expect(await after([OFFERED, DECLINED], ...close(false))).toBe('open-obligations');
    expect(await after([OFFERED, DECLINED], ...close(true))).toBe('CaseClosed');
  });
});
