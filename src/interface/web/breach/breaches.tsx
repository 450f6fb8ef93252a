import { againstClosing } from '../../../domain/breach/breach.js';
import { misusedOn } from '../../../domain/breach/state.js';
import { codeName } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import { adviceFor } from '../../words/refusals.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { Timeline } from '../case/timeline.js';
import { datedOn, dateOf, dayOn } from '../dates.js';
import { DoLink } from '../do-link.js';
import { Facts } from '../facts.js';
import { StateBadge } from '../home/due.js';
import { Actions, Alert, Layout, type Page, Table } from '../layout.js';

type Row = Answer<'Breaches'>[number];
type Breach = Answer<'Breach'>;
type Seen = Answer<'SeenBy'>;

/** The register of breaches, for the officer and for the authority that may ask for it (GDPR art. 33(5)). */
export function BreachesPage({ page, rows }: { page: Page; rows: readonly Row[] }) {
  const { say, infohus } = page;
  return (
    <Layout page={page} title={say('breach.title')}>
      <p>{say('breach.what')}</p>
      <p>
        <DoLink page={page} command="RecordBreach" isButton>
          {say('breach.new')}
        </DoLink>
      </p>
      {rows.length === 0 ? (
        <p>{say('breach.none')}</p>
      ) : (
        <Table
          caption={`${say('breach.title')} (${rows.length})`}
          head={[say('breach.discovered'), say('breach.losses'), say('breach.risk'), say('breach.notice'), '']}
          rows={rows.map((r) => [
            <a href={`/breaches/${r.breachId}?infohus=${infohus}`}>{datedOn(page, r.discoveredAt)}</a>,
            lossesOf(page, r),
            riskOf(page, r),
            <Notice page={page} of={r} />,
            r.closedAt ? `${say('breach.closed')} ${datedOn(page, r.closedAt)}` : '',
          ])}
        />
      )}
    </Layout>
  );
}

const lossesOf = ({ language }: Page, { losses }: Row) => losses.map((kind) => codeName(kind, language)).join(', ');
const riskOf = ({ say }: Page, { risk }: Row) => (risk ? say(`breach.risk.${risk}`) : say('breach.not-assessed'));

/** When the authority is to be told, or was. */
function Notice({ page, of: { dueAt, state, notifiedAt } }: { page: Page; of: Row }) {
  if (notifiedAt) return <span>{`${page.say('breach.notified')} ${datedOn(page, notifiedAt)}`}</span>;
  if (!dueAt || !state || state === 'lapsed') return <span>{page.say('breach.no-notice')}</span>;
  return (
    <span>
      {`${datedOn(page, dueAt)} `}
      <StateBadge page={page} state={state} />
    </span>
  );
}

/** One breach: what was found, whom it concerns, what is to be done and what was. */
export function BreachPage({ page, breach, seen }: { page: Page; breach: Breach; seen: Seen | undefined }) {
  const { say, infohus, language } = page;
  const { risk, notifiedAt, informed } = breach;
  const stands = againstClosing({ risk, isNotified: notifiedAt !== null, isInformed: informed > 0 });
  return (
    <Layout page={page} title={`${say('breach.one')} ${datedOn(page, breach.discoveredAt)}`}>
      <p>
        <a href={`/breaches?infohus=${infohus}`}>{say('breach.title')}</a>
      </p>
      {breach.state === 'overdue' ? (
        <Alert kind="error" title={say('breach.overdue')}>
          {say('breach.overdue.what')}
        </Alert>
      ) : null}
      <Facts
        of={[
          [say('breach.losses'), lossesOf(page, breach)],
          [say('breach.risk'), riskOf(page, breach)],
          [say('breach.notice'), <Notice page={page} of={breach} />],
          [say('breach.informed'), String(breach.informed)],
          [say('breach.account'), breach.account && accountOf(page, breach)],
          [say('breach.network-address'), breach.networkAddress],
        ]}
      />
      {breach.closedAt ? null : (
        <Actions
          page={page}
          title={say('col.action')}
          names={['AssessBreach', 'NotifyAuthority', 'InformConcerned', ...(stands ? [] : ['CloseBreach'])]}
          id={breach.breachId}
        />
      )}
      {stands && !breach.closedAt ? (
        <p>{`${nameOf('CloseBreach', language)}: ${adviceFor(language, stands)}`}</p>
      ) : null}
      {seen ? <Concerned page={page} breach={breach} seen={seen} /> : null}
      <h2>{say('case.timeline')}</h2>
      <Timeline page={page} events={breach.timeline} />
    </Layout>
  );
}
/** With the days that were looked at: where none were given, those that it may have been misused on. */
function accountOf(page: Page, breach: Breach): string {
  const { from, to } = misusedOn(breach);
  return `${breach.account}, ${dayOn(page, from)} – ${dayOn(page, to)}`;
}

/** Whom it concerns: whose records that login opened in those days. */
function Concerned({ page, breach, seen }: { page: Page; breach: Breach; seen: Seen }) {
  const { say, infohus } = page;
  return (
    <>
      <h2>{`${say('breach.concerned')} (${seen.persons.length})`}</h2>
      {seen.persons.length === 0 ? (
        <p>{say('breach.nobody')}</p>
      ) : (
        <>
          <ul>
            {seen.persons.map((person) => (
              <li>
                <a href={`/persons/${person.personId}?infohus=${infohus}`}>{person.name ?? say('person.unnamed')}</a>
              </li>
            ))}
          </ul>
          <p>
            <a class="button button-secondary" href={`/breaches/${breach.breachId}/letters?infohus=${infohus}`}>
              {say('breach.letters')}
            </a>
          </p>
        </>
      )}
      <Table
        caption={`${say('breach.seen')} (${seen.records.length})`}
        head={[say('insight.record'), say('breach.first'), say('breach.last'), say('insight.times')]}
        rows={seen.records
          .slice(0, LISTED)
          .map((r) => [named(say, 'looked', r.record), datedOn(page, r.first), datedOn(page, r.last), String(r.count)])}
      />
      {seen.exports.length > 0 ? (
        <Table
          caption={`${say('breach.exports')} (${seen.exports.length})`}
          head={[say('breach.first'), say('insight.record')]}
          rows={seen.exports.slice(0, LISTED).map((e) => [datedOn(page, e.at), named(say, 'looked', e.export)])}
        />
      ) : null}
    </>
  );
}
/** What an officer can go through; the API has them all. */
const LISTED = 100;

/** A letter to each whom it concerns, a sheet each, to be signed and sent (GDPR art. 34): what happened, what to do, where to complain. */
export function BreachLettersPage({ page, breach, seen }: { page: Page; breach: Breach; seen: Seen }) {
  const { say, session } = page;
  const days = [...new Set(Object.values(misusedOn(breach)))].map((day) => dateOf(page, day));
  const known = seen.persons.filter((person) => person.name !== null);
  return (
    <Layout page={page} title={say('breach.letters')}>
      <p class="no-print">{say('breach.letters.what')}</p>
      {known.map((person) => (
        <section class="letter">
          <h2>{person.name}</h2>
          <p>{say('breach.letter.happened', { days: days.join(' – '), agency: session?.actor.agency ?? '' })}</p>
          <p>{say('breach.letter.means')}</p>
          <p>{say('breach.letter.ask', { agency: session?.actor.agency ?? '' })}</p>
          <p>{say('insight.complain')}</p>
        </section>
      ))}
    </Layout>
  );
}
