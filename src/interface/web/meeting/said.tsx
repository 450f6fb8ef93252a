import type { Answer } from '../answer.js';
import { DIMENSIONS } from '../case/assessment.tasks.js';
import { AssessmentList } from '../case/assessments.js';
import type { Choice } from '../choices.js';
import { dayAt } from '../dates.js';
import type { Page } from '../layout.js';
import type { Ask } from '../page-controller.js';
import type { Acts } from '../tasks/acts.js';
import { type Drawing, FieldList } from '../tasks/fields.js';
import { codes } from '../tasks/from-plan.js';
import { one, text, yesNo } from '../tasks/task.js';

/** The case that an item is about, as whoever leads the meeting may see it: what was assessed, and what the agencies say to it (B-3). */
export interface ItemCase {
  readonly found: Answer<'CaseAsOf'>;
  readonly acts: Acts;
  readonly person: (id: string) => string;
}
/** Undefined: of a concern, or of a case that the reader may not open. */
export async function caseOfItem(
  ask: Ask,
  page: Page,
  { agenda, opens }: Answer<'Meeting'>,
  item: number,
): Promise<ItemCase | undefined> {
  const id = agenda[item]?.subject.caseId;
  if (!id || !opens.includes(id)) return undefined;
  const found = await ask('CaseAsOf', { id, at: '', clock: 'recorded', texts: true });
  const [names, acts] = await Promise.all([ask('CaseNames', { id }), ask('CaseActions', { id })]);
  return { found, acts, person: (personId) => names[personId] ?? page.say('person.unnamed') };
}

/** What was said before and in this meeting, by whom, beside what is decided. */
export function Said({ page, of }: { page: Page; of: ItemCase }) {
  const { say, infohus } = page;
  return (
    <details class="said" open={true}>
      <summary>{say('meeting.contributions')}</summary>
      <AssessmentList page={page} shown={{ ...of, acts: [] }} level={3} />
      <p>
        <a href={`/cases/${of.found.caseId}/assessment?infohus=${infohus}`}>{say('meeting.assessment-page')}</a>
      </p>
    </details>
  );
}

/** One's own agency's contribution or dissent, typed where it is said. Each agency answers for its own: nobody writes for another (B-3). */
export function SayFields({ page, of, drawing }: { page: Page; of: ItemCase; drawing: Drawing }) {
  const choices = saysTo(page, of);
  const [newest] = choices;
  if (!newest) return null;
  // To the newest, where nothing else is chosen.
  const form = { 'said.assessmentId': newest.code, ...drawing.situation.form };
  return (
    <fieldset class="group">
      <legend class="h4">{page.say('meeting.own-contribution')}</legend>
      <p class="form-hint">{page.say('meeting.own-contribution.hint')}</p>
      <FieldList
        drawing={{ ...drawing, situation: { ...drawing.situation, form } }}
        fields={fieldsTo(choices)}
        prefix="said."
      />
    </fieldset>
  );
}

const SAYS = new Set(['ContributeToAssessment', 'RecordDissent']);
function saysTo(page: Page, { found, acts, person }: ItemCase): readonly Choice[] {
  const open = new Set(
    acts.flatMap(({ command, about, against }) => (SAYS.has(command) && against === null ? [about.assessmentId] : [])),
  );
  return found.timeline
    .filter((e) => e.type === 'AssessmentRecorded' && !e.annulled && open.has(e.eventId))
    .map((e) => ({
      code: e.eventId,
      name: `${person((e.data as { readonly personId: string }).personId)}, ${dayAt(page, e.occurredAt)}`,
    }))
    .reverse();
}
const fieldsTo = (choices: readonly Choice[]) => ({
  text: text(['Hvad siger I?', 'What do you say?'], { optional: true }),
  assessmentId: one(['Til vurderingen af', 'To the assessment of'], () => choices, { optional: true }),
  nature: one(['Hvad er det?', 'What is it?'], codes('fact', 'observation', 'judgement', 'dissent'), {
    optional: true,
  }),
  dimension: one(['Forhold', 'Aspect'], DIMENSIONS, { optional: true }),
  shareable: yesNo(['Må det gives videre?', 'May it be passed on?'], { optional: true }),
});
