import { codeName } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import { type Key, named } from '../../words/words.js';
import { planName } from '../choices.js';
import { dayAt } from '../dates.js';
import { AboutLink, dueHere, dueHereHead } from '../home/due.js';
import { type Page, Table } from '../layout.js';
import { ActList, type Acts, actsAbout } from '../tasks/acts.js';
import { answersTo } from './answering.js';
import type { CaseShown } from './case-shown.js';
import { DutiesLeft } from './duties.js';
import { OpenDecisions } from './meetings.js';
import { isPlaced, namedIn, newestOf } from './placed.js';

/** Whom it is about with what runs for each, what is due, and what can be done with the case as a whole. */
export function Overview({ page, shown }: { page: Page; shown: CaseShown }) {
  const { say, language } = page;
  const { found, acts, person } = shown;
  const on = `/cases/${found.caseId}`;
  const whole = acts.filter((act) => Object.keys(act.about).length === 0 || !isPlaced(found, act.about));
  return (
    <>
      {found.disclosedOnly ? null : <Deadlines page={page} shown={shown} />}
      <DutiesLeft page={page} shown={shown} />
      {found.subjects.length > 0 ? (
        <Table
          caption={say('case.subjects')}
          head={[say('col.person'), say('col.role'), say('case.running'), say('col.action')]}
          rows={found.subjects.map((s) => [
            // Who replays reads the case; the person's own page is for who works with the person.
            page.session?.reader.purpose === 'casework' ? (
              <a href={`/persons/${s.personId}?infohus=${page.infohus}`}>{person(s.personId)}</a>
            ) : (
              person(s.personId)
            ),
            `${codeName(s.role, language)}, ${codeName(s.ageGroup, language)}`,
            running(page, shown, s.personId),
            <ActList page={page} on={on} acts={actsAbout(acts, { personId: s.personId })} of={person(s.personId)} />,
          ])}
        />
      ) : null}
      <OpenDecisions page={page} shown={shown} />
      <Referrals page={page} shown={shown} />
      {(found.concerns ?? []).length > 0 ? (
        <p>
          {`${say('nav.concerns')}: `}
          {(found.concerns ?? []).map((c) => (
            <>
              <AboutLink page={page} about={c} />{' '}
            </>
          ))}
        </p>
      ) : null}
      <h2>{say('case.actions')}</h2>
      {grouped(whole.filter((act) => act.against === null)).map(([name, own]) => (
        <>
          <h3 class="h5">{say(name)}</h3>
          <ActList page={page} on={on} acts={own} />
        </>
      ))}
      <ActList page={page} on={on} acts={whole.filter((act) => act.against !== null)} />
    </>
  );
}

/** What is done with a case as a whole: every day, with others, and now and then. */
const GROUPS = {
  'case.acts.daily': [
    ...['TriageCase', 'RecordContact', 'RecordHomeVisit', 'SupportProfessionals'],
    ...['AttachDocument', 'AddSubject', 'LinkConcern'],
  ],
  'case.acts.others': [
    ...['DiscloseInformation', 'RequestInformation', 'DeclineToShare', 'TellRectification'],
    ...['ReferCase', 'OfferHandover', 'HandToInstallation'],
  ],
} as const satisfies Partial<Record<Key, readonly string[]>>;
type Group = keyof typeof GROUPS | 'case.acts.case';

/** In that order, the most used first; what is in no group is about the case itself. */
function grouped(acts: Acts): readonly (readonly [Group, Acts])[] {
  const placed = new Set<string>(Object.values(GROUPS).flat());
  const rest = acts.filter(({ command }) => !placed.has(command));
  const groups = Object.entries(GROUPS) as unknown as readonly (readonly [Group, readonly string[]])[];
  const own = groups.map(([name, commands]): readonly [Group, Acts] => [
    name,
    commands.flatMap((command) => acts.filter((act) => act.command === command)),
  ]);
  return [...own, ['case.acts.case', rest] as const].filter(([, of]) => of.length > 0);
}

/** Whom the case was referred to and how that stands; all of it is on the tab of responsibility. */
function Referrals({ page, shown: { found } }: { page: Page; shown: CaseShown }) {
  const { say, plan, language } = page;
  const all = namedIn(found, 'CaseReferred', 'referralId');
  if (all.length === 0) return null;
  const told = all.map(([id, event]) => {
    const { toAgency } = event.data as { readonly toAgency: string };
    const newest = newestOf(found, 'referralId', id);
    return `${planName(plan?.agencies, toAgency, language)} (${nameOf(newest?.type ?? event.type, language)})`;
  });
  return <p>{`${say('case.referrals')}: ${told.join('; ')}`}</p>;
}

/** What is still to be answered, the earliest first. */
export function Deadlines({ page, shown: { due, found, acts } }: { page: Page; shown: CaseShown }) {
  const { say } = page;
  if (due.length === 0) return <p>{say('case.nothing-due')}</p>;
  return (
    <Table
      caption={say('home.due')}
      head={[...dueHereHead(page), say('col.action')]}
      rows={due.map((o) => [
        ...dueHere(page, o),
        <ActList
          page={page}
          on={`/cases/${found.caseId}`}
          acts={answersTo(o, acts)}
          of={named(say, 'obligation', o.obligation)}
        />,
      ])}
    />
  );
}

/** The offers that wait and the courses under way of a person, with when each is measured next. */
function running(page: Page, { found, due }: CaseShown, personId: string): string {
  const { plan, language, say } = page;
  const kind = (code: string) => planName(plan?.offerKinds, code, language);
  const ofPerson = <T extends { readonly personId: string }>(all: readonly T[]) =>
    all.filter((one) => one.personId === personId);
  return [
    ...ofPerson(found.offers)
      .filter((o) => o.status === 'open')
      .map((o) => `${kind(o.kind)}: ${say('case.offered')} ${dayAt(page, o.offeredAt)}`),
    ...ofPerson(found.courses)
      .filter((c) => c.status === 'active' || c.status === 'paused')
      .map((c) => {
        const next = due.find((o) => o.courseId === c.courseId && o.obligation === 'progress');
        const measured = next ? `, ${say('case.next-measurement')} ${dayAt(page, next.dueAt)}` : '';
        return `${kind(c.kind)}: ${codeName(c.status, language)}${measured}`;
      }),
  ].join('; ');
}
