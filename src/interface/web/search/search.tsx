import { SEARCH_REASONS } from '../../../application/queries/person/search-queries.js';
import type { Answer } from '../answer.js';
import { AboutLink } from '../home/due.js';
import { Alert, Layout, Table } from '../layout.js';
import { Options } from '../options.js';
import type { Page } from '../page.js';

interface Props {
  readonly page: Page;
  /** What was asked for was no number. */
  readonly noNumber?: boolean;
  readonly found?: Answer<'FindPersons'>;
}

export function SearchPage({ page, noNumber, found }: Props) {
  const { say, infohus, session } = page;
  return (
    <Layout page={page} title={say('search.title')}>
      {noNumber ? (
        <Alert kind="warning" title={say('search.number')}>
          {say('search.no-number')}
        </Alert>
      ) : null}
      <p>{say('search.number-hint')}</p>
      {found ? <Found page={page} found={found} /> : null}
      <h2>{say('search.person')}</h2>
      <p>{say('search.person-what')}</p>
      <form method="post" action={`/search?infohus=${infohus}`} class="entry" autocomplete="off">
        <input type="hidden" name="_csrf" value={session?.csrf ?? ''} />
        <Field name="name" type="text" label={say('search.name')} />
        <Field name="birthDate" type="date" label={say('search.birth-date')} />
        <Field name="cpr" type="text" label={say('search.cpr')} />
        <div class="form-group">
          <label class="form-label" for="person-reason">
            {say('search.why')}
          </label>
          <select class="form-select" id="person-reason" name="reason" required>
            <Options of={SEARCH_REASONS.map((reason) => ({ code: reason, name: say(`search.${reason}`) }))} />
          </select>
        </div>
        <button class="button button-primary" type="submit">
          {say('search.title')}
        </button>
      </form>
    </Layout>
  );
}

const Field = ({ name, type, label }: { name: string; type: 'text' | 'date'; label: string }) => (
  <div class="form-group">
    <label class="form-label" for={`person-${name}`}>
      {label}
    </label>
    <input class="form-input" type={type} id={`person-${name}`} name={name} />
  </div>
);

function Found({ page, found }: { page: Page; found: Answer<'FindPersons'> }) {
  const { say } = page;
  if (found.length === 0) return <p role="status">{say('search.nobody')}</p>;
  return (
    <Table
      caption={`${say('search.found')} (${found.length})`}
      head={[say('search.name'), say('nav.cases'), say('nav.concerns')]}
      rows={found.map(({ name, cases, concerns }) => [
        name ?? say('person.unnamed'),
        <Records page={page} records={cases} />,
        <Records page={page} records={concerns} />,
      ])}
    />
  );
}

type Listed = { readonly caseId?: string; readonly concernId?: string; readonly number: string | null };
const Records = ({ page, records }: { page: Page; records: readonly Listed[] }) => (
  <ul class="nobullet-list">
    {records.map((record) => (
      <li>
        <AboutLink page={page} about={record} />
      </li>
    ))}
  </ul>
);
