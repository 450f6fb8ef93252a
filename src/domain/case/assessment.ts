import { z } from 'zod';
import { type Part, typed } from '../kernel/decider.js';
import { agency, code, id, localDate, textAbout } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { asOne, notInCase } from './persons.js';
import { type Assessment, type CaseState, change, eachSubject, type Statement } from './state.js';

/** What is said, on what it rests, and whether it may be passed on (B-2): the receiver of a disclosure knows which is which. */
const statement = z.strictObject({
  statementId: id,
  dimension: code,
  text: textAbout('personId'),
  nature: z.enum(['fact', 'observation', 'judgement']),
  sourceAgency: code.optional(),
  shareable: z.boolean(),
});
const statements = z.array(statement);
const ofOld = {
  personId: id,
  needs: textAbout('personId'),
  recommendedEfforts: z.array(textAbout('personId')),
  followUpAgency: agency,
  startsBy: localDate.optional(),
  dimensions: z
    .array(
      z.strictObject({
        dimension: code,
        resources: textAbout('personId').optional(),
        concerns: textAbout('personId').optional(),
      }),
    )
    .optional(),
};
const assessed = { ...ofOld, statements: statements.optional() };
const contributed = { assessmentId: id, statements: statements.min(1) };
const dissent = { assessmentId: id, statementId: id.optional(), text: textAbout('personId') };

/** The person is the assessment's: what is sealed about somebody goes with them. */
export const events = defineEvents('case', {
  AssessmentRecorded: by('RecordAssessment', ofOld).next(assessed),
  AssessmentContributed: by('ContributeToAssessment', { ...contributed, personId: id }),
  DissentRecorded: by('RecordDissent', { ...dissent, personId: id }),
});
export const commands = defineCommands({
  RecordAssessment: { who: ['worker'], fields: assessed, refusals: ['not-in-case', 'duplicate-statement'] },
  /** By another agency than the assessment's, under its own controller (B-3). */
  ContributeToAssessment: {
    who: ['worker'],
    fields: contributed,
    refusals: ['no-such-assessment', 'own-assessment', 'duplicate-statement'],
  },
  /** Written down, never voted away (B-3): it changes nothing of what it is about. */
  RecordDissent: { who: ['worker'], fields: dissent, refusals: ['no-such-assessment', 'no-such-statement'] },
});
const vocabulary = { events, commands };

/** Its own agency answers for what it contributes (B-3). */
export const ownControllers: ReadonlySet<string> = new Set([events.AssessmentContributed.type]);

interface Stated {
  readonly statements?: readonly { readonly statementId: string; readonly shareable: boolean }[] | undefined;
}
interface StatementParams {
  readonly assessmentId: string;
  readonly statementId?: string | undefined;
}
const known = (s: CaseState, { assessmentId }: StatementParams): Assessment | undefined => s.assessments[assessmentId];
const statementOf = (s: CaseState, about: StatementParams): Statement | undefined =>
  about.statementId === undefined ? undefined : known(s, about)?.statements[about.statementId];

/** Twice in what is said now, or said before in this case: a disclosure names a statement by its id alone. */
const duplicate = typed((s: CaseState, { statements: said = [] }: Stated) => {
  const ids = said.map((one) => one.statementId);
  return new Set(ids).size < ids.length || ids.some((one) => statementIn(s, one) !== undefined);
});
const statementIn = (s: CaseState, statementId: string): Statement | undefined =>
  Object.values(s.assessments).find((a) => statementId in a.statements)?.statements[statementId];

/** Unknown, or said to stay where it is: neither is passed on (B-2). */
export const isShareable = (s: CaseState, statementId: string): boolean =>
  statementIn(s, statementId)?.shareable === true;

/** Who said what, by its ids: the words are sealed in the events. */
export const assessmentsOf = ({ assessments }: CaseState) =>
  Object.entries(assessments).map(([assessmentId, { statements: own, ...a }]) => ({
    assessmentId,
    ...a,
    statements: Object.entries(own).map(([statementId, one]) => ({ statementId, ...one })),
  }));

const said = ({ statements: all = [] }: Stated, agencyOf: string, at: string) =>
  Object.fromEntries(all.map(({ statementId, shareable }) => [statementId, { shareable, agency: agencyOf, at }]));
const personOf = (s: CaseState, about: StatementParams): string => known(s, about)?.personId ?? '';
export const eachAssessment = (s: CaseState) => Object.keys(s.assessments).map((assessmentId) => ({ assessmentId }));

/** An assessment made of statements, contributions to it, and dissent (B-2, B-3). */
export const assessment: Part<CaseState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    AssessmentRecorded: (s, { eventId, data, occurredAt: at, actor }) => ({
      ...s,
      assessments: {
        ...s.assessments,
        [eventId]: {
          personId: data.personId,
          agency: actor.agency,
          at,
          statements: said(data, actor.agency, at),
        },
      },
    }),
    AssessmentContributed: (s, { data, occurredAt: at, actor }) => ({
      ...s,
      assessments: change(s.assessments, data.assessmentId, (a) => ({
        ...a,
        statements: { ...a.statements, ...said(data, actor.agency, at) },
      })),
    }),
    DissentRecorded: (s) => s,
  },
  decide: {
    RecordAssessment: asOne({
      about: eachSubject,
      refuse: { 'not-in-case': notInCase, 'duplicate-statement': duplicate },
      events: (_, data) => [events.AssessmentRecorded(data)],
    }),
    ContributeToAssessment: {
      about: eachAssessment,
      refuse: {
        'no-such-assessment': (s, about) => !known(s, about),
        'own-assessment': (s, about, { actor }) => known(s, about)?.agency === actor.agency,
        'duplicate-statement': duplicate,
      },
      notBefore: (s, about) => known(s, about)?.at,
      events: (s, data) => [events.AssessmentContributed({ ...data, personId: personOf(s, data) })],
    },
    RecordDissent: {
      about: eachAssessment,
      refuse: {
        'no-such-assessment': (s, about) => !known(s, about),
        'no-such-statement': (s, about) => about.statementId !== undefined && !statementOf(s, about),
      },
      notBefore: (s, about) => statementOf(s, about)?.at ?? known(s, about)?.at,
      events: (s, data) => [events.DissentRecorded({ ...data, personId: personOf(s, data) })],
    },
  },
};
