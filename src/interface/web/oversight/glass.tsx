import { randomUUID } from 'node:crypto';
import { GLASS_STATES } from '../../../application/queries/access/glass-queries.js';
import { numberOf, upTo } from '../../words/format.js';
import { nameOf } from '../../words/names.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { dated, datedOn } from '../dates.js';
import { Alert, Filter, Layout, type Page, Table } from '../layout.js';
import { type Chosen, listHref, Pages } from '../list.js';
import { glassTasks } from '../operations/operations.tasks.js';
import { localNow } from '../tasks/clock.js';
import { FieldList } from '../tasks/fields.js';

type Listed = Answer<'BrokenGlasses'>;
type Row = Listed['rows'][number];
export const GLASS_FILTERS = ['state'] as const;

/** Every broken glass, the newest first. */
export function GlassesPage(props: { page: Page; list: Listed; chosen: Chosen; isFirst: boolean; now: string }) {
  const { page, list, chosen, isFirst, now } = props;
  const { say, language } = page;
  const links = [undefined, ...GLASS_STATES].map((state) => {
    const href = listHref('/broken-glass', page, state ? { state } : {});
    return [href, say(state ? `glass.state.${state}` : 'list.all'), chosen.state === state] as const;
  });
  return (
    <Layout page={page} title={say('glass.title')}>
      <p>{say('glass.what')}</p>
      <Filter links={links} />
      {list.rows.length === 0 ? (
        <p>{say('glass.none-here')}</p>
      ) : (
        <GlassTable
          page={page}
          caption={`${upTo(list.total, language)} ${say('list.count')}`}
          rows={list.rows}
          now={now}
        />
      )}
      <Pages page={page} path="/broken-glass" chosen={chosen} list={list} isFirst={isFirst} />
    </Layout>
  );
}

export function GlassTable({
  page,
  caption,
  rows,
  now,
}: {
  page: Page;
  caption: string;
  rows: readonly Row[];
  now: string;
}) {
  const { say, language, infohus } = page;
  return (
    <Table
      caption={caption}
      head={[say('col.case'), say('col.by'), say('glass.used'), say('col.why'), say('col.status'), say('col.action')]}
      rows={rows.map((g) => [
        <a class="nowrap" href={`/cases/${g.caseId}?infohus=${infohus}`}>
          {numberOf(g.number)}
        </a>,
        who(page, g),
        dated(g.usedAt, now, language),
        g.justification ?? say('glass.erased'),
        standing(page, g, now),
        <a
          href={`/broken-glass/${g.id}?infohus=${infohus}`}
          aria-label={`${say(g.reviewedAt ? 'glass.see' : 'glass.review')}: ${numberOf(g.number)}, ${dated(g.usedAt, now, language)}`}
        >
          {say(g.reviewedAt ? 'glass.see' : 'glass.review')}
        </a>,
      ])}
    />
  );
}

const who = ({ plan, language }: Page, { userId, agency }: Pick<Row, 'userId' | 'agency'>): string =>
  `${userId}, ${planName(plan?.agencies, agency, language)}`;

function standing({ say, language }: Page, { running, until, reviewedAt, justified }: Row, now: string): string {
  const ended = running ? `${say('glass.running-until')} ${dated(until, now, language)}` : say('glass.ended');
  if (!reviewedAt) return ended;
  return say(justified === null ? 'glass.reviewed' : justified ? 'glass.justified' : 'glass.unjustified');
}

/** One broken glass as it is reviewed: why, what was read through it, and the judgement (domain.md rule 11). */
export function GlassPage({ page, found, now }: { page: Page; found: Answer<'BrokenGlass'>; now: string }) {
  const { say, infohus } = page;
  const { reviewedAt, running, until, seen } = found;
  return (
    <Layout page={page} title={`${say('glass.one')} ${numberOf(found.number)}`}>
      {running ? (
        <Alert kind="warning" title={`${say('glass.running-until')} ${datedOn(page, until)}`}>
          {say('glass.ends')}
        </Alert>
      ) : null}
      <dl class="proofs">
        <dt>{say('col.case')}</dt>
        <dd>
          <a href={`/cases/${found.caseId}?infohus=${infohus}`}>{numberOf(found.number)}</a>
        </dd>
        <dt>{say('col.by')}</dt>
        <dd>
          <a href={`/access-log?infohus=${infohus}&userId=${found.userId}`}>{who(page, found)}</a>
        </dd>
        <dt>{say('glass.used')}</dt>
        <dd>{`${datedOn(page, found.usedAt)} – ${datedOn(page, until)}`}</dd>
        <dt>{say('col.why')}</dt>
        <dd>{found.justification ?? say('glass.erased')}</dd>
      </dl>
      <h2>{say('glass.seen')}</h2>
      {seen.length === 0 ? (
        <p>{say('glass.seen.none')}</p>
      ) : (
        <Table
          caption={`${seen.length} ${say('list.count')}`}
          head={[say('work.when'), say('insight.record'), say('col.position')]}
          rows={seen.map((s) => [datedOn(page, s.at), named(say, 'looked', s.record), String(s.position)])}
        />
      )}
      <h2>{say('glass.judgement')}</h2>
      {reviewedAt ? (
        <dl class="proofs">
          <dt>{standing(page, found, now)}</dt>
          <dd>{`${datedOn(page, reviewedAt)}, ${found.reviewedBy ?? ''}`}</dd>
          <dt>{say('glass.assessment')}</dt>
          <dd>{found.assessment ?? say('glass.erased')}</dd>
        </dl>
      ) : (
        <Judge page={page} id={found.id} />
      )}
    </Layout>
  );
}

/** Given beside what it is about. Whatever stands against it, the task answers with what was typed. */
function Judge({ page, id }: { page: Page; id: string }) {
  const command = 'ReviewBreakGlass';
  const situation = { page, command, now: localNow(), record: undefined, form: {} };
  return (
    <form method="post" action={`/do/${command}?infohus=${page.infohus}`} class="task">
      <input type="hidden" name="_csrf" value={page.session?.csrf ?? ''} />
      <input type="hidden" name="_commandId" value={randomUUID()} />
      <input type="hidden" name="id" value={id} />
      <FieldList
        drawing={{ situation, problem: undefined, given: new Set() }}
        fields={glassTasks.ReviewBreakGlass.fields}
        prefix="data."
      />
      <div class="task-send">
        <button class="button button-primary" type="submit">
          {nameOf(command, page.language)}
        </button>
      </div>
    </form>
  );
}
