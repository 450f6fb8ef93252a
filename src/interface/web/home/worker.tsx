import type { Child } from 'hono/jsx';
import type { Count } from '../../../application/queries/paging.js';
import type { SavedList } from '../../../application/saved-lists.js';
import { placeOf } from '../../../domain/plan/place.js';
import { numberOf, upTo } from '../../words/format.js';
import { codeName } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import type { Key } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { dated, datedAndRelative } from '../dates.js';
import { DoLink } from '../do-link.js';
import { Layout, type Page, Table } from '../layout.js';
import { SavedLinks } from '../saved/saved-lists.js';
import { AboutLink, StateBadge } from './due.js';
import { ListNavigation, listAddress } from './lists.js';
import { type WorkRow, WorkTable } from './work-table.js';

type Home = Answer<'Home'>;

/** What a caseworker, a coordinator or the police begin the day with, the most urgent first (screens.md section 3). */
export function WorkerHomePage(props: { page: Page; home: Home; saved: readonly SavedList[] }) {
  const { page, home, saved } = props;
  const { say, language } = page;
  const now = home.at;
  return (
    <Layout page={page} title={say('nav.home')}>
      <ListNavigation page={page} />
      <div class="blocks">
        <Work page={page} now={now} title="work.now" block={home.now} query={{ list: 'now' }} none="work.now.none" />
        {home.unassessed ? <Unassessed page={page} now={now} found={home.unassessed} /> : null}
        <Heading page={page} title="work.answers" />
        {(['ours', 'others'] as const).map((side) => (
          <Work
            page={page}
            now={now}
            title={`work.answers.${side}`}
            block={home.answers[side]}
            query={{ list: 'answers', later: 'true', side }}
            none={`work.answers.${side}.none`}
            level={3}
          />
        ))}
        <Later page={page} now={now} list="offers" block={home.offers} />
        {home.offering.count > 0 ? (
          <p>
            <a href={listAddress(page, '/cases', { offering: 'true' })}>
              {`${upTo(home.offering, language)} ${say('work.offering')}`}
            </a>
          </p>
        ) : null}
        <Later page={page} now={now} list="measures" block={home.measures} />
        <Meetings page={page} now={now} home={home} />
        <News page={page} now={now} news={home.news} />
        <SavedLinks page={page} lists={saved} />
      </div>
      <p class="hint">{`${say('work.as-of')} ${dated(home.at, now, language)}`}</p>
    </Layout>
  );
}

type Block = { readonly count: Count; readonly rows: readonly WorkRow[] };
interface WorkerProps {
  readonly page: Page;
  readonly now: string;
}

/** The heading is the link to the list of exactly what it counts. */
function Heading(props: { page: Page; title: Key; count?: Count; href?: string; level?: 2 | 3 }) {
  const { page, title, count, href, level = 2 } = props;
  const text = count ? `${page.say(title)} (${upTo(count, page.language)})` : page.say(title);
  const inside = href ? <a href={href}>{text}</a> : text;
  return level === 3 ? <h3>{inside}</h3> : <h2>{inside}</h2>;
}

function Work(
  props: WorkerProps & { title: Key; block: Block; query: Readonly<Record<string, string>>; none: Key; level?: 2 | 3 },
) {
  const { page, now, title, block, query, none, level } = props;
  return (
    <>
      <Heading
        page={page}
        title={title}
        count={block.count}
        href={listAddress(page, '/work', query)}
        level={level ?? 2}
      />
      {block.rows.length === 0 ? (
        <p>{page.say(none)}</p>
      ) : (
        <WorkTable page={page} caption={page.say(title)} rows={block.rows} now={now} />
      )}
    </>
  );
}

/** What comes later than what is to be done now. */
const Later = (props: WorkerProps & { list: 'offers' | 'measures' | 'decisions'; block: Block }) => (
  <Work
    page={props.page}
    now={props.now}
    title={`work.${props.list}`}
    block={props.block}
    query={{ list: props.list, later: 'true' }}
    none={`work.${props.list}.none`}
  />
);

/** For police: what is new in the Infohus, with the acute clock. */
function Unassessed({ page, now, found }: WorkerProps & { found: NonNullable<Home['unassessed']> }) {
  const { say, language } = page;
  const href = listAddress(page, '/concerns', { unassessed: 'true' });
  return (
    <>
      <Heading page={page} title="work.unassessed" count={found.count} href={href} />
      {found.rows.length === 0 ? (
        <p>{say('work.unassessed.none')}</p>
      ) : (
        <Table
          caption={say('work.unassessed')}
          head={[say('col.concern'), say('col.received'), say('col.due'), say('col.state'), say('col.action')]}
          rows={found.rows.map((c): readonly Child[] => [
            <a href={`/concerns/${c.concernId}`}>{numberOf(c.number)}</a>,
            datedAndRelative(c.receivedAt, now, language),
            c.dueAt
              ? `${c.acute ? `${codeName('acute', language)}: ` : ''}${datedAndRelative(c.dueAt, now, language)}`
              : '',
            c.state ? <StateBadge page={page} state={c.state} /> : '',
            <DoLink page={page} command="AssessSeverity" on={`/concerns/${c.concernId}`} of={numberOf(c.number)} />,
          ])}
        />
      )}
    </>
  );
}

function Meetings({ page, now, home: { meetings, decisions, forwarded } }: WorkerProps & { home: Home }) {
  const { say, language } = page;
  const href = listAddress(page, '/meetings', { coming: 'true' });
  return (
    <>
      <Heading page={page} title="work.meetings" count={meetings.count} href={href} />
      {meetings.rows.length === 0 ? (
        <p>{say('work.meetings.none')}</p>
      ) : (
        <Table
          caption={say('work.meetings')}
          head={[say('nav.meetings'), say('col.starts'), say('col.kind')]}
          rows={meetings.rows.map((m) => [
            <a href={`/meetings/${m.meetingId}`}>{numberOf(m.number)}</a>,
            datedAndRelative(m.startsAt, now, language),
            codeName(m.kind, language),
          ])}
        />
      )}
      {decisions.count.count > 0 ? <Later page={page} now={now} list="decisions" block={decisions} /> : null}
      {forwarded.length > 0 ? (
        <Table
          caption={say('inbox.forwarded')}
          head={[say('nav.infohus'), say('col.from')]}
          rows={forwarded.map((f) => [placeOf(page.plans, f.from, language), datedAndRelative(f.at, now, language)])}
        />
      ) : null}
    </>
  );
}

function News({ page, now, news }: WorkerProps & { news: Home['news'] }) {
  const { say, language, plan } = page;
  const since = dated(news.since, now, language);
  const href = listAddress(page, '/cases', { since: news.since });
  return (
    <>
      <Heading page={page} title="work.news" count={news.count} href={href} />
      {news.rows.length === 0 ? (
        <p>{`${say('work.news.none')} ${since}.`}</p>
      ) : (
        <Table
          caption={`${say('work.news.since')} ${since}`}
          head={[say('col.about'), say('col.what'), say('col.by'), say('work.when')]}
          rows={news.rows.map((n) => [
            <AboutLink page={page} about={n} />,
            nameOf(n.type, language),
            planName(plan?.agencies, n.agency, language),
            datedAndRelative(n.at, now, language),
          ])}
        />
      )}
    </>
  );
}
