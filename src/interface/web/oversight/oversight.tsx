import type { Child } from 'hono/jsx';
import { number } from '../../words/format.js';
import type { Key } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { dated, datedAndRelative } from '../dates.js';
import { DoLink } from '../do-link.js';
import { StateBadge } from '../home/due.js';
import { Layout, type Page, Table } from '../layout.js';
import { GlassTable } from './glass.js';

type Found = Answer<'Oversight'>;
interface OversightProps {
  readonly page: Page;
  readonly found: Found;
}

/** What a compliance officer begins the day with: what waits for a judgement or an answer, then the state of the log (screens.md section 5). */
export function OversightPage({ page, found }: OversightProps) {
  const { say, language } = page;
  return (
    <Layout page={page} title={say('nav.home')}>
      <div class="blocks">
        <Block page={page} title="oversight.glass" count={found.glass.waiting} href="/broken-glass?state=waiting">
          {found.glass.running > 0 ? (
            <p>
              <a href={to(page, '/broken-glass?state=running')}>
                {`${number(found.glass.running, language, false)} ${say('oversight.glass.running')}`}
              </a>
            </p>
          ) : null}
          {found.glass.rows.length === 0 ? (
            <p>{say('glass.none')}</p>
          ) : (
            <GlassTable page={page} caption={say('oversight.glass')} rows={found.glass.rows} now={found.at} />
          )}
        </Block>
        <Insights page={page} found={found} />
        <Counts page={page} found={found} />
        <Sample page={page} found={found} />
        <Disclosed page={page} found={found} />
        <Integrity page={page} found={found} />
      </div>
      <p class="hint">{`${say('work.as-of')} ${dated(found.at, found.at, language)}`}</p>
    </Layout>
  );
}

const to = ({ infohus }: Page, href: string) => `${href}${href.includes('?') ? '&' : '?'}infohus=${infohus}`;

/** The heading is the link to the list of exactly what it counts. */
function Block(props: { page: Page; title: Key; count: number; href: string; children?: Child }) {
  const { page, title, count, href, children } = props;
  return (
    <section>
      <h2>
        <a href={to(page, href)}>{`${page.say(title)} (${number(count, page.language, false)})`}</a>
      </h2>
      {children}
    </section>
  );
}

function Insights({ page, found: { insights, at } }: OversightProps) {
  const { say, language } = page;
  return (
    <Block page={page} title="oversight.insights" count={insights.count} href="/person-requests?open=insight">
      {insights.rows.length === 0 ? (
        <p>{say('oversight.insights.none')}</p>
      ) : (
        <Table
          caption={say('oversight.insights')}
          head={[say('requests.person'), say('col.due'), say('col.state'), say('col.action')]}
          rows={insights.rows.map((row) => {
            const name = row.name ?? say('person.unnamed');
            return [
              <a href={to(page, `/persons/${row.personId}/insight`)}>{name}</a>,
              datedAndRelative(row.dueAt, at, language),
              <StateBadge page={page} state={row.state} />,
              <DoLink page={page} command="DeliverInsight" chosen={{ id: row.personId }} of={name} />,
            ];
          })}
        />
      )}
    </Block>
  );
}

/** What is worked off in lists of its own: each count leads to its list. */
function Counts({ page, found }: OversightProps) {
  const { say, language } = page;
  const counts: readonly (readonly [Key, number, string])[] = [
    ['oversight.erasures', found.erasures, '/person-requests?open=erasure'],
    ['oversight.blocked', found.retention.blocked, '/retention?state=blocked-by-archive'],
    ['oversight.due', found.retention.due, '/retention?state=due'],
  ];
  return (
    <section>
      <h2>{say('oversight.erasing')}</h2>
      <ul class="nobullet-list">
        {counts.map(([key, count, href]) => (
          <li>
            <a href={to(page, href)}>{`${say(key)}: ${number(count, language, false)}`}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Whether it is time to draw one again. */
function Sample({ page, found: { sample, at } }: OversightProps) {
  const { say, language } = page;
  const { drawnAt, due } = sample;
  return (
    <section>
      <h2>
        <a href={to(page, '/access-log/sample')}>{say('sample.title')}</a>
      </h2>
      <p>
        {drawnAt ? `${say('oversight.sampled')} ${datedAndRelative(drawnAt, at, language)}. ` : ''}
        {due ? <strong>{say('oversight.sample-due')}</strong> : null}
      </p>
    </section>
  );
}

/** What was passed on in the last seven days, by what it rested on. */
function Disclosed({ page, found: { disclosures } }: OversightProps) {
  const { say, language, plan } = page;
  const { from, byBasis } = disclosures;
  return (
    <section>
      <h2>
        <a href={to(page, `/disclosures?from=${from}`)}>{say('oversight.disclosures')}</a>
      </h2>
      {byBasis.length === 0 ? (
        <p>{say('oversight.disclosures.none')}</p>
      ) : (
        <ul class="nobullet-list">
          {byBasis.map(({ basis, count }) => (
            <li>
              <a href={to(page, `/disclosures?from=${from}&basis=${basis}`)}>
                {`${planName(plan?.legalBases, basis, language)}: ${number(count, language, false)}`}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** How far the log can be trusted now, and what of the login has changed. */
function Integrity({ page, found: { integrity, logins, at } }: OversightProps) {
  const { say, language } = page;
  const { position, signed, verifiedAt, wrongAt } = integrity;
  const day = (instant: string) => datedAndRelative(instant, at, language);
  return (
    <section>
      <h2>
        <a href={to(page, '/integrity')}>{say('oversight.log')}</a>
      </h2>
      <ul>
        <li>
          {signed
            ? say(signed.position === position ? 'oversight.signed-all' : 'oversight.signed', {
                position: number(signed.position, language, false),
                head: number(position, language, false),
                at: day(signed.at),
              })
            : say('oversight.unsigned')}
        </li>
        {signed ? (
          <li>
            {signed.witnesses === 0
              ? say('oversight.unwitnessed')
              : `${say('oversight.witnesses')}: ${signed.witnesses}`}
          </li>
        ) : null}
        <li>
          {verifiedAt
            ? `${say('oversight.verified')} ${day(verifiedAt)}: ${wrongAt === null ? say('integrity.intact') : say('integrity.wrong', { position: number(wrongAt, language, false) })}`
            : say('oversight.unverified')}
        </li>
        <li>
          {logins.changedAt
            ? say('oversight.logins', { count: logins.changes, at: day(logins.changedAt) })
            : say('oversight.logins.none')}
        </li>
        <li>
          <a href={to(page, '/breaches')}>{say('aggregate.breach')}</a>
        </li>
      </ul>
    </section>
  );
}
