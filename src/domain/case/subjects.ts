import type { Part } from '../kernel/decider.js';
import { ageGroup, id, subject, subjectRole, textAbout } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { type CaseState, change } from './state.js';

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

const notInCase = (s: CaseState, { personId }: { personId: string }) => !(personId in s.subjects);

/** The persons a case is about: one, or several of a family. */
export const subjects: Part<CaseState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    SubjectAdded: (s, { data: { personId, role, ageGroup: group } }) => ({
      ...s,
      subjects: { ...s.subjects, [personId]: { role, ageGroup: group } },
    }),
    SubjectChanged: (s, { data: { personId, role, ageGroup: group } }) => ({
      ...s,
      subjects: change(s.subjects, personId, (known) => ({
        role: role ?? known.role,
        ageGroup: group ?? known.ageGroup,
      })),
    }),
    SubjectRemoved: (s, { data }) => {
      const { [data.personId]: _, ...others } = s.subjects;
      return { ...s, subjects: others };
    },
  },
  decide: {
    AddSubject: { refuse: {}, events: (_, data) => [events.SubjectAdded(data)] },
    ChangeSubject: { refuse: { 'not-in-case': notInCase }, events: (_, data) => [events.SubjectChanged(data)] },
    RemoveSubject: { refuse: { 'not-in-case': notInCase }, events: (_, data) => [events.SubjectRemoved(data)] },
  },
};
