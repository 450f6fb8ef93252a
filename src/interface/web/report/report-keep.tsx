import type { ReportView } from '../../../application/reports/view.js';
import type { Plan } from '../../../domain/plan/schema.js';
import type { Key } from '../../words/words.js';
import { Layout, type Page } from '../layout.js';
import { reportQuery } from './report-address.js';

export const DEEDS = ['freeze', 'publish'] as const;
export type Deed = (typeof DEEDS)[number];

/** What can be done with a report that may still change. */
export function KeepLinks({ page: { say }, view }: { page: Page; view: ReportView }) {
  return (
    <>
      <p>{say('report.keep.hint')}</p>
      <p class="buttons">
        {DEEDS.map((deed) => (
          <a class="button button-secondary" href={`/report/${deed}?${reportQuery(view.report)}`}>
            {say(`${deed}.do`)}
          </a>
        ))}
      </p>
    </>
  );
}

const MEANING: Readonly<Record<Deed, readonly Key[]>> = {
  freeze: ['freeze.what', 'freeze.late', 'freeze.for-good'],
  publish: ['publish.leaves', 'publish.withheld', 'publish.for-good', 'publish.recorded'],
};

/** Before it is done: what it means, in so many words. */
export function KeepPage(props: { page: Page; deed: Deed; plan: Plan; year: number; query: string }) {
  const { page, deed, plan, year, query } = props;
  const { say, language, session } = page;
  return (
    <Layout page={page} title={say(`${deed}.title`)}>
      <p class="lead">{`${say('report.title')} ${year} · ${plan.name[language]}`}</p>
      <ul>
        {MEANING[deed].map((key) => (
          <li>{say(key, { n: plan.suppressBelow.count })}</li>
        ))}
      </ul>
      <p>{say('diff.slow')}</p>
      <form method="post" action={`/report/${deed}?${query}`}>
        <input type="hidden" name="_csrf" value={session?.csrf ?? ''} />
        <p class="buttons">
          <button class="button button-primary" type="submit">
            {say(`${deed}.yes`)}
          </button>
          <a class="button button-secondary" href={`/report?${query}`}>
            {say('report.back')}
          </a>
        </p>
      </form>
    </Layout>
  );
}
