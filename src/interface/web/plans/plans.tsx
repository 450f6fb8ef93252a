import { short } from '../../words/format.js';
import { sourceIn } from '../../words/sources.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { dateOf, dayAt } from '../dates.js';
import { DoLink } from '../do-link.js';
import { Layout, type Page, Table } from '../layout.js';
import { agencyRows, aimRows, basisRows, catalogueRows, moneyRows } from './catalogue.js';
import { limits } from './limits.js';
import { adopts } from './plan-check.js';

/** The action plan in force with the source of every figure, and how it came into force (KØ-12, domain.md rule 14). */
export function PlansPage({ page, found }: { page: Page; found: Answer<'Plans'> }) {
  const { say, language } = page;
  const { current, all, adoptions, contents } = found;
  const called = (planId: string) => all.find((p) => p.planId === planId)?.name[language] ?? planId;
  return (
    <Layout page={page} title={say('nav.plans')}>
      <p class="lead">{current.name[language]}</p>
      <Table
        caption={say('plans.all')}
        head={[say('nav.plans'), say('col.from'), say('col.to'), say('col.source')]}
        rows={all.map((p) => [
          p.name[language],
          dateOf(page, p.from),
          p.to ? dateOf(page, p.to) : '',
          sourceIn(p.source, language),
        ])}
      />
      <Table
        caption={say('plans.adopted')}
        head={[say('nav.plans'), say('plans.adopted-by'), say('col.from'), say('col.to'), say('col.recorded')]}
        rows={adoptions.map((a) => [
          called(a.planId),
          a.adoptedBy,
          dateOf(page, a.from),
          a.to ? dateOf(page, a.to) : '',
          dayAt(page, a.recordedAt),
        ])}
      />
      <Table
        caption={say('plans.contents')}
        head={[say('nav.plans'), say('plans.in-use'), say('plans.on-file'), say('col.action')]}
        rows={contents.map(({ planId, inUse, onFile }) => [
          called(planId),
          <code>{short(inUse)}</code>,
          onFile === inUse ? say('plans.same') : <code>{short(onFile)}</code>,
          <a
            href={`/plans/check/${planId}?infohus=${page.infohus}`}
            aria-label={`${say('plans.check')}: ${called(planId)}`}
          >
            {say('plans.check')}
          </a>,
        ])}
      />
      {adopts(page) ? (
        <p>
          <DoLink page={page} command="AdoptPlan" />
        </p>
      ) : null}
      <Table
        caption={say('plans.limits')}
        head={[say('col.obligation'), say('col.value'), say('col.source')]}
        rows={sourced(page, limits(page, current))}
      />
      <Table
        caption={say('plans.agencies')}
        head={[say('quality.agency'), say('plans.part'), say('col.source')]}
        rows={sourced(page, agencyRows(page, current))}
      />
      <Table
        caption={say('plans.bases')}
        head={[say('col.basis'), say('plans.constellation'), say('plans.in-force'), say('col.source')]}
        rows={sourced(page, basisRows(page, current))}
      />
      <Table
        caption={say('plans.catalogue')}
        head={[say('col.kind'), say('col.value'), say('col.source')]}
        rows={sourced(page, catalogueRows(page, current))}
      />
      <Table
        caption={say('plans.aims')}
        head={[say('col.kind'), say('col.value'), say('col.source')]}
        rows={sourced(page, aimRows(page, current))}
      />
      {current.budget.length === 0 ? null : (
        <Table
          caption={say('plans.money')}
          head={[say('col.kind'), say('col.value'), say('col.source')]}
          rows={sourced(page, moneyRows(page, current))}
        />
      )}
      <Table
        caption={say('plans.channels')}
        head={[say('col.kind'), say('plans.hint'), say('col.source')]}
        rows={current.channels.map((c) => [c.name[language], c.hint?.[language] ?? '', sourceIn(c.source, language)])}
      />
      <Table
        caption={say('plans.retention')}
        head={[say('col.kind'), say('plans.months'), say('col.source')]}
        rows={current.retention.map((r) => [
          named(say, 'retention', r.of),
          String(r.months),
          sourceIn(r.source, language),
        ])}
      />
    </Layout>
  );
}

/** The last column of these tables is the source. */
const sourced = ({ language }: Page, rows: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  rows.map((row) => [...row.slice(0, -1), sourceIn(row.at(-1) ?? '', language)]);
