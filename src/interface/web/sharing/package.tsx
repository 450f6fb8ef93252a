import type { Child } from 'hono/jsx';
import { sizeOf } from '../../words/format.js';
import { codeName } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { datedOn, dateOf, dayAt } from '../dates.js';
import { DoLink } from '../do-link.js';
import { Alert, type Page } from '../layout.js';
import type { Package } from '../tasks/situation.js';

export type Sent = Answer<'CasePackages'>[number];

/** What of a package is drawn: sent or handed over by another installation alike. */
type Contents = Pick<Package, 'description' | 'persons' | 'support' | 'statements'> & {
  readonly documents: readonly Pick<Package['documents'][number], 'documentId' | 'title' | 'kind' | 'size'>[];
};

/** What is passed on, as it is read: the sender's preview, the receiver's answer and the receipt are drawn by this one. */
export function PackageView({ page, pack }: { page: Page; pack: Contents }) {
  const { say, language } = page;
  const parts = partsOf(page, pack);
  if (parts.length === 0) return <p>{say('sharing.empty')}</p>;
  return (
    <dl class="package" lang={language}>
      {parts.map(([title, lines]) => (
        <>
          <dt>{title}</dt>
          {lines.map((line) => (
            <dd>{line}</dd>
          ))}
        </>
      ))}
    </dl>
  );
}

function partsOf(page: Page, { description, persons, support, statements, documents }: Contents) {
  const { say } = page;
  const parts: readonly (readonly [title: string, lines: readonly Child[]])[] = [
    [say('sharing.description'), description ? [description] : []],
    [say('sharing.persons'), personLines(page, persons)],
    [say('sharing.support'), supportLines(page, support, persons)],
    [say('sharing.statements'), statementLines(page, statements, persons)],
    [say('documents.title'), documentLines(page, documents)],
  ];
  return parts.filter(([, lines]) => lines.length > 0);
}

type Persons = Package['persons'];
/** By name where identity is passed on, else by a number. */
const called = ({ say }: Page, persons: Persons, number: number): string =>
  persons.find((p) => p.number === number)?.name ?? `${say('sharing.person')} ${number}`;

export function personLines(page: Page, persons: Persons): readonly string[] {
  const { say, language } = page;
  return persons.map((p) => {
    const told = (label: string, value: string | null | undefined) => (value ? [`${label}: ${value}`] : []);
    return [
      called(page, persons, p.number),
      ...[p.role, p.ageGroup].flatMap((code) => (code ? [codeName(code, language)] : [])),
      ...(p.birthDate ? [`${say('sharing.born')} ${dateOf(page, p.birthDate)}`] : []),
      ...told(say('sharing.contact'), p.contact),
      ...told(say('sharing.address'), p.protectedAddress ? say('sharing.address.protected') : p.address),
      ...told(say('sharing.guardians'), p.guardians?.join(', ')),
    ].join(', ');
  });
}
export function supportLines(page: Page, support: Package['support'], persons: Persons): readonly string[] {
  const { plan, say, language } = page;
  return support.map((s) => {
    const kind = planName(plan?.offerKinds, s.kind, language);
    return `${kind}, ${called(page, persons, s.person)}: ${named(say, 'state', codeName(s.status, language))}, ${dayAt(page, s.since)}`;
  });
}
/** What rests on what: a fact, an observation or a judgement, and whose (B-2). */
function statementLines(page: Page, statements: Package['statements'], persons: Persons): readonly string[] {
  const { plan, say, language } = page;
  const agency = (code: string) => planName(plan?.agencies, code, language);
  return statements.map((s) => {
    const dissent = (s.dissent ?? []).map(({ by, text }) => `${say('sharing.dissent')} (${agency(by)}): ${text}`);
    const said = `${called(page, persons, s.person)}: ${s.text} (${codeName(s.nature, language)}, ${agency(s.sourceAgency)})`;
    return [said, ...dissent].join('. ');
  });
}

/** What of it is not so any more: whoever sent it is to say so, whoever received it to ask (GDPR art. 19). */
function Rectified({
  page,
  sent: { rectified, rectificationToldAt, eventId, fromAgency },
}: {
  page: Page;
  sent: Sent;
}) {
  const { say, language, session, path } = page;
  if (rectified.length === 0) return null;
  const isSender = session?.actor.agency === fromAgency;
  const on = path.split('/').slice(0, 3).join('/');
  return (
    <Alert kind={rectificationToldAt ? 'info' : 'warning'} title={say('sharing.rectified')}>
      {rectified
        .map(({ type, how, at }) => `${nameOf(type, language)} ${say(`sharing.how.${how}`)} ${datedOn(page, at)}`)
        .join('; ')}
      {'. '}
      {rectificationToldAt ? (
        `${say('sharing.rectified.told')} ${datedOn(page, rectificationToldAt)}.`
      ) : isSender ? (
        <DoLink page={page} command="TellRectification" on={on} chosen={{ disclosureId: eventId }}>
          {say('sharing.rectified.tell')}
        </DoLink>
      ) : (
        `${say('sharing.rectified.ask')}.`
      )}
    </Alert>
  );
}

/** The receiver, and who sends, fetch it where it is named. */
function documentLines({ say, language }: Page, documents: Contents['documents']): readonly Child[] {
  return documents.map(({ documentId, title, kind, size }) => (
    <>
      <a href={`/api/documents/${documentId}`}>{title || say('documents.what')}</a>
      {` (${codeName(kind, language)}, ${sizeOf(size, language)})`}
    </>
  ));
}

/** What was sent: to whom, on which basis and why, the contents, and the hash by which both sides can show that it is the same. */
export function SentView({ page, sent }: { page: Page; sent: Sent }) {
  const { say, plan, language } = page;
  const agency = (code: string) => planName(plan?.agencies, code, language);
  return (
    <section class="sent">
      <PackageView page={page} pack={sent} />
      <Rectified page={page} sent={sent} />
      <dl>
        <dt>{say('sharing.from')}</dt>
        <dd>{agency(sent.fromAgency)}</dd>
        <dt>{say('sharing.basis')}</dt>
        <dd>{planName(plan?.legalBases, sent.legalBasis, language)}</dd>
        <dt>{say('sharing.necessity')}</dt>
        <dd>{sent.necessity}</dd>
        <dt>{say('sharing.hash')}</dt>
        <dd>
          <code class="hash">{sent.hash}</code> {`(${sent.events.length} ${say('sharing.events')})`}
        </dd>
      </dl>
    </section>
  );
}
