import { number } from '../../words/format.js';
import type { Answer } from '../answer.js';
import { dated, datedAndRelative } from '../dates.js';
import { Facts } from '../facts.js';
import { Alert, Layout, type Page, Table } from '../layout.js';
import type { UnderWay } from './verifying.js';

type Found = Answer<'Integrity'>;
type Verification = Found['verifications'][number];
interface Props {
  readonly page: Page;
  readonly found: Found;
  readonly underWay: UnderWay | undefined;
}

/** Whether the log can be trusted: who has verified it, what is signed, and how one event is proven (screens.md section 5). */
export function IntegrityPage({ page, found, underWay }: Props) {
  const { say, infohus } = page;
  const newest = found.verifications.find(({ whole }) => whole);
  return (
    <Layout page={page} title={say('integrity.title')}>
      <p>{say('integrity.what')}</p>
      {newest && newest.wrongAt !== null ? <WrongAt page={page} position={newest.wrongAt} /> : null}
      <h2>{say('integrity.state')}</h2>
      <State page={page} found={found} newest={newest} />
      {underWay?.isRunning ? (
        <Running page={page} underWay={underWay} head={found.position} />
      ) : (
        <Begin page={page} failed={underWay?.failed === true} />
      )}
      <List page={page} found={found} />
      <h2>{say('integrity.prove')}</h2>
      <p>{say('integrity.prove.how')}</p>
      <p>
        <a href={`/cases?infohus=${infohus}`}>{say('integrity.cases')}</a>
      </p>
    </Layout>
  );
}

const WrongAt = ({ page: { say, language }, position }: { page: Page; position: number }) => (
  <Alert kind="error" title={say('integrity.wrong.title')}>
    {say('integrity.wrong.what', { position: number(position, language, false) })}
  </Alert>
);

function State({ page, found, newest }: Pick<Props, 'page' | 'found'> & { newest: Verification | undefined }) {
  const { say, language } = page;
  const { signed, verifier, position, at: now } = found;
  const day = (instant: string) => datedAndRelative(instant, now, language);
  return (
    <Facts
      of={[
        [say('integrity.last'), newest ? `${day(newest.at)}: ${resultOf(page, newest)}` : say('integrity.never')],
        [say('integrity.head'), number(position, language, false)],
        [say('integrity.signed'), signed ? number(signed.position, language, false) : say('oversight.unsigned')],
        [say('integrity.signed.at'), signed && day(signed.at)],
        [
          say('integrity.witnesses'),
          signed && (signed.witnesses === 0 ? say('integrity.no-witness') : String(signed.witnesses)),
        ],
        [say('integrity.key'), verifier && <code class="proof">{verifier}</code>],
      ]}
    />
  );
}

function Begin({ page, failed }: { page: Page; failed: boolean }) {
  const { say, session, infohus } = page;
  return (
    <>
      {failed ? (
        <Alert kind="warning" title={say('integrity.failed')}>
          {say('integrity.failed.what')}
        </Alert>
      ) : null}
      <form method="post" action={`/integrity?infohus=${infohus}`} class="task">
        <input type="hidden" name="_csrf" value={session?.csrf ?? ''} />
        <p>{say('integrity.verify.what')}</p>
        <button class="button button-primary" type="submit">
          {say('integrity.verify')}
        </button>
      </form>
    </>
  );
}

/** The bar is the browser's own; the text says the same. */
function Running({ page, underWay, head }: { page: Page; underWay: UnderWay; head: number }) {
  const { say, language } = page;
  const plain = (n: number) => number(n, language, false);
  const { position, by } = underWay;
  return (
    <section aria-labelledby="verifying">
      <h2 id="verifying">{say('integrity.running')}</h2>
      <label for="verified">{say('integrity.progress', { position: plain(position), head: plain(head) })}</label>
      <progress class="rebuild-done" id="verified" value={position} max={Math.max(head, 1)} />
      <p>{say('integrity.running.by', { by })}</p>
    </section>
  );
}

function List({ page, found: { verifications, at: now } }: Pick<Props, 'page' | 'found'>) {
  const { say, language } = page;
  if (verifications.length === 0) return <p>{say('integrity.list.none')}</p>;
  return (
    <Table
      caption={say('integrity.list')}
      head={(['when', 'by', 'reach', 'result'] as const).map((key) => say(`integrity.${key}`))}
      rows={verifications.map((v) => [
        dated(v.at, now, language),
        `${v.userId}, ${v.agency}`,
        reachOf(page, v),
        resultOf(page, v),
      ])}
    />
  );
}

function reachOf({ say, language }: Page, { whole, upTo }: Verification): string {
  if (upTo === null) return say('integrity.reach.unknown');
  return say(whole ? 'integrity.reach.whole' : 'integrity.reach.part', { position: number(upTo, language, false) });
}
function resultOf({ say, language }: Page, { upTo, wrongAt }: Verification): string {
  if (wrongAt !== null) return say('integrity.wrong', { position: number(wrongAt, language, false) });
  return say(upTo === null ? 'integrity.unknown' : 'integrity.intact');
}
