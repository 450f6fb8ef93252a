import type { Chart } from '../../documents/charts/chart.js';
import { codeName } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { day, numberOf, when } from '../format.js';
import { StateBadge } from '../home/due.js';
import { Alert, Layout, type Page, Table } from '../layout.js';
import { ChartFigure } from '../report/report-chart.js';
import { ActList, type Acts } from '../tasks/acts.js';
import { Timeline } from './timeline.js';

export interface CaseShown {
  readonly found: Answer<'CaseAsOf'>;
  readonly chain: Answer<'CaseHandovers'>;
  readonly names: ReadonlyMap<string, string>;
  readonly acts: Acts;
  readonly at: string;
  readonly clock: string;
  /** What a replay draws; empty where nobody replays. */
  readonly pictures: readonly Chart[];
}

export function CasePage({
  page,
  shown: { found, chain, names, acts, at, clock, pictures },
}: {
  page: Page;
  shown: CaseShown;
}) {
  const { say, plan, language } = page;
  const person = (id: string) => names.get(id) ?? say('person.unnamed');
  const kind = (code: string) => planName(plan?.offerKinds, code, language);
  const type = plan?.caseTypes.find((t) => t.code === found.caseType);
  return (
    <Layout page={page} title={`${say('case.title')} ${numberOf(found.number)}`}>
      <p class="lead">
        <StateBadge page={page} state={found.status} /> {say('col.agency')}:{' '}
        <strong>{planName(plan?.agencies, found.responsibleAgency, language)}</strong>
        {found.level ? ` · ${codeName(found.level, language)}` : ''}
        {found.securityHold ? ` · ${say('case.security-hold')}` : ''}
      </p>
      {type ? <p>{`${type.name[language]}: ${type.description[language]}`}</p> : null}
      {found.disclosedOnly ? (
        <Alert kind="info" title={say('case.title')}>
          {say('case.disclosed-only')}
        </Alert>
      ) : null}
      {found.pendingHandover ? (
        <Alert
          kind="warning"
          title={say('case.chain')}
        >{`${say('case.pending')} ${planName(plan?.agencies, found.pendingHandover.toAgency, language)}`}</Alert>
      ) : null}
      <AsOf page={page} caseId={found.caseId} at={at} clock={clock} />
      <p>
        <a href={`/cases/${found.caseId}/replay?infohus=${page.infohus}`}>{say('replay.open')}</a>
      </p>
      {pictures.map((chart) => (
        <ChartFigure chart={chart} language={language} />
      ))}
      <Table
        caption={say('case.chain')}
        head={[say('col.agency'), say('col.from'), say('col.to'), say('col.basis')]}
        rows={chain.map((h) => [
          planName(plan?.agencies, h.agency, language),
          when(h.from),
          h.to ? when(h.to) : '',
          planName(plan?.legalBases, h.by?.legalBasis ?? '', language),
        ])}
      />
      <Duties page={page} found={found} />
      <Table
        caption={say('case.subjects')}
        head={[say('col.person'), say('col.role')]}
        rows={found.subjects.map((s) => [
          person(s.personId),
          `${codeName(s.role, language)}, ${codeName(s.ageGroup, language)}`,
        ])}
      />
      <Table
        caption={say('case.offers')}
        head={[say('col.kind'), say('col.person'), say('col.status'), say('col.from')]}
        rows={found.offers.map((o) => [
          kind(o.kind),
          person(o.personId),
          named(say, 'state', codeName(o.status, language)),
          day(o.offeredAt),
        ])}
      />
      <Table
        caption={say('case.courses')}
        head={[say('col.kind'), say('col.person'), say('col.status'), say('col.from')]}
        rows={found.courses.map((c) => [
          kind(c.kind),
          person(c.personId),
          codeName(c.status, language),
          day(c.startedAt),
        ])}
      />
      <h2>{say('case.actions')}</h2>
      <ActList page={page} on={`/cases/${found.caseId}`} acts={acts.filter((a) => !('eventId' in a.about))} />
      <Timeline page={page} events={found.timeline} names={person} amend={{ on: `/cases/${found.caseId}`, acts }} />
    </Layout>
  );
}

/** What follows for the receiver, who controls the data now, with the link to answer it (KØ-11). */
function Duties({ page, found }: { page: Page; found: CaseShown['found'] }) {
  const { say, language, infohus } = page;
  return (
    <>
      {(found.controllerDuties ?? []).map(({ handoverId, agency, duties }) => (
        <>
          <Table
            caption={nameOf('AnswerControllerDuties', language)}
            head={[say('col.what'), say('col.status')]}
            rows={duties.map((d) => [codeName(d.duty, language), d.answer ? codeName(d.answer, language) : ''])}
          />
          {agency === page.session?.actor.agency ? (
            <a href={`/cases/${found.caseId}/do/AnswerControllerDuties?handoverId=${handoverId}&infohus=${infohus}`}>
              {nameOf('AnswerControllerDuties', language)}
            </a>
          ) : null}
        </>
      ))}
    </>
  );
}

function AsOf({ page: { say }, caseId, at, clock }: { page: Page; caseId: string; at: string; clock: string }) {
  return (
    <form method="get" action={`/cases/${caseId}`} class="as-of">
      <label class="form-label" for="at">
        {say('case.as-of')}
      </label>
      <span class="form-hint" id="at-hint">
        {say('case.as-of.hint')}
      </span>
      <input class="form-input" id="at" name="at" value={at} aria-describedby="at-hint" />
      <select class="form-select" name="clock" aria-label={say('case.as-of')}>
        {(['recorded', 'occurred'] as const).map((c) => (
          <option value={c} selected={c === clock}>
            {say(`case.as-of.${c}`)}
          </option>
        ))}
      </select>
      <button class="button button-secondary" type="submit">
        {say('case.as-of.show')}
      </button>
    </form>
  );
}
