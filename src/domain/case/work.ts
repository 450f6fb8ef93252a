import { z } from 'zod';
import type { Part } from '../kernel/decider.js';
import { agencies, agency, code, fixed, id, ids, localDate, text, textAbout } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { asOne, notInCase } from './persons.js';
import { onCase } from './standing.js';
import { type CaseState, eachSubject, reach } from './state.js';

const homeVisit = { participants: agencies, summary: text, met: ids };
const contact = {
  kind: z.enum(['meeting', 'call', 'message', 'missed-appointment', 'other']),
  personId: id.optional(),
  summary: textAbout('personId').optional(),
};
const support = { agencies, topic: text };
const release = { personId: id, releaseDate: localDate };
const assignment = { userId: fixed(code) };

export const events = defineEvents('case', {
  HomeVisitRecorded: by('RecordHomeVisit', homeVisit),
  ContactRecorded: by('RecordContact', contact),
  ProfessionalsSupported: by('SupportProfessionals', support),
  ReleaseExpected: by('RegisterRelease', release),
  CaseworkerAssigned: by('AssignCaseworker', { ...assignment, agency }),
});
export const commands = defineCommands({
  RecordHomeVisit: { who: ['worker'], fields: homeVisit, refusals: [] },
  RecordContact: { who: ['worker'], fields: contact, refusals: [] },
  SupportProfessionals: { who: ['worker'], fields: support, refusals: [] },
  RegisterRelease: { who: ['worker'], fields: release, refusals: ['not-in-case'] },
  AssignCaseworker: { who: ['assigner'], fields: assignment, refusals: ['not-on-case'] },
});
const vocabulary = { events, commands };

/** The daily work on a case: visits, contacts, support to the professionals around the family (K16-11), a release (K24-7). */
export const work: Part<CaseState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    HomeVisitRecorded: (s) => s,
    // An appointment that was missed is no contact with the one who is to be released.
    ContactRecorded: (s, { data: { kind, personId = null }, occurredAt: at }) =>
      s.releases.length > 0 && kind !== 'missed-appointment' ? reach(s, { at, what: 'contact', personId }) : s,
    ProfessionalsSupported: (s) => s,
    ReleaseExpected: (s, { data, occurredAt: at }) => ({
      ...s,
      releases: [...s.releases, { ...data, registeredAs: data.personId, at }],
    }),
    CaseworkerAssigned: (s, { data }) => ({ ...s, assigned: { ...s.assigned, [data.agency]: data.userId } }),
  },
  decide: {
    RecordHomeVisit: { refuse: {}, events: (_, data) => [events.HomeVisitRecorded(data)] },
    RecordContact: { refuse: {}, events: (_, data) => [events.ContactRecorded(data)] },
    SupportProfessionals: { refuse: {}, events: (_, data) => [events.ProfessionalsSupported(data)] },
    RegisterRelease: asOne({
      about: eachSubject,
      refuse: { 'not-in-case': notInCase },
      events: (_, data) => [events.ReleaseExpected(data)],
    }),
    AssignCaseworker: {
      // An agency splits its own work; a coordinator's agency may do so for its part in the coordination.
      refuse: { 'not-on-case': (s, _, { actor, plan }) => !onCase(s, actor, plan) },
      events: (_, { userId }, { actor }) => [events.CaseworkerAssigned({ userId, agency: actor.agency })],
    },
  },
};
