import type { commands } from '../../../domain/case/subjects.js';
import { codes } from '../tasks/from-plan.js';
import { persons } from '../tasks/from-record.js';
import { type ShownPerson, type Situation, valueIn } from '../tasks/situation.js';
import { one, person, type Tasks, text } from '../tasks/task.js';

export const roles = codes('focus', 'sibling', 'parent', 'relative');
export const ageGroups = codes('minor', 'adult');
const chosen = (s: Situation): ShownPerson | undefined =>
  s.record?.persons.find((p) => p.personId === valueIn(s, 'personId'));

/** Whom a case is about. */
export const subjectTasks: Tasks<typeof commands> = {
  AddSubject: {
    fields: {
      personId: person(['Hvem kommer med i sagen?', 'Who joins the case?'], () => []),
      role: one(['Rolle', 'Role'], roles),
      ageGroup: one(['Alder', 'Age'], ageGroups),
    },
  },
  ChangeSubject: {
    fields: {
      personId: one(['Person', 'Person'], persons),
      role: one(['Rolle', 'Role'], roles, { value: (s) => chosen(s)?.role ?? '', optional: true }),
      ageGroup: one(['Alder', 'Age'], ageGroups, { value: (s) => chosen(s)?.ageGroup ?? '', optional: true }),
    },
  },
  RemoveSubject: {
    fields: {
      personId: one(['Hvem tages ud af sagen?', 'Who leaves the case?'], persons),
      reason: text(['Hvorfor?', 'Why?']),
    },
  },
};
