import { codeName } from '../../words/labels.js';
import { named } from '../../words/words.js';
import { planName } from '../choices.js';
import { dateOf, dayAt } from '../dates.js';
import { type Page, Table } from '../layout.js';
import { ActList, actsAbout } from '../tasks/acts.js';
import type { CaseShown } from './case-shown.js';

/** What was offered to whom and what came of it, each with its acts beside it (K16-8). */
export function Support({ page, shown: { found, acts, person } }: { page: Page; shown: CaseShown }) {
  const { say, plan, language } = page;
  const on = `/cases/${found.caseId}`;
  const kind = (code: string) => planName(plan?.offerKinds, code, language);
  const head = (['kind', 'person', 'status', 'from', 'action'] as const).map((k) => say(`col.${k}`));
  const texts = new Map(
    found.timeline
      .filter((e) => e.type === 'GoalSet')
      .map((e) => e.data as { readonly goalId: string; readonly text?: string })
      .map((goal) => [goal.goalId, goal.text ?? '']),
  );
  const courses = new Map(found.courses.map((c) => [c.courseId, c]));
  const views = found.timeline
    .filter((e) => e.type === 'OwnViewRecorded' && !e.annulled)
    .map((e) => e.data as { readonly courseId: string; readonly text?: string; readonly givenOn: string })
    .toSorted((a, b) => (a.givenOn < b.givenOn ? 1 : -1));
  if (found.offers.length === 0) return <p>{say('picture.none')}</p>;
  return (
    <>
      <Table
        caption={say('case.offers')}
        head={head}
        rows={found.offers.map((o) => [
          kind(o.kind),
          person(o.personId),
          named(say, 'state', codeName(o.status, language)),
          dayAt(page, o.offeredAt),
          <ActList
            page={page}
            on={on}
            acts={actsAbout(acts, { offerId: o.offerId })}
            of={`${kind(o.kind)}, ${person(o.personId)}`}
          />,
        ])}
      />
      {found.courses.length === 0 ? null : (
        <Table
          caption={say('case.courses')}
          head={head}
          rows={found.courses.map((c) => [
            kind(c.kind),
            person(c.personId),
            codeName(c.status, language),
            dayAt(page, c.startedAt),
            <ActList
              page={page}
              on={on}
              acts={actsAbout(acts, { courseId: c.courseId })}
              of={`${kind(c.kind)}, ${person(c.personId)}`}
            />,
          ])}
        />
      )}
      {(found.goals ?? []).length > 0 ? (
        <Table
          caption={say('case.goals')}
          head={[say('case.goals'), say('col.person'), say('col.status'), say('col.action')]}
          rows={(found.goals ?? []).map((g) => [
            texts.get(g.goalId) ?? '',
            person(g.personId),
            codeName(g.state, language),
            <ActList page={page} on={on} acts={actsAbout(acts, { goalId: g.goalId })} of={texts.get(g.goalId) ?? ''} />,
          ])}
        />
      ) : null}
      {views.length > 0 ? (
        <Table
          caption={say('case.own-views')}
          head={[say('case.own-view'), say('col.person'), say('col.kind'), say('case.own-view.on')]}
          rows={views.map(({ courseId, text = '', givenOn }) => {
            const course = courses.get(courseId);
            return [
              text,
              course ? person(course.personId) : '',
              course ? kind(course.kind) : '',
              dateOf(page, givenOn),
            ];
          })}
        />
      ) : null}
    </>
  );
}
