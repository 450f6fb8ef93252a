import { GROUNDS } from '../../../application/insight/pack.js';
import { packText } from '../../documents/insight.js';
import { sizeOf } from '../../words/format.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { datedOn } from '../dates.js';
import { Actions, Alert, Layout, type Page, Table } from '../layout.js';
import { Options } from '../options.js';

/** The pack as compliance reads it before it leaves: what is in it, what is left out, and the way to the file. */
export function InsightPage({
  page,
  id,
  pack,
  chosen: { withhold, documents },
}: {
  page: Page;
  id: string;
  pack: Answer<'SubjectAccess'>;
  chosen: Chosen;
}) {
  const { say, language, plan } = page;
  const text = packText(pack, language);
  const agency = (code: string) => planName(plan?.agencies, code, language);
  const more = [
    withhold && `&withhold=${encodeURIComponent(withhold)}`,
    documents && `&documents=${encodeURIComponent(documents)}`,
  ].join('');
  return (
    <Layout page={page} title={say('insight.title')}>
      <Alert kind={pack.readByTwo ? 'info' : 'warning'} title={say(pack.readByTwo ? 'insight.final' : 'insight.draft')}>
        {say('insight.what', { agency: agency(pack.controller) })}
      </Alert>
      {pack.requests.length > 0 ? (
        <Table
          caption={say('insight.requests')}
          head={[say('col.from'), say('col.due'), say('col.state')]}
          rows={pack.requests.map((r) => [
            datedOn(page, r.receivedAt),
            datedOn(page, r.dueAt),
            named(say, 'state', r.state),
          ])}
        />
      ) : null}
      <p>
        <a href={`/persons/${id}/insight.pdf?infohus=${page.infohus}${more}`}>{say('insight.pdf')}</a>{' '}
        <a href={`/persons/${id}/insight.zip?infohus=${page.infohus}${more}`}>{say('insight.zip')}</a>{' '}
        <a href={`/api/persons/${id}/subject-access?${more.slice(1)}`}>{say('insight.json')}</a>
      </p>
      <form method="get" action={`/persons/${id}/insight`} class="entry">
        <input type="hidden" name="infohus" value={page.infohus} />
        {withhold ? <input type="hidden" name="withhold" value={withhold} /> : null}
        <Table
          caption={`${say('insight.held')} (${text.held.length})`}
          head={[say('insight.choose'), say('insight.day'), say('col.kind'), say('insight.what-held')]}
          rows={text.held.map(({ eventId, day, what, said }) => [
            <input
              type="checkbox"
              name="except"
              value={eventId}
              aria-label={`${say('insight.choose')} ${day} ${what}`}
            />,
            day,
            what,
            said,
          ])}
        />
        {pack.documents.length > 0 ? <Documents page={page} id={id} documents={pack.documents} /> : null}
        <label class="form-label" for="ground">
          {say('insight.ground')}
        </label>
        <select class="form-select" id="ground" name="ground">
          <Options of={GROUNDS.map((ground) => ({ code: ground, name: say(`insight.${ground}`) }))} />
        </select>
        <button class="button button-secondary" type="submit">
          {say('insight.except')}
        </button>
      </form>
      <Rows
        page={page}
        title="insight.disclosed"
        head={['insight.day', 'col.agency', 'insight.basis', 'insight.categories']}
        rows={text.disclosed.map(([day = '', to = '', basis = '', told = '']) => [
          day,
          agency(to),
          planName(plan?.legalBases, basis, language),
          told,
        ])}
      />
      <Rows
        page={page}
        title="insight.looks"
        head={['insight.day', 'col.agency', 'insight.purpose', 'insight.record', 'insight.times']}
        rows={text.looks.map(([day = '', by = '', ...more]) => [day, agency(by), ...more])}
      />
      <Listed page={page} title="insight.elsewhere" texts={pack.elsewhere.map(agency)} />
      <Listed page={page} title="insight.withheld" texts={text.withheld} />
      <Actions
        page={page}
        title={say('col.action')}
        names={[
          'RequestInsight',
          ...(pack.requests.some(({ state }) => !/^(met|lapsed)/.test(state)) ? ['DeliverInsight'] : []),
          // What rests is not brought to rest again, and what does not is not let go on.
          pack.restrictedSince === null ? 'RestrictProcessing' : 'LiftRestriction',
          'RequestErasure',
        ]}
        id={id}
      />
    </Layout>
  );
}

export interface Chosen {
  readonly withhold: string;
  readonly documents: string;
}

/** Each to be looked at before it goes along: what is in it is not masked. */
function Documents({
  page,
  id,
  documents,
}: {
  page: Page;
  id: string;
  documents: Answer<'SubjectAccess'>['documents'];
}) {
  const { say, infohus, language } = page;
  return (
    <>
      <Table
        caption={`${say('insight.documents')} (${documents.length})`}
        head={[say('insight.include'), say('documents.what'), say('documents.size')]}
        rows={documents.map(({ documentId, title, size, included }) => [
          <input
            type="checkbox"
            name="include"
            value={documentId}
            checked={included}
            aria-label={`${say('insight.include')} ${title ?? documentId}`}
          />,
          <a href={`/persons/${id}/insight/documents/${documentId}?infohus=${infohus}`}>
            {title ?? say('documents.what')}
          </a>,
          sizeOf(size, language),
        ])}
      />
      <p>{say('insight.documents.what')}</p>
    </>
  );
}

type Key = Parameters<Page['say']>[0];
function Rows({
  page,
  title,
  head,
  rows,
}: {
  page: Page;
  title: Key;
  head: readonly Key[];
  rows: readonly (readonly string[])[];
}) {
  if (rows.length === 0) return <span />;
  return <Table caption={page.say(title)} head={head.map((key) => page.say(key))} rows={rows} />;
}
function Listed({ page, title, texts }: { page: Page; title: Key; texts: readonly string[] }) {
  if (texts.length === 0) return <span />;
  return (
    <>
      <h2>{page.say(title)}</h2>
      <ul>
        {texts.map((text) => (
          <li>{text}</li>
        ))}
      </ul>
    </>
  );
}
