import { events as life } from '../../domain/case/life.js';
import { events as ofCase } from '../../domain/case/sharing.js';
import { events as intake } from '../../domain/concern/intake.js';
import { events as ofConcern } from '../../domain/concern/sharing.js';
import { aggregateOf, idOf, type Recorded } from '../../domain/kernel/event.js';
import { defineProjection } from '../define-projection.js';
import type { Row } from '../projection.js';

export const table = {
  stream: 'text',
  /** Of the disclosure; of the row that only says whose the record is, the record's own id. */
  eventId: 'uuid',
  /** Empty: no disclosure, or of a record that nobody has opened. */
  infohus: 'text',
  /** The record's. */
  home: 'text',
  caseId: 'uuid?',
  concernId: 'uuid?',
  at: 'instant',
  recordedAt: 'instant',
  fromAgency: 'text',
  toAgency: 'text',
  legalBasis: 'text',
  constellation: 'text',
  categories: 'texts',
  channel: 'text?',
  handoverId: 'uuid?',
  referralId: 'uuid?',
  statements: 'int',
  documents: 'int',
} as const;
export type DisclosureRow = Row<typeof table>;

interface Told {
  readonly infohus?: string;
  readonly toAgency?: string;
  readonly handoverId?: string;
  readonly referralId?: string;
  readonly disclosure?: {
    readonly legalBasis?: string;
    readonly constellation?: string;
    readonly categories?: readonly string[];
    readonly channel?: string;
    readonly statements?: readonly string[];
    readonly documents?: readonly string[];
  };
}

/**
 * What was passed on of cases and concerns: from whom, to whom, when, on which basis, and how much of it (K16-13, domain.md rule 5). Codes and
 * counts; the words stand in the log. The Infohus stands in a record's first event alone, so each record has a row that says it.
 */
export const disclosures = defineProjection({
  name: 'disclosures',
  version: 1,
  table,
  primaryKey: ['stream', 'eventId'],
  indexes: [['infohus', 'at', 'eventId'], ['caseId'], ['concernId']],
  keyed: 'stream',
  each: {
    of: [
      { CaseOpened: life.CaseOpened, InformationDisclosed: ofCase.InformationDisclosed },
      { ConcernRegistered: intake.ConcernRegistered, InformationDisclosed: ofConcern.InformationDisclosed },
    ],
    evolve(rows, event, stream) {
      const said = (event.data ?? {}) as Told;
      if (event.type === 'InformationDisclosed') return [...rows, told(stream, event, said, rows[0]?.home ?? '')];
      const home = said.infohus ?? '';
      const known = rows.filter(({ eventId }) => eventId !== idOf(stream));
      return [{ ...empty(stream, event, home), infohus: '' }, ...known.map((row) => ({ ...row, home, infohus: home }))];
    },
  },
});

const empty = (stream: string, { occurredAt: at, recordedAt }: Recorded, home: string): DisclosureRow => ({
  ...{ stream, eventId: idOf(stream), infohus: home, home, at, recordedAt },
  caseId: aggregateOf(stream) === 'case' ? idOf(stream) : null,
  concernId: aggregateOf(stream) === 'concern' ? idOf(stream) : null,
  ...{ fromAgency: '', toAgency: '', legalBasis: '', constellation: '', categories: [], channel: null },
  ...{ handoverId: null, referralId: null, statements: 0, documents: 0 },
});

function told(stream: string, event: Recorded, said: Told, home: string): DisclosureRow {
  const { toAgency = '', handoverId = null, referralId = null, disclosure = {} } = said;
  const { legalBasis = '', constellation = '', categories = [], channel = null } = disclosure;
  const { statements = [], documents = [] } = disclosure;
  return {
    ...{ ...empty(stream, event, home), eventId: event.eventId, fromAgency: event.actor.agency, toAgency },
    ...{ legalBasis, constellation, categories, channel, handoverId, referralId },
    ...{ statements: statements.length, documents: documents.length },
  };
}
