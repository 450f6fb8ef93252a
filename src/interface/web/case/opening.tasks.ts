import type { commands } from '../../../domain/case/life.js';
import { proposals } from '../../../domain/plan/says-of-case.js';
import { agencies, caseTypes, codes, levels, unitsOf } from '../tasks/from-plan.js';
import { concerns, persons } from '../tasks/from-record.js';
import { ownAgency, ownInfohus, type Situation, valueIn } from '../tasks/situation.js';
import { fixed, one, rows, type Tasks, text, yes } from '../tasks/task.js';
import { closingLooks } from './closing-looks.js';

/** Whom the plan proposes, for the case or for the children in it (K24-10). A proposal, never a decision. */
function proposal(s: Situation) {
  const { plan } = s.page;
  return plan ? proposals(plan, proposedType(s), s.record?.persons ?? [])[0] : undefined;
}
/** A child where everybody at the centre of it is one. */
function proposedType(s: Situation): string {
  const chosen = valueIn(s, 'caseType');
  const focus = (s.record?.persons ?? []).filter((p) => p.role === 'focus');
  if (chosen) return chosen;
  return focus.length > 0 && focus.every((p) => p.ageGroup === 'minor') ? 'child' : 'adult';
}
const own = ({ record }: Situation) => record?.id ?? '';

/** Opening, triage, closing. */
export const openingTasks: Tasks<typeof commands> = {
  OpenCase: {
    note: [
      'Sagen åbnes på bekymringen. Det, den ved, er udfyldt: ret det, der skal være anderledes.',
      'The case is opened on the concern. What it knows is filled in: change what should be otherwise.',
    ],
    fields: {
      infohus: fixed(ownInfohus),
      concernIds: fixed(own),
      caseType: one(['Hvad slags sag er det?', 'What kind of case is it?'], caseTypes, { value: proposedType }),
      level: one(['På hvilket niveau forebygges der?', 'On which level of prevention?'], levels, {
        value: () => 'targeted',
      }),
      responsibleAgency: one(['Hvilken myndighed har ansvaret?', 'Which agency is responsible?'], agencies, {
        value: (s) => proposal(s)?.agency ?? ownAgency(s),
      }),
      subjects: rows(
        ['Hvem handler sagen om?', 'Whom is the case about?'],
        ['Tilføj en person mere', 'Add another person'],
        'personId',
        {
          personId: one(['Person', 'Person'], persons),
          role: one(['Rolle', 'Role'], codes('focus', 'sibling', 'parent', 'relative'), { value: () => 'focus' }),
          ageGroup: one(['Alder', 'Age'], codes('minor', 'adult')),
        },
        {
          begin: ({ record }) =>
            (record?.persons ?? []).map(({ personId, role, ageGroup }) => ({ personId, role, ageGroup })),
        },
      ),
    },
  },
  TriageCase: {
    note: [
      'Visitationen siger, hvor sagen hører til. Ansvaret flytter først, når overdragelsen er modtaget.',
      'Triage says where the case belongs. Responsibility moves only when the handover is accepted.',
    ],
    fields: {
      toAgency: one(['Hvor hører sagen til?', 'Where does the case belong?'], agencies, {
        value: ({ record }) => record?.proposed?.agency ?? '',
      }),
      unit: one(['Hvilken enhed?', 'Which unit?'], unitsOf('toAgency'), {
        optional: true,
        value: ({ record }) => record?.proposed?.unit ?? '',
      }),
      decision: text(['Hvad er besluttet, og hvorfor?', 'What was decided, and why?']),
    },
  },
  LinkConcern: {
    fields: {
      concernId: one(['Hvilken bekymring skal med i sagen?', 'Which concern joins the case?'], concerns, {
        help: ['Kun begrundede bekymringer uden sag.', 'Only substantiated concerns that have no case.'],
      }),
    },
  },
  CloseCase: {
    looks: closingLooks,
    warning: [
      'En lukket sag åbnes kun igen på en ny bekymring.',
      'A closed case is opened again only on a new concern.',
    ],
    fields: {
      reason: one(
        ['Hvorfor lukkes sagen?', 'Why is the case closed?'],
        codes('risk-over', 'normal-system', 'moved', 'security', 'declined', 'deceased', 'other'),
      ),
      handedTo: text(['Hvem tager over, hvis nogen?', 'Who takes over, if anybody?'], { optional: true }),
      keepObligations: yes(['Frister, der løber, føres videre efter lukningen', 'Deadlines under way go on after it']),
    },
  },
  ReopenCase: {
    fields: {
      concernId: one(['På hvilken ny bekymring genåbnes sagen?', 'On which new concern is it opened again?'], concerns),
    },
  },
};
