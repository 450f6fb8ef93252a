import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { datedOn } from '../dates.js';
import { Actions, Alert, Layout, type Page, Table } from '../layout.js';
import { PackageView } from '../sharing/package.js';

type Row = Answer<'IncomingTransfers'>[number];
type Found = Answer<'IncomingTransfer'>;

/** What waits for an answer stands first. */
export function IncomingListPage({ page, rows }: { page: Page; rows: readonly Row[] }) {
  const { say, infohus } = page;
  return (
    <Layout page={page} title={say('transfer.title')}>
      {rows.length === 0 ? (
        <p>{say('transfer.none')}</p>
      ) : (
        <Table
          caption={`${say('transfer.title')} (${rows.length})`}
          head={[
            say('transfer.received'),
            say('col.from'),
            say('transfer.what'),
            say('col.status'),
            say('transfer.taken'),
          ]}
          rows={rows.map((r) => [
            <a href={`/transfers/${r.transferId}?infohus=${infohus}`}>{datedOn(page, r.receivedAt)}</a>,
            r.name,
            say(`transfer.what.${r.what}`),
            say(`transfer.is.${r.status}`),
            <Became page={page} concernId={r.concernId} />,
          ])}
        />
      )}
    </Layout>
  );
}
function Became({ page, concernId }: { page: Page; concernId: string | null }) {
  if (!concernId) return null;
  return <a href={`/concerns/${concernId}?infohus=${page.infohus}`}>{page.say('concern.title')}</a>;
}

/** What was handed over, as the sender signed it: why, on which basis, what it says, and who had the responsibility there. */
export function IncomingPage({ page, found }: { page: Page; found: Found }) {
  const { say, plan, language, infohus } = page;
  const basis = planName(plan?.legalBases, found.legalBasis, language);
  return (
    <Layout page={page} title={`${say('transfer.one')} ${found.name}`}>
      <p>
        <a href={`/transfers?infohus=${infohus}`}>{say('transfer.title')}</a>
      </p>
      {found.status === 'waiting' ? (
        <Alert kind="info" title={say(`transfer.is.${found.status}`)}>
          {say('transfer.waits')}
        </Alert>
      ) : (
        <p>
          {say(`transfer.is.${found.status}`)} {found.answeredAt ? datedOn(page, found.answeredAt) : ''}{' '}
          <Became page={page} concernId={found.concernId} />
        </p>
      )}
      {found.status === 'waiting' && page.session?.actor.role === 'coordinator' ? (
        <Actions
          page={page}
          title={say('col.action')}
          names={['TakeTransfer', 'RefuseTransfer']}
          id={found.transferId}
        />
      ) : null}
      <dl class="facts">
        <dt>{say('transfer.what')}</dt>
        <dd>{say(`transfer.what.${found.what}`)}</dd>
        <dt>{say('transfer.sent')}</dt>
        <dd>{datedOn(page, found.sentAt)}</dd>
        <dt>{say('transfer.why')}</dt>
        <dd>{found.reason}</dd>
        <dt>{say('sharing.basis')}</dt>
        <dd>{basis}</dd>
        <dt>{say('sharing.necessity')}</dt>
        <dd>{found.necessity}</dd>
        <dt>{say('sharing.hash')}</dt>
        <dd>
          <code class="hash">{found.hash}</code>
        </dd>
      </dl>
      <PackageView page={page} pack={found} />
      {found.chain.length > 0 ? (
        <Table
          caption={say('transfer.chain')}
          head={[say('col.agency'), say('col.from'), say('col.to')]}
          rows={found.chain.map((h) => [h.agency, datedOn(page, h.from), h.to ? datedOn(page, h.to) : ''])}
        />
      ) : null}
    </Layout>
  );
}
