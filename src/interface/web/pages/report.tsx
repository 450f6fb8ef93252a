import type { Report } from '../../../application/report/report.js';
import type { Plan } from '../../../domain/plan/schema.js';
import { number } from '../format.js';
import { codeName } from '../labels.js';
import { Alert, Bar, Layout, type Page, Table } from '../layout.js';

type Indicator = Report['indicators'][number];

/** The yearly report with names, targets and what stands behind each figure (K16-12). */
export function ReportPage({ page, report, plan }: { page: Page; report: Report; plan: Plan }) {
  const { say, language } = page;
  const head = (['indicator', 'group', 'value', 'basis', 'unknown', 'target', 'met', 'before'] as const).map((k) =>
    say(`col.${k}`),
  );
  return (
    <Layout page={page} title={`${say('report.title')} ${report.year}`}>
      <Choose page={page} report={report} />
      {report.planInForce ? null : (
        <Alert kind="warning" title={plan.name[language]}>
          {say('report.not-in-force')}
        </Alert>
      )}
      <Table
        caption={plan.name[language]}
        head={head}
        rows={report.indicators.map((i) => indicatorRow(page, plan, i))}
      />
      <Budget page={page} plan={plan} year={report.year} />
      <p>{`${say('report.to')}: ${plan.reportTo.map((r) => r[language]).join(', ')}`}</p>
      <p class="proof">{`${say('report.proof')} ${report.asOf.position} · ${report.asOf.headHash} · ${report.contentHash}`}</p>
    </Layout>
  );
}

function indicatorRow({ say, language }: Page, plan: Plan, i: Indicator) {
  const declared = plan.indicators.find((d) => d.id === i.id);
  const percent =
    declared?.unit === 'share' || i.denominator !== null || (i.value !== null && i.value < 1 && i.value > 0);
  const goal = plan.goals.find((g) => g.indicator === i.id);
  const figure = (n: number) => number(n, language, percent);
  const target = i.target === null ? '' : goal?.to ? `${figure(goal.from)}–${figure(goal.to)}` : figure(i.target);
  return [
    declared?.name[language] ?? i.id,
    declared?.targetGroup ? codeName(declared.targetGroup, language) : '',
    <span>
      {i.value === null ? '–' : figure(i.value)}{' '}
      {percent && i.value !== null ? <Bar share={i.value} target={i.target} /> : null}
    </span>,
    i.denominator === null ? '' : `${i.numerator} / ${i.denominator}`,
    i.unknown === 0 ? '' : String(i.unknown),
    target,
    i.met === null ? '' : say(i.met ? 'yes' : 'no'),
    i.baseline.map((b) => `${b.year}: ${figure(b.value)}`).join(', '),
  ];
}

function Choose({ page, report }: { page: Page; report: Report }) {
  const { say, plans, infohus, language } = page;
  const own = plans.filter((p) => p.infohus === infohus);
  const first = Math.min(...own.map((p) => Number(p.from.slice(0, 4))));
  const last = Math.max(...own.map((p) => Number((p.to ?? `${Number(p.from.slice(0, 4)) + 3}-12-31`).slice(0, 4)))) + 1;
  const years = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return (
    <form method="get" action="/report" class="as-of">
      <input type="hidden" name="infohus" value={infohus} />
      <label class="form-label" for="plan">
        {say('nav.plans')}
      </label>
      <select class="form-select" id="plan" name="plan">
        {own.map((p) => (
          <option value={p.planId} selected={p.planId === report.plan}>
            {p.name[language]}
          </option>
        ))}
      </select>
      <label class="form-label" for="year">
        {say('report.year')}
      </label>
      <select class="form-select" id="year" name="year">
        {years.map((y) => (
          <option value={String(y)} selected={y === report.year}>
            {String(y)}
          </option>
        ))}
      </select>
      <button class="button button-secondary" type="submit">
        {say('case.as-of.show')}
      </button>
    </form>
  );
}

function Budget({ page: { say, language }, plan, year }: { page: Page; plan: Plan; year: number }) {
  const lines = plan.budget.filter((b) => b.year === year);
  if (lines.length === 0) return <span />;
  return (
    <Table
      caption={`${say('report.budget')} ${year}`}
      head={[say('col.kind'), say('col.amount')]}
      rows={lines.map((b) => [b.name[language], `${number(b.amount, language, false)} ${b.unit}`])}
    />
  );
}
