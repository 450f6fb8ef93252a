import { concern } from '../../../src/domain/concern/concern.js';
import { events as endings } from '../../../src/domain/concern/ending.js';
import { events as intake } from '../../../src/domain/concern/intake.js';
import { events as qualification } from '../../../src/domain/concern/qualification.js';
import { type ConcernState, concernAggregate } from '../../../src/domain/concern/state.js';
import type { Decider } from '../../../src/domain/kernel/decider.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { idFor } from '../../support/given.js';
import { type Other, on, specify } from '../../support/specification.js';

/** An enquiry to the Infohus København: what its specifications are told with. Everybody and everything is invented. */
export const CONCERN = idFor('the concern');
export const ANOTHER = idFor('another concern');
export const THERE = idFor('the concern, there');
export const BIF = 'BIF:coordinator';
export const KP = 'KP:police';
export const SSP = 'SSP:caseworker';
export const given = specify(concern as unknown as Decider<unknown, string>, CONCERN, BIF);

export const REGISTERED = on(
  '2024-06-03',
  intake.ConcernRegistered({
    infohus: 'koebenhavn',
    channel: 'professional',
    receivedAt: '2024-06-03T07:00:00.000Z',
    subjects: [],
    description: Sealed.of('Opdigtet'),
  }),
  SSP,
);
export const assessed = (when: string, severity: 'acute' | 'low', finality: 'preliminary' | 'final', by = KP) =>
  on(when, qualification.SeverityAssessed({ severity, finality }), by);
export const dismissed = (when: string) => on(when, endings.ConcernDismissed({ reason: 'irrelevant' }));
export const linked = (when: string) => on(when, endings.ConcernLinkedToCase({ caseId: idFor('the case') }));
/** Another concern that stands in the log, and that the actor may know. */
export const known = (id: string): Other<ConcernState> => ({
  of: concernAggregate,
  id,
  state: {
    ...concernAggregate.initial,
    facts: { infohus: 'koebenhavn', registeredAt: '', receivedAt: '', steps: [] },
  },
});

export const disclosure = (legalBasis: string, constellation = 'none', more: object = {}) => ({
  categories: ['identity'],
  legalBasis,
  constellation,
  purpose: 'crime-prevention',
  necessity: 'Nødvendigt',
  ...more,
});
