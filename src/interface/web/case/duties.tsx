import { codeName } from '../../words/labels.js';
import { planName } from '../choices.js';
import { DoLink } from '../do-link.js';
import { type Page, Table } from '../layout.js';
import { actsAbout } from '../tasks/acts.js';
import type { CaseShown } from './case-shown.js';

/** It stands beside the checklist, not among the acts of the handover. */
export const ANSWER = 'AnswerControllerDuties';

/** What follows for each agency that took the case over and controls its data since, with the link by which it answers (KØ-11). */
export function Duties({ page, shown: { found, acts } }: { page: Page; shown: CaseShown }) {
  const { say, plan, language } = page;
  return (
    <>
      {(found.controllerDuties ?? []).map(({ handoverId, agency, duties }) => (
        <>
          <Table
            caption={`${say('duties.caption')}: ${planName(plan?.agencies, agency, language)}`}
            head={[say('duties.duty'), say('duties.answer')]}
            rows={duties.map((d) => [
              codeName(d.duty, language),
              d.answer ? codeName(d.answer, language) : say('duties.open'),
            ])}
          />
          {mayAnswer(acts, handoverId) ? <AnswerLink page={page} found={found} handoverId={handoverId} /> : null}
        </>
      ))}
    </>
  );
}

/** For whoever has the case and took it over: what of the checklist is left. Who never looks at the other tab would not know of it. */
export function DutiesLeft({ page, shown: { found, acts } }: { page: Page; shown: CaseShown }) {
  const { say, language } = page;
  const newest = (found.controllerDuties ?? []).at(-1);
  const left = newest?.duties.filter((d) => d.answer === null) ?? [];
  if (!newest || left.length === 0) return null;
  if (newest.agency !== found.responsibleAgency || !mayAnswer(acts, newest.handoverId)) return null;
  return (
    <p>
      {`${say('duties.left')}: ${left.map((d) => codeName(d.duty, language)).join(', ')}. `}
      <AnswerLink page={page} found={found} handoverId={newest.handoverId} />
    </p>
  );
}

const mayAnswer = (acts: CaseShown['acts'], handoverId: string): boolean =>
  actsAbout(acts, { handoverId }).some((act) => act.command === ANSWER && act.against === null);

const AnswerLink = (props: { page: Page; found: CaseShown['found']; handoverId: string }) => (
  <DoLink
    page={props.page}
    command={ANSWER}
    on={`/cases/${props.found.caseId}`}
    chosen={{ handoverId: props.handoverId }}
  />
);
