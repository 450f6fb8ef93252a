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

/**
 * What one item of a meeting gives: who was there, where the page asks for it, what was decided, and the closing after the last one. All of it
 * is checked before any of it is given, and each has an id that follows from the form's: sent again it is recorded once.
 * @throws Refused validation-failed with the places of the form
 */
export function givenAt(id: string, form: Form, commandId: string): readonly FormCommand[] {
  const present = attendees(form);
  const decision = commands.get('RecordDecision');
  if (!decision) throw new Error('there is no RecordDecision');
  const [field = '', about = ''] = said(form.subject).split(':', 2);
  const decided = { ...groupOf(schemaOf(decision), form, 'data.'), subject: { [field]: about } };
  const all = [
    ...(present.length > 0 ? [['HoldMeeting', { attendees: present }] as const] : []),
    ...(said(form['data.decision']) === '' ? [] : [['RecordDecision', decided] as const]),
    ...(form._close ? [['CloseMeeting', {}] as const] : []),
  ];
  return all.map(([command, data]) => ({
    request: parseRequest(command, { id, data }),
    commandId: uuidv5(`${commandId} ${command}`),
  }));
}
