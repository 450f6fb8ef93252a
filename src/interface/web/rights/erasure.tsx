import { short } from '../../words/format.js';
import { nameOf } from '../../words/names.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { datedOn } from '../dates.js';
import { DoLink } from '../do-link.js';
import { AboutLink } from '../home/due.js';
import { Actions, Alert, Layout, type Page, Table } from '../layout.js';

type Erasure = Answer<'PersonErasure'>;

/** Where the erasure of a person stands, and whose turn it is (domain.md rule 12). */
export function ErasurePage({ page, id, erasure }: { page: Page; id: string; erasure: Erasure }) {
  const { say, language, session } = page;
  const { name, requested, authorised, erasedAt, review } = erasure;
  const step = (name: string, at: string | undefined, by: string | undefined) => [
    name,
    at ? datedOn(page, at) : say('erasure.not-yet'),
    by ?? '',
  ];
  const isOwn = requested !== null && requested.userId === session?.actor.userId;
  const next = requested === null ? 'RequestErasure' : authorised === null && !isOwn ? 'AuthoriseErasure' : undefined;
  return (
    <Layout page={page} title={name === null ? say('erasure.title') : `${say('erasure.title')}: ${name}`}>
      {requested !== null && authorised === null ? (
        <Alert kind="warning" title={say('retention.state.blocked-by-archive')}>
          {say('erasure.blocked')}
        </Alert>
      ) : null}
      <Table
        caption={say('erasure.steps')}
        head={[say('col.state'), say('retention.moved'), say('col.by')]}
        rows={[
          step(nameOf('ErasureRequested', language), requested?.at, requested?.userId),
          step(nameOf('ErasureAuthorised', language), authorised?.at, authorised?.userId),
          step(nameOf('PersonErased', language), erasedAt ?? undefined, undefined),
        ]}
      />
      {erasedAt === null ? null : (
        <>
          <p>{say('erasure.gone', { keys: erasure.keys, events: erasure.erased.length })}</p>
          <p>
            {say('erasure.certificate')} <code>{`sagsspor erase ${id} --json`}</code>
          </p>
        </>
      )}
      {review.length > 0 ? (
        <Table
          caption={say('erasure.review')}
          head={[say('col.about'), say('erasure.proposed'), say('erasure.confirmed'), say('col.action')]}
          rows={review.map((text) => row(page, text))}
        />
      ) : null}
      {next ? <Actions page={page} title={say('col.action')} names={[next]} id={id} /> : null}
      <p>
        <a href={`/persons/${id}/insight?infohus=${page.infohus}`}>{say('insight.title')}</a>
      </p>
    </Layout>
  );
}

/** One officer decides, another confirms; a text that both have decided about is done. */
function row(page: Page, { eventId, record, recordId, proposed, decision }: Erasure['review'][number]) {
  const { say } = page;
  const about = record === 'case' ? { caseId: recordId } : record === 'concern' ? { concernId: recordId } : undefined;
  const command = proposed === null ? 'DecideSealedText' : 'ConfirmSealedText';
  return [
    about ? <AboutLink page={page} about={about} /> : named(say, 'aggregate', record),
    proposed === null ? '' : say(`erasure.${proposed as 'keep'}`),
    decision === null ? '' : say(`erasure.${decision as 'keep'}`),
    decision === null ? (
      <DoLink page={page} command={command} chosen={{ id: recordId, eventId }} of={short(eventId)} />
    ) : (
      ''
    ),
  ];
}

/** Who has asked for what, and what is owed: the worklist of persons' rights. */
export function RequestsPage({ page, rows }: { page: Page; rows: Answer<'PersonRequests'> }) {
  const { say, infohus } = page;
  return (
    <Layout page={page} title={say('requests.title')}>
      {rows.length === 0 ? (
        <p>{say('insight.none')}</p>
      ) : (
        <Table
          caption={`${say('requests.title')} (${rows.length})`}
          head={[say('requests.person'), say('insight.title'), say('requests.restricted'), say('erasure.title')]}
          rows={rows.map((r) => [
            <a href={`/persons/${r.personId}/insight?infohus=${infohus}`}>{r.name ?? say('person.unnamed')}</a>,
            r.insights.map((i) => `${named(say, 'state', i.state)}, ${datedOn(page, i.dueAt)}`).join('; '),
            r.restrictedSince ? datedOn(page, r.restrictedSince) : '',
            <a href={`/persons/${r.personId}/erasure?infohus=${infohus}`}>
              {r.erasure ? say(`erasure.state.${r.erasure}`) : say('erasure.none')}
            </a>,
          ])}
        />
      )}
    </Layout>
  );
}
