import type { ReportView } from '../../../application/reports/view.js';
import type { FormName } from '../../documents/forms.js';
import { budgetLines } from '../../documents/lines.js';
import { provenance } from '../../documents/metadata.js';
import { sayReader } from '../../documents/reader-words.js';
import { sayReport } from '../../documents/words.js';
import { number } from '../../words/format.js';
import type { Language } from '../../words/words.js';
import { type Fact, Facts } from '../facts.js';
import { FigureTable, figures, words } from './report-table.js';

interface Props {
  readonly view: ReportView;
  readonly language: Language;
}

export function Budget({ view, language }: Props) {
  const say = sayReport(language);
  const all = budgetLines(view, language);
  const { year } = view.report;
  if (all.length === 0) return <p>{sayReader(language)('no-budget', { n: year })}</p>;
  return (
    <FigureTable
      caption={`${say('report.budget')} ${year}`}
      columns={[words(say('col.kind')), figures(say('col.amount')), words(say('col.unit'))]}
      rows={all.map(({ name, amount, unit }) => [name, number(amount, language, false), unit])}
    />
  );
}

/** The section of the report where it stands by what it is proven. */
export const PROOF = 'proof';

/** Where the figures come from, and how somebody else proves them. */
export function Provenance({ view, language }: Props) {
  const [say, own] = [sayReport(language), sayReader(language)];
  return (
    <>
      <Facts
        of={provenance(view, language).map(
          ({ label, value, check }): Fact => [
            label,
            <>
              <span class="proof">{value}</span>
              {check ? <span class="check">{check}</span> : null}
            </>,
          ],
        )}
      />
      <h3>{own('check.head')}</h3>
      <p>{own('check.how')}</p>
      <p>{`${say('report.to')}: ${view.plan.reportTo.map((r) => r[language]).join(', ')}`}</p>
    </>
  );
}

const OFFERED = ['pdf', 'xlsx', 'csv', 'json', 'svg'] as const satisfies readonly FormName[];
/** In the language of the page. */
export function Downloads({ view, language, file }: Props & { file: string }) {
  const say = sayReport(language);
  const { publication, suppressBelow } = view.report;
  return (
    <>
      {publication === undefined ? (
        <p>{say(suppressBelow === undefined ? 'report.download.internal' : 'report.download.withheld')}</p>
      ) : null}
      <ul class="nobullet-list nav-list no-max-width">
        {OFFERED.map((form) => (
          <li>
            <a href={`${file}&format=${form}&lang=${language}`}>{say(`download.${form}`)}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
