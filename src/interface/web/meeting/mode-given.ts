import { parseRequest } from '../../../application/commands/request.js';
import { uuidv5 } from '../../../application/uuidv5.js';
import { commands } from '../../../domain/registry.js';
import { type Form, groupOf, schemaOf } from '../form-schema.js';
import { said } from '../tasks/filled.js';
import type { FormCommand } from '../tasks/give.js';

/** Who is there of an agency is written as initials, with commas between them. */
const PRESENT = 'present.';
const attendees = (form: Form) =>
  Object.keys(form)
    .filter((name) => name.startsWith(PRESENT))
    .flatMap((name) =>
      said(form[name])
        .split(/[,;\s]+/)
        .filter(Boolean)
        .map((userId) => ({ userId, agency: name.slice(PRESENT.length) })),
    );

/** What one's own agency says to an assessment, or that it does not agree (B-3). Undefined: nothing was typed. */
function contributionIn(form: Form, commandId: string): readonly [command: string, data: object] | undefined {
  const [text, assessmentId] = [said(form['said.text']).trim(), said(form['said.assessmentId'])];
  if (text === '') return undefined;
  const nature = said(form['said.nature']);
  if (nature === 'dissent') return ['RecordDissent', { assessmentId, text }];
  const shareable = said(form['said.shareable']);
  const statement = {
    ...{ statementId: uuidv5(`${commandId} statement`), dimension: said(form['said.dimension']), text, nature },
    ...(shareable === '' ? {} : { shareable: shareable === 'true' }),
  };
  return ['ContributeToAssessment', { assessmentId, statements: [statement] }];
}

/**
 * What one item of a meeting gives: who was there, where the page asks for it, what one's agency says to the case, what was decided, and the closing after the last one. All of it
 * is checked before any of it is given, and each has an id that follows from the form's: sent again it is recorded once.
 * @throws Refused validation-failed with the places of the form
 */
export function givenAt(id: string, form: Form, commandId: string): readonly FormCommand[] {
  const present = attendees(form);
  const decision = commands.get('RecordDecision');
  if (!decision) throw new Error('there is no RecordDecision');
  const [field = '', about = ''] = said(form.subject).split(':', 2);
  const decided = { ...groupOf(schemaOf(decision), form, 'data.'), subject: { [field]: about } };
  const contribution = field === 'caseId' ? contributionIn(form, commandId) : undefined;
  const all: readonly (readonly [command: string, data: object, on: string])[] = [
    ...(present.length > 0 ? [['HoldMeeting', { attendees: present }, id] as const] : []),
    ...(contribution ? [[...contribution, about] as const] : []),
    ...(said(form['data.decision']) === '' ? [] : [['RecordDecision', decided, id] as const]),
    ...(form._close ? [['CloseMeeting', {}, id] as const] : []),
  ];
  return all.map(([command, data, on]) => ({
    request: parseRequest(command, { id: on, data }),
    commandId: uuidv5(`${commandId} ${command}`),
  }));
}
