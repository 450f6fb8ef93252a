import type { Plan } from '../../../domain/plan/schema.js';
import { nameOf } from '../../words/names.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { Layout, type Page, Table } from '../layout.js';

/** The action plan in force with the source of every figure, and how it came into force (KØ-12, domain.md rule 14). */
export function PlansPage({ page, found }: { page: Page; found: Answer<'Plans'> }) {
  const { say, language } = page;
  const { current, all, adoptions } = found;
  return (
    <Layout page={page} title={say('nav.plans')}>
      <p class="lead">{current.name[language]}</p>
      <Table
        caption={say('plans.all')}
        head={[say('nav.plans'), say('col.from'), say('col.to'), say('col.source')]}
        rows={all.map((p) => [p.name[language], p.from, p.to ?? '', p.source])}
      />
      <Table
        caption={say('plans.adopted')}
        head={[say('nav.plans'), say('plans.adopted-by'), say('col.from'), say('col.to'), say('col.recorded')]}
        rows={adoptions.map((a) => [a.planId, a.adoptedBy, a.from, a.to ?? '', a.recordedAt.slice(0, 10)])}
      />
      <p>
        <a href={`/commands/AdoptPlan?infohus=${page.infohus}`}>{nameOf('AdoptPlan', language)}</a>
      </p>
      <Table
        caption={say('plans.limits')}
        head={[say('col.obligation'), say('col.value'), say('col.source')]}
        rows={limits(page, current)}
      />
      <Table
        caption={say('plans.bases')}
        head={[say('col.basis'), say('plans.constellation'), say('col.source')]}
        rows={current.legalBases.map((b) => [`${b.code}: ${b.name[language]}`, b.constellation, b.source])}
      />
      <Table
        caption={say('plans.channels')}
        head={[say('col.kind'), say('plans.hint'), say('col.source')]}
        rows={current.channels.map((c) => [c.name[language], c.hint?.[language] ?? '', c.source])}
      />
      <Table
        caption={say('plans.retention')}
        head={[say('col.kind'), say('plans.months'), say('col.source')]}
        rows={current.retention.map((r) => [named(say, 'retention', r.of), String(r.months), r.source])}
      />
    </Layout>
  );
}

function limits({ say }: Page, plan: Plan) {
  const { triageHours: t, openingHours } = plan;
  const line = (name: string, value: string, source: string) => [named(say, 'obligation', name), value, source];
  const hours = openingHours.days.map((d) => `${say(`weekday.${d.weekday}` as 'weekday.1')} ${d.from}–${d.to}`);
  return [
    line('triage', `${t.acute} / ${t.high} / ${t.medium} / ${t.low} ${say('plans.hours')}`, t.source),
    line('acute-action', `${plan.acuteActionHours.hours} ${say('plans.hours')}`, plan.acuteActionHours.source),
    [say('plans.opening'), hours.join(', '), openingHours.source],
    line(
      'police-to-infohus',
      `${plan.policeToInfohus.workingDays} ${say('plans.working-days')}`,
      plan.policeToInfohus.source,
    ),
    line('reoffer-1', `${plan.reofferMonths.months[0]} ${say('plans.months')}`, plan.reofferMonths.source),
    line('reoffer-2', `${plan.reofferMonths.months[1]} ${say('plans.months')}`, plan.reofferMonths.source),
    line('progress', `${plan.progress.months} ${say('plans.months')}`, plan.progress.source),
    line('status-follow-up', `${plan.followUp.statusMonths} ${say('plans.months')}`, plan.followUp.source),
    line('risk-follow-up', `${plan.followUp.riskMonths} ${say('plans.months')}`, plan.followUp.source),
    line(
      'handover-answer',
      `${plan.handoverAnswerWorkingDays.days} ${say('plans.working-days')}`,
      plan.handoverAnswerWorkingDays.source,
    ),
    line('insight', `${plan.insightMonths.months} ${say('plans.months')}`, plan.insightMonths.source),
    line(
      'charter-renewal',
      `${plan.charterRenewalMonths.months} ${say('plans.months')}`,
      plan.charterRenewalMonths.source,
    ),
    line('release', `${plan.releaseLeadDays.days} ${say('plans.days-before')}`, plan.releaseLeadDays.source),
  ];
}
