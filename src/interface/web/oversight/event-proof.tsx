import { number, numberOf } from '../../words/format.js';
import { nameOf } from '../../words/names.js';
import type { Answer } from '../answer.js';
import { datedOn } from '../dates.js';
import { Facts } from '../facts.js';
import { Alert, Layout, type Page } from '../layout.js';

type Proof = Answer<'CaseEventProof'>;

/** The proof of one event, told to somebody who has never heard of a hash (screens.md section 5). */
export function EventProofPage({ page, caseId, proof }: { page: Page; caseId: string; proof: Proof }) {
  const { say, language, infohus } = page;
  return (
    <Layout page={page} title={say('proof.title')}>
      <Facts
        of={[
          [say('proof.of'), <a href={`/cases/${caseId}?infohus=${infohus}`}>{numberOf(proof.number)}</a>],
          [say('proof.event'), nameOf(proof.type, language)],
          [say('col.recorded'), datedOn(page, proof.recordedAt)],
          [say('replay.position'), number(proof.position, language, false)],
        ]}
      />
      {proof.signed ? (
        <Shown page={page} caseId={caseId} proof={proof} signed={proof.signed} />
      ) : (
        <Alert kind="info" title={say('proof.waits')}>
          {say('proof.waits.what')}
        </Alert>
      )}
      <p>
        <a href={`/cases/${caseId}/replay?infohus=${infohus}`}>{say('proof.back')}</a>
      </p>
    </Layout>
  );
}

function Shown(props: { page: Page; caseId: string; proof: Proof; signed: NonNullable<Proof['signed']> }) {
  const { page, caseId, proof, signed } = props;
  const { say, language, infohus } = page;
  const plain = (n: number) => number(n, language, false);
  return (
    <>
      <h2>{say('proof.shows')}</h2>
      <ol>
        <li>{say('proof.step.written', { position: plain(proof.position), at: datedOn(page, proof.recordedAt) })}</li>
        <li>{say('proof.step.way', { steps: plain(proof.steps), size: plain(signed.position) })}</li>
        <li>{say('proof.step.signed', { at: datedOn(page, signed.at) })}</li>
        {signed.witnesses > 0 ? <li>{say('proof.step.witnesses', { count: plain(signed.witnesses) })}</li> : null}
      </ol>
      <h2>{say('proof.not')}</h2>
      <p>{say('proof.not.what')}</p>
      <p>
        <a
          class="button button-primary"
          href={`/cases/${caseId}/events/${proof.position}/proof.json?infohus=${infohus}`}
          data-turbo="false"
        >
          {say('proof.file')}
        </a>
      </p>
      <h2>{say('proof.check')}</h2>
      <p>{say('proof.check.how')}</p>
      <p>
        <code class="proof">{`node sagsspor-verify.mjs ${proofFile(proof)} --key '${proof.verifier}'`}</code>
      </p>
    </>
  );
}

export const proofFile = ({ number: of, position }: Proof): string => `${of ?? 'sag'}-${position}.json`;
