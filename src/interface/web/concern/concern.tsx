import type { Child } from 'hono/jsx';
import { numberOf } from '../../words/format.js';
import { codeName } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import { adviceFor } from '../../words/refusals.js';
import type { Key } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { Timeline, Written } from '../case/timeline.js';
import { planName } from '../choices.js';
import { datedOn } from '../dates.js';
import { DoLink } from '../do-link.js';
import { DocumentList } from '../document/documents.js';
import { dueHere, dueHereHead } from '../home/due.js';
import { Alert, Layout, type Page, Table } from '../layout.js';
import { SentList } from '../sharing/sent.js';
import { ActList, type Acts, actsAbout } from '../tasks/acts.js';
import { ConcernHead, newest } from './concern-head.js';

interface ConcernShown {
  readonly page: Page;
  readonly found: Answer<'Concern'>;
  readonly names: Answer<'ConcernNames'>;
  readonly acts: Acts;
  readonly packages: Answer<'ConcernPackages'>;
}

/** Each act stands where one looks for it; what is in no section stands last. */
const QUALIFYING = ['QualifyConcern', 'AssessSeverity'];
const ADVISING = ['GiveAdvice', 'SendReceipt'];
const ENDING = ['ForwardConcern', 'HandConcernToPolice', 'DismissConcern'];
const SHARING = ['DiscloseInformation', 'TellRectification'];
const ELSEWHERE = new Set([...QUALIFYING, ...ADVISING, ...SHARING, ...ENDING, 'IdentifySubject']);

export function ConcernPage({ page, found, names, acts, packages }: ConcernShown) {
  const { say, language } = page;
  const on = `/concerns/${found.concernId}`;
  const whole = actsAbout(acts);
  const those = (commands: readonly string[]) => whole.filter((a) => commands.includes(a.command));
  return (
    <Layout page={page} title={`${say('concern.title')} ${numberOf(found.number)}`}>
      <ConcernHead page={page} found={found} />
      {found.policeTold === false && found.standing !== 'ended' ? (
        <Alert kind="warning" title={say('concern.police-not-told')}>
          <ActList page={page} on={on} acts={those(['NotifyPolice'])} />
        </Alert>
      ) : null}
      {found.acute ? <AcuteFlow page={page} found={found} acute={found.acute} acts={acts} /> : null}
      <OpenCase page={page} found={found} />
      {found.deadlines.length === 0 ? null : (
        <Table caption={say('home.due')} head={dueHereHead(page)} rows={found.deadlines.map((o) => dueHere(page, o))} />
      )}
      <Table
        caption={say('case.subjects')}
        head={[say('col.person'), say('col.role')]}
        rows={found.subjects.map((s) => [
          <PersonLink page={page} personId={s.personId} name={names[s.personId]} />,
          `${codeName(s.role, language)}, ${codeName(s.ageGroup, language)}`,
        ])}
      />
      <ActList page={page} on={on} acts={those(['IdentifySubject'])} />
      <DocumentList page={page} timeline={found.timeline} on={on} acts={acts} />
      <Section page={page} title="concern.qualification">
        <Qualified page={page} found={found} names={names} />
        <ActList page={page} on={on} acts={those(QUALIFYING)} />
      </Section>
      <Section page={page} title="concern.advice">
        <Advice page={page} found={found} names={names} />
        <ActList page={page} on={on} acts={those(ADVISING)} />
      </Section>
      <Section page={page} title="disclosures.title">
        <ActList page={page} on={on} acts={those(SHARING)} />
        <SentList page={page} packages={packages} />
      </Section>
      <Section page={page} title="concern.ending">
        <ActList page={page} on={on} acts={those(ENDING)} />
      </Section>
      <Section page={page} title="concern.actions">
        <ActList page={page} on={on} acts={whole.filter((a) => !ELSEWHERE.has(a.command))} />
      </Section>
      <Timeline page={page} events={found.timeline} names={(id) => names[id]} amend={{ on, acts }} />
    </Layout>
  );
}

