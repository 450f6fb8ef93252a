import type { Compared, Stand } from '../../../application/reports/diff.js';
import type { ReportView } from '../../../application/reports/view.js';
import { mark, title } from '../../documents/metadata.js';
import { reasons } from '../../documents/reasons.js';
import { sayReport } from '../../documents/words.js';
import { number } from '../../words/format.js';
import { measureName } from '../../words/measures.js';
import { datedOn } from '../dates.js';
import { Layout, type Page } from '../layout.js';
import { Choice } from './report-choose.js';
import { FigureTable, figures, words } from './report-table.js';

export interface ShownDiff {
  readonly eventId: string;
  readonly view: ReportView;
  readonly found: Compared;
  /** The plan that was chosen to compare with; empty: what is known now. */
  readonly against: string;
}

/** Why the figures of a report that is kept are others than they would be now, or by another plan. For the house: who may see every figure is told them all, others what the report tells them. */
export function ReportDiffPage({ page, shown }: { page: Page; shown: ShownDiff }) {
  const { say, language, infohus } = page;
  const { eventId, view, found, against } = shown;
  const wordsOf = sayReport(language);
  const published = view.report.publication !== undefined;
  return (
    <Layout page={page} title={say('diff.title')}>
      <p class="lead">
        <a href={`/reports/${eventId}?infohus=${infohus}`}>{title(view, language)}</a>
        {` · ${published ? mark(view, language) : say('report.state.frozen')}`}
      </p>
      <p>
        <span class="badge badge-warning">{wordsOf('mark.internal')}</span>
      </p>
      <p>{say(against === '' ? 'diff.what' : 'diff.what-plan')}</p>
      <Against page={page} shown={shown} />
      <p class="form-hint">{say('diff.slow')}</p>
      <FigureTable
        caption={say('diff.stands')}
        columns={[
          words(say('report.which')),
          words(say('nav.plans')),
          figures(say('col.position')),
          words(say('diff.judged')),
        ]}
        rows={[stand(page, wordsOf('col.was'), found.before), stand(page, wordsOf('col.is'), found.after)]}
      />
      {found.differences.length === 0 ? <p>{wordsOf('diff.same')}</p> : <Differences page={page} found={found} />}
    </Layout>
  );
}

function Against({ page, shown: { eventId, view, against } }: { page: Page; shown: ShownDiff }) {
  const { say, language, infohus, plans } = page;
  const others = plans.filter((p) => p.infohus === view.report.infohus && p.planId !== view.report.plan);
  return (
    <form method="get" action={`/reports/${eventId}/diff`} class="choose">
      <input type="hidden" name="infohus" value={infohus} />
      <Choice
        name="plan"
        label={say('diff.against')}
        chosen={against}
        of={[['', say('diff.now')], ...others.map((p) => [p.planId, p.name[language]] as const)]}
      />
      <button class="button button-secondary" type="submit">
        {say('diff.compare')}
      </button>
    </form>
  );
}

const stand = (page: Page, which: string, { plan, asOf }: Stand) => [
  which,
  page.plans.find((p) => p.planId === plan)?.name[page.language] ?? plan,
  number(asOf.position, page.language, false),
  datedOn(page, asOf.judgedAt),
];

function Differences({ page, found }: { page: Page; found: Compared }) {
  const { plans, language } = page;
  const say = sayReport(language);
  const declared = [found.after.plan, found.before.plan].flatMap(
    (id) => plans.find((p) => p.planId === id)?.indicators ?? [],
  );
  const nameOf = (id: string) => declared.find((i) => i.id === id)?.name[language] ?? measureName(id, language);
  return (
    <FigureTable
      caption={say('diff.figures')}
      columns={(['col.indicator', 'col.was', 'col.is', 'col.why'] as const).map((key) => words(say(key)))}
      rows={found.differences.map((difference) => {
        const [, ...told] = Object.values(reasons(difference, language));
        return [nameOf(difference.id), ...told];
      })}
    />
  );
}
