import { short } from '../../words/format.js';
import { codeName } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { datedOn } from '../dates.js';
import { DoLink } from '../do-link.js';
import { Layout, type Page, Table } from '../layout.js';

type Found = Answer<'Users'>;
type User = Found['users'][number];

/** Who was let in as what, what the mapping file gives, and how somebody is shut out: the session ends within a second. */
export function UsersPage({ page, found: { users, mapping } }: { page: Page; found: Found }) {
  const { say } = page;
  return (
    <Layout page={page} title={say('users.title')}>
      <p>{say('users.what')}</p>
      {users.length === 0 ? (
        <p>{say('users.none')}</p>
      ) : (
        <Table
          caption={`${say('users.title')} (${users.length})`}
          head={[
            ...(['user', 'agency', 'role', 'unit', 'issuer'] as const).map((k) => say(`users.${k}`)),
            say('col.state'),
            say('col.action'),
          ]}
          rows={users.map((user) => userRow(page, user))}
        />
      )}
      <h2>{say('users.mapping')}</h2>
      <Mapping page={page} mapping={mapping} />
    </Layout>
  );
}

function userRow(page: Page, user: User) {
  const { say, language, plan, infohus, session } = page;
  const { userId, agency, role, unit, issuer, deactivated } = user;
  const acts = deactivated ? ['ReactivateUser'] : ['DeactivateUser', 'EndSessions'];
  return [
    <a href={`/users/${encodeURIComponent(userId)}?infohus=${infohus}`}>{userId}</a>,
    planName(plan?.agencies, agency, language),
    codeName(role, language),
    unit ?? '',
    issuer,
    <span class={`badge ${deactivated ? 'badge-warning' : 'badge-success'}`}>
      {say(deactivated ? 'users.deactivated' : 'users.active')}
    </span>,
    session?.actor.role === 'administrator' ? (
      <ul class="nobullet-list act-list">
        {acts.map((command) => (
          <li>
            <DoLink page={page} command={command} chosen={{ userId }} of={userId} />
          </li>
        ))}
      </ul>
    ) : (
      ''
    ),
  ];
}

function Mapping({ page, mapping }: { page: Page; mapping: Found['mapping'] }) {
  const { say, language, plan } = page;
  if (!mapping) return <p>{say('users.mapping.none')}</p>;
  return (
    <>
      <p>
        {`${say('users.mapping.since')} ${datedOn(page, mapping.at)}. ${say('users.mapping.hash')} `}
        <code>{short(mapping.hash)}</code>
      </p>
      <Table
        caption={say('users.issuer')}
        head={[say('users.issuer'), say('users.protocol'), say('users.minimum')]}
        rows={mapping.issuers.map((i) => [i.issuer, i.protocol, codeName(i.minimum, language)])}
      />
      <Table
        caption={say('users.mapping')}
        head={[say('users.issuer'), say('users.agency'), say('users.role'), say('users.rules')]}
        rows={mapping.rights.map((r) => [
          r.issuer,
          planName(plan?.agencies, r.agency, language),
          codeName(r.role, language),
          String(r.rules),
        ])}
      />
    </>
  );
}

/** What became of one of them, the newest first. */
export function UserPage(props: { page: Page; userId: string; changes: Answer<'UserChanges'> }) {
  const { page, userId, changes } = props;
  const { say, language, plan, infohus } = page;
  const as = ({ agency, role, unit }: Answer<'UserChanges'>[number]) =>
    agency && role
      ? [planName(plan?.agencies, agency, language), codeName(role, language), unit].filter(Boolean).join(', ')
      : '';
  return (
    <Layout page={page} title={userId}>
      <Table
        caption={say('users.changes')}
        head={[say('work.when'), say('col.what'), say('users.role'), say('users.by'), say('users.reason')]}
        rows={[...changes]
          .reverse()
          .map((c) => [datedOn(page, c.at), nameOf(c.type, language), as(c), c.by, c.reason ?? ''])}
      />
      <p>
        <a href={`/users?infohus=${infohus}`}>{say('users.title')}</a>
      </p>
    </Layout>
  );
}
