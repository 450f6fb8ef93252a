import { commands } from '../../../domain/registry.js';
import { short } from '../../words/format.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { DoLink } from '../do-link.js';
import { Layout, type Page, Table } from '../layout.js';

/** What adopting a plan as its file stands would change, before anybody adopts it. */
export function PlanCheckPage({ page, check }: { page: Page; check: Answer<'PlanCheck'> }) {
  const { say, language, infohus } = page;
  const { planId, doubts, changes } = check;
  const value = (v: unknown) => (v === undefined ? '–' : typeof v === 'string' ? v : JSON.stringify(v));
  return (
    <Layout page={page} title={say('plans.check.title')}>
      <p class="lead">{check.name[language]}</p>
      <p>{say('plans.check.what')}</p>
      <p>
        {`${say('plans.in-use')}: `}
        <code>{short(check.inUse)}</code>
        {`, ${say('plans.on-file')}: `}
        <code>{short(check.onFile)}</code>
      </p>
      <h2>{say('plans.doubts')}</h2>
      {doubts.length === 0 ? (
        <p>{say('plans.doubts.none')}</p>
      ) : (
        <Table
          caption={say('plans.doubts')}
          head={[say('plans.where'), say('plans.doubts')]}
          rows={doubts.map((d) => [<code>{d.path}</code>, <span lang="en">{d.message}</span>])}
        />
      )}
      <h2>{say('plans.changes')}</h2>
      {changes.length === 0 ? (
        <p>{say('plans.changes.none')}</p>
      ) : (
        <Table
          caption={`${say('plans.changes')} (${changes.length})`}
          head={[say('col.kind'), say('plans.where'), say('col.from'), say('col.to')]}
          rows={changes.map((c) => [named(say, 'change', c.kind), <code>{c.path}</code>, value(c.from), value(c.to)])}
        />
      )}
      {adopts(page) ? (
        <p>
          <DoLink page={page} command="AdoptPlan" chosen={{ infohus, planId }} isButton />
        </p>
      ) : null}
    </Layout>
  );
}

/** Whose role may adopt one. */
export const adopts = ({ session }: Page): boolean =>
  session !== undefined && (commands.get('AdoptPlan')?.definition.who ?? []).some((who) => who === session.actor.role);
