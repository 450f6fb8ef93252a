import { codeName } from '../../words/labels.js';
import { named } from '../../words/words.js';
import { planName } from '../choices.js';
import { day, when } from '../format.js';
import { AboutLink, StateBadge } from '../home/due.js';
import { type Page, Table } from '../layout.js';
import { ActList, actsAbout } from '../tasks/acts.js';
import { answersTo } from './answering.js';
import type { CaseShown } from './case-shown.js';
import { OpenDecisions } from './meetings.js';
import { isPlaced } from './placed.js';

/** Whom it is about with what runs for each, what is due, and what can be done with the case as a whole. */
export function Overview({ page, shown }: { page: Page; shown: CaseShown }) {
  const { say, language } = page;
  const { found, acts, person } = shown;
  const on = `/cases/${found.caseId}`;
  const whole = acts.filter((act) => Object.keys(act.about).length === 0 || !isPlaced(found, act.about));
  return (
    <>
      {found.disclosedOnly ? null : <Deadlines page={page} shown={shown} />}
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
      <ActList page={page} on={on} acts={whole} />
    </>
  );
}

/** What is still to be answered, the earliest first. */
export function Deadlines({ page, shown: { due, found, acts } }: { page: Page; shown: CaseShown }) {
  const { say } = page;
  if (due.length === 0) return <p>{say('case.nothing-due')}</p>;
  return (
    <Table
      caption={say('home.due')}
      head={[say('col.obligation'), say('col.due'), say('col.state'), say('col.action')]}
      rows={due.map((o) => [
        named(say, 'obligation', o.obligation),
        when(o.dueAt),
        <StateBadge page={page} state={o.state} />,
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

/** The offers that wait and the courses under way of a person. */
function running({ plan, language, say }: Page, { found }: CaseShown, personId: string): string {
  const kind = (code: string) => planName(plan?.offerKinds, code, language);
  const ofPerson = <T extends { readonly personId: string }>(all: readonly T[]) =>
    all.filter((one) => one.personId === personId);
  return [
    ...ofPerson(found.offers)
      .filter((o) => o.status === 'open')
      .map((o) => `${kind(o.kind)}: ${say('case.offered')} ${day(o.offeredAt)}`),
    ...ofPerson(found.courses)
      .filter((c) => c.status === 'active' || c.status === 'paused')
      .map((c) => `${kind(c.kind)}: ${codeName(c.status, language)}`),
  ].join('; ');
}
