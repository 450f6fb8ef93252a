import type { ReportView } from '../../../application/reports/view.js';
import { local } from '../case/as-of.js';
import type { Page } from '../layout.js';
import { Options } from '../options.js';

/** Which plan and year, and as of when. Sent by GET: what is shown stands in the URL. */
export function ChooseReport({ page, view }: { page: Page; view: ReportView }) {
  const { say, plans, infohus, language } = page;
  const own = plans.filter((p) => p.infohus === infohus);
  return (
    <form method="get" action="/report">
      <input type="hidden" name="infohus" value={infohus} />
      <div class="choose">
        <Choice
          name="plan"
          label={say('nav.plans')}
          chosen={view.report.plan}
          of={own.map((p) => [p.planId, p.name[language]])}
        />
        <Choice
          name="year"
          label={say('report.year')}
          chosen={String(view.report.year)}
          of={yearsOf(own, view.report.year).map((y) => [String(y), String(y)])}
        />
        <button class="button button-secondary" type="submit">
          {say('case.as-of.show')}
        </button>
      </div>
      <OtherMoment page={page} view={view} />
    </form>
  );
}

/** From the first year of a plan to the year after the last that one names, which its last follow-ups fall in. */
function yearsOf(plans: Page['plans'], shown: number): readonly number[] {
  const begins = plans.map((p) => Number(p.from.slice(0, 4)));
  const ends = plans.map((p) => Number((p.to ?? p.from).slice(0, 4)) + (p.to ? 1 : 4));
  const [first, last] = [Math.min(shown, ...begins), Math.max(shown, ...ends)];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** A day and time is picked, never typed (screens.md section 5); a link may name a position of the log, and then none is picked. */
function OtherMoment({ page: { say, address }, view }: { page: Page; view: ReportView }) {
  const { instant, clock } = view.report.asOf;
  return (
    <details open={new URLSearchParams(address.split('?')[1]).has('asOf') || instant !== undefined}>
      <summary>{say('report.older')}</summary>
      <div class="choose">
        <div class="form-group">
          <label class="form-label" for="when">
            {say('report.moment')}
          </label>
          <span class="form-hint" id="when-hint">
            {say('report.moment.hint')}
          </span>
          <input
            class="form-input"
            type="datetime-local"
            id="when"
            name="when"
            value={local(instant ?? '')}
            aria-describedby="when-hint"
          />
        </div>
        <Choice
          name="clock"
          label={say('report.clock')}
          chosen={clock ?? 'recorded'}
          of={(['recorded', 'occurred'] as const).map((clock) => [clock, say(`case.as-of.${clock}`)])}
        />
      </div>
    </details>
  );
}

export function Choice(props: {
  name: string;
  label: string;
  chosen: string;
  of: readonly (readonly [code: string, name: string])[];
}) {
  const { name, label, chosen, of } = props;
  return (
    <div class="form-group">
      <label class="form-label" for={name}>
        {label}
      </label>
      <select class="form-select" id={name} name={name}>
        <Options of={of.map(([code, shown]) => ({ code, name: shown }))} chosen={chosen} />
      </select>
    </div>
  );
}
