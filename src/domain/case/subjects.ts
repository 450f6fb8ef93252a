import type { Part } from '../kernel/decider.js';
import { ageGroup, id, subject, subjectRole, textAbout } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { asOne, notInCase, subjectsBy } from './persons.js';
import { type CaseState, eachSubject, type SubjectNaming } from './state.js';

const fields = subject.shape;
const changed = { personId: id, role: subjectRole.optional(), ageGroup: ageGroup.optional() };
const removed = { personId: id, reason: textAbout('personId') };

export const events = defineEvents('case', {
  SubjectAdded: by('AddSubject', fields),
  SubjectChanged: by('ChangeSubject', changed),
  SubjectRemoved: by('RemoveSubject', removed),
});
export const commands = defineCommands({
  AddSubject: { who: ['worker'], fields, refusals: [] },
  ChangeSubject: { who: ['worker'], fields: changed, refusals: ['not-in-case'] },
  RemoveSubject: { who: ['worker'], fields: removed, refusals: ['not-in-case'] },
});
const vocabulary = { events, commands };

const take = (s: CaseState, naming: SubjectNaming): CaseState => {
  const namings = [...s.namings, naming];
  return { ...s, namings, subjects: subjectsBy(namings) };
};

/** The persons a case is about: one, or several of a family. */
export const subjects: Part<CaseState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    SubjectAdded: (s, { data: { personId, role, ageGroup: group } }) =>
      take(s, { what: 'named', personId, role, ageGroup: group }),
    SubjectChanged: (s, { data: { personId, role, ageGroup: group } }) =>
      take(s, { what: 'changed', personId, ...(role ? { role } : {}), ...(group ? { ageGroup: group } : {}) }),
    SubjectRemoved: (s, { data: { personId }, occurredAt: at }) => take(s, { what: 'removed', personId, at }),
  },
  decide: {
    AddSubject: { refuse: {}, events: (_, data) => [events.SubjectAdded(data)] },
    ChangeSubject: asOne({
      about: eachSubject,
      refuse: { 'not-in-case': notInCase },
      events: (_, data) => [events.SubjectChanged(data)],
    }),
    RemoveSubject: asOne({
      about: eachSubject,
      refuse: { 'not-in-case': notInCase },
      events: (_, data) => [events.SubjectRemoved(data)],
    }),
  },
};
