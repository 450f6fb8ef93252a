import type { Child } from 'hono/jsx';
import { numberOf } from '../../words/format.js';
import { codeName } from '../../words/labels.js';
import type { Answer } from '../answer.js';
import { Timeline } from '../case/timeline.js';
import { datedOn, dateOf, dayAt } from '../dates.js';
import { DocumentList } from '../document/documents.js';
import { Facts } from '../facts.js';
import { StateBadge } from '../home/due.js';
import { Alert, Layout, type Page, Table } from '../layout.js';
import { ActList, type Acts, actsAbout } from '../tasks/acts.js';
import { LookUpForm, ReasonForm } from './reason-form.js';

export interface PersonShown {
  readonly found: Answer<'Person'>;
  readonly acts: Acts;
}

/** Who somebody is, and their part in each record that the reader may read (screens.md section 3). */
export function PersonPage({ page, shown: { found, acts } }: { page: Page; shown: PersonShown }) {
  const { say } = page;
  const on = `/persons/${found.personId}`;
  const names = new Map([...found.guardians, ...found.others].map((one) => [one.personId, one.name ?? undefined]));
  return (
    <Layout page={page} title={found.name ?? say('person.unnamed')}>
      {found.restrictedSince ? (
        <Alert kind="warning" title={`${say('person.restricted')} ${datedOn(page, found.restrictedSince)}`}>
          {say('person.restricted.what')}
        </Alert>
      ) : null}
      {found.mergedInto ? <p class="lead">{say('person.merged')}</p> : null}
      <Details page={page} found={found} />
      <Table
        caption={say('person.parts')}
        head={[say('col.what'), say('col.role'), say('col.from'), say('col.status')]}
        rows={found.parts.map((part) => partRow(page, part))}
      />
      {page.session?.actor.role === 'compliance' ? (
        <p>
          <a href={`${on}/insight?infohus=${page.infohus}`}>{say('insight.of')}</a>
        </p>
      ) : null}
      {page.session?.actor.role === 'police' ? (
        <p>
          <a href={`${on}/insight-parts?infohus=${page.infohus}`}>{say('insight-parts.title')}</a>
        </p>
      ) : null}
      <DocumentList page={page} timeline={found.timeline} on={on} acts={acts} />
      <h2>{say('person.acts')}</h2>
      <ActList page={page} on={on} acts={actsAbout(acts)} />
      <Timeline
        page={page}
        events={found.timeline}
        names={(id) => (id === found.personId ? (found.name ?? undefined) : names.get(id))}
        amend={{ on, acts }}
      />
    </Layout>
  );
}

function Details({ page, found }: { page: Page; found: PersonShown['found'] }) {
  const { say, infohus } = page;
  const known: readonly (readonly [string, Child])[] = [
    [say('person.birth-date'), found.birthDate && dateOf(page, found.birthDate)],
    [say('person.contact'), found.contact],
    [say('person.address'), found.protectedAddress ? <Protected page={page} found={found} /> : found.address],
    [
      say('person.guardians'),
      found.guardians.length === 0
        ? null
        : found.guardians.map((g) => (
            <span class="guardian">
              <a href={`/persons/${g.personId}?infohus=${infohus}`}>{g.name ?? say('person.unnamed')}</a>
            </span>
          )),
    ],
  ];
  return (
    <>
      <Facts of={known} />
      {found.hasCpr ? <p>{say('person.cpr')}</p> : null}
      {found.canBeLookedUp ? (
        <details>
          <summary>{say('cpr.look-up')}</summary>
          <LookUpForm page={page} personId={found.personId} />
        </details>
      ) : null}
    </>
  );
}

/** Shown once, in the answer to a form: the address stands in no address of ours. */
function Protected({ page, found }: { page: Page; found: PersonShown['found'] }) {
  const { say } = page;
  if (found.address !== null) return <>{`${found.address} (${say('person.is-protected')})`}</>;
  return (
    <details>
      <summary>{say('person.protected')}</summary>
      <ReasonForm
        {...{ page, id: 'reason', leads: `${found.personId}/address` }}
        {...{ why: say('person.reveal.why'), what: say('person.reveal.what'), send: say('person.reveal') }}
      />
    </details>
  );
}

function partRow(page: Page, part: PersonShown['found']['parts'][number]): readonly Child[] {
  const { infohus, language } = page;
  const href = part.caseId ? `/cases/${part.caseId}` : `/concerns/${part.concernId}`;
  return [
    <a href={`${href}?infohus=${infohus}`}>{numberOf(part.number)}</a>,
    `${codeName(part.role, language)}, ${codeName(part.ageGroup, language)}`,
    dayAt(page, part.at),
    <StateBadge page={page} state={part.open ? 'open' : 'closed'} />,
  ];
}