function Section({ page, title, children }: { page: Page; title: Key; children?: Child }) {
  return (
    <section class="part">
      <h2>{page.say(title)}</h2>
      {children}
    </section>
  );
}

/** Who reads a concern as compliance reads no person's own page from here. */
function PersonLink({ page, personId, name }: { page: Page; personId: string; name: string | undefined }) {
  const text = name ?? page.say('person.unnamed');
  return page.session?.reader.purpose === 'casework' ? (
    <a href={`/persons/${personId}?infohus=${page.infohus}`}>{text}</a>
  ) : (
    text
  );
}

/** On a substantiated one, with everything it knows filled in; before that, why not yet (screens.md section 3, Concern). */
function OpenCase({ page, found }: { page: Page; found: Answer<'Concern'> }) {
  const opening = found.begins.find((b) => b.command === 'OpenCase');
  if (!opening) return null;
  const name = nameOf('OpenCase', page.language);
  return opening.against === null ? (
    <p>
      <DoLink page={page} command="OpenCase" on={`/concerns/${found.concernId}`} isButton />
    </p>
  ) : (
    <p class="act-not">{`${name}: ${adviceFor(page.language, opening.against)}`}</p>
  );
}

type Told = Omit<ConcernShown, 'acts' | 'packages'>;
/** What was found of it, by the newest qualification; never its forms (domain.md rule 13: Written leaves them out). */
function Qualified({ page, found, names }: Told) {
  const qualified = newest(found, 'ConcernQualified');
  if (!qualified) return <p>{page.say('concern.not-qualified')}</p>;
  return (
    <>
      <p>{`${datedOn(page, qualified.occurredAt)}, ${planName(page.plan?.agencies, qualified.actor.agency, page.language)}`}</p>
      <Written page={page} event={qualified} names={(id) => names[id]} />
    </>
  );
}

function Advice({ page, found, names }: Told) {
  const given = found.timeline.filter((e) => e.type === 'AdviceGiven' && !e.annulled);
  if (given.length === 0) return null;
  return (
    <ul>
      {given.map((e) => (
        <li>
          {datedOn(page, e.occurredAt)}
          <Written page={page} event={e} names={(id) => names[id]} />
        </li>
      ))}
    </ul>
  );
}

type Acute = NonNullable<Answer<'Concern'>['acute']>;
interface AcuteShown extends Pick<ConcernShown, 'page' | 'found' | 'acts'> {
  readonly acute: Acute;
}
/** The acute flow as steps, with what comes next (KØ-1 to KØ-5). */
function AcuteFlow({ page, found, acute, acts }: AcuteShown) {
  const { say, language } = page;
  // Calling a meeting begins a record of its own, and so is no act on this one.
  const may = (next: string) =>
    found.begins.some((b) => b.command === next) || acts.some((a) => a.command === next && a.against === null);
  const steps = [
    ['acute.police-told', acute.policeTold],
    ['acute.final', acute.final],
    ['acute.meeting', acute.meetingCalled],
    ['acute.with-police', acute.withPolice],
  ] as const;
  const next =
    acute.next === 'CallMeeting'
      ? `/concerns/${found.concernId}/do/CallMeeting?kind=urgent&`
      : `/concerns/${found.concernId}/do/${acute.next}?`;
  return (
    <Alert kind="warning" title={say('acute.title')}>
      <ul>
        {steps.map(([key, done]) => (
          <li>{`${say(key)}: ${say(done ? 'yes' : 'no')}`}</li>
        ))}
        {acute.readyToAct === null ? null : <li>{say(acute.readyToAct ? 'acute.ready' : 'acute.not-ready')}</li>}
        {acute.openingHours ? null : <li>{say('acute.closed')}</li>}
      </ul>
      {acute.next && may(acute.next) ? (
        <a class="button button-primary" href={`${next}infohus=${page.infohus}`}>
          {`${say('acute.next')}: ${nameOf(acute.next, language)}`}
        </a>
      ) : null}
    </Alert>
  );
}
