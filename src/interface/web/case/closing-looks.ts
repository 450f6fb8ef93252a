import type { Ask } from '../page-controller.js';
import type { Situation } from '../tasks/situation.js';
import type { Looks } from '../tasks/task.js';
import { dueBeforeClosing } from './answering.js';

/** What the case still owes, and what can be done about it. */
export async function closingLooks(ask: Ask, { record }: Situation): Promise<Looks> {
  if (!record) return {};
  const { id } = record;
  const due = dueBeforeClosing(await ask('CaseDeadlines', { id }));
  return { closing: { due, acts: due.length > 0 ? await ask('CaseActions', { id }) : [] } };
}
