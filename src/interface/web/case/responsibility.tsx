import { nameOf } from '../../words/names.js';
import { planName } from '../choices.js';
import { datedOn } from '../dates.js';
import { type Page, Table } from '../layout.js';
import { AnswerBoxes } from '../sharing/answer.js';
import { SentList, StartSharing } from '../sharing/sent.js';
import { ActList, actsAbout } from '../tasks/acts.js';
import { HandedOver } from '../transfer/handed.js';
import type { CaseShown } from './case-shown.js';
import { ANSWER, Duties } from './duties.js';
import { namedIn, newestOf } from './placed.js';

/** Who has had the case and since when, what was asked of whom, and what was told to whom on which basis (domain.md rules 3 and 5). */
export function Responsibility({ page, shown }: { page: Page; shown: CaseShown }) {
  const { say, plan, language } = page;
  const { chain, found, acts, packages } = shown;
  const on = `/cases/${found.caseId}`;
  return (
    <>
      {found.disclosedOnly ? null : (
        <AnswerBoxes page={page} on={on} acts={acts} packages={packages} timeline={found.timeline} />
      )}
      <StartSharing page={page} on={on} acts={acts} />
      {chain.length > 0 ? (
        <Table
          caption={say('case.chain')}
          head={[say('col.agency'), say('col.from'), say('col.to'), say('col.basis')]}
          rows={chain.map((h) => [
            planName(plan?.agencies, h.agency, language),
            datedOn(page, h.from),
            h.to ? datedOn(page, h.to) : '',
            planName(plan?.legalBases, h.by?.legalBasis ?? '', language),
          ])}
        />
      ) : null}
      <Duties page={page} shown={shown} />
      <Asked page={page} shown={shown} title={say('case.handovers')} type="HandoverOffered" field="handoverId" />
      <Asked page={page} shown={shown} title={say('case.referrals')} type="CaseReferred" field="referralId" />
      <HandedOver page={page} found={found} acts={acts} on={on} />
      <SentList page={page} packages={packages} />
    </>
  );
}
/** What another agency was asked to take, or to do, with the answer beside it. */
function Asked(props: { page: Page; shown: CaseShown; title: string; type: string; field: string }) {
  const { page, title, type, field } = props;
  const { found, acts } = props.shown;
  const asked = namedIn(found, type, field);
  if (asked.length === 0) return null;
  const { say, plan, language } = page;
  const agency = (code: unknown) => planName(plan?.agencies, String(code ?? ''), language);
  return (
    <Table
      caption={title}
      head={[say('col.from'), say('col.to'), say('case.why'), say('col.status'), say('col.action')]}
      rows={asked.map(([id, event]) => {
        const data = event.data as Readonly<Record<string, unknown>>;
        const newest = newestOf(found, field, id);
        return [
          datedOn(page, event.occurredAt),
          agency(data.toAgency),
          String(data.reason ?? data.task ?? ''),
          nameOf(newest?.type ?? type, language),
          <ActList
            page={page}
            on={`/cases/${found.caseId}`}
            acts={actsAbout(acts, { [field]: id }).filter((act) => act.command !== ANSWER)}
            of={agency(data.toAgency)}
          />,
        ];
      })}
    />
  );
}
