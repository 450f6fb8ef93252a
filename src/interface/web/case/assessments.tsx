import { codeName } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import { planName } from '../choices.js';
import { datedOn, dayAt, dayOn } from '../dates.js';
import { Facts } from '../facts.js';
import { type Page, Table } from '../layout.js';
import { ActList, actsAbout } from '../tasks/acts.js';
import { AsOf } from './as-of.js';
import type { CaseShown } from './case-shown.js';

type Event = CaseShown['found']['timeline'][number];
interface Statement {
  readonly statementId: string;
  readonly dimension: string;
  readonly text?: string;
  readonly nature: string;
  readonly sourceAgency?: string;
  readonly shareable: boolean;
}
interface Assessed {
  readonly personId: string;
  readonly needs?: string;
  readonly recommendedEfforts?: readonly string[];
  readonly followUpAgency: string;
  readonly startsBy?: string;
  readonly statements?: readonly Statement[];
  readonly dimensions?: readonly {
    readonly dimension: string;
    readonly resources?: string;
    readonly concerns?: string;
  }[];
}
interface Dissent {
  readonly assessmentId: string;
  readonly statementId?: string;
  readonly text?: string;
}

/** What was assessed of whom, each thing that was said with who said it, when and on which source, and who disagrees (B-2, B-3). */
export function Assessments({ page, shown }: { page: Page; shown: CaseShown }) {
  const { found, acts, person } = shown;
  const on = `/cases/${found.caseId}`;
  return (
    <>
      <AsOf page={page} shown={shown} tab="assessment" />
      <ActList page={page} on={on} acts={actsAbout(acts).filter((a) => a.command === 'RecordAssessment')} />
      {found.subjects.map((s) => (
        <ActList
          page={page}
          on={on}
          acts={actsAbout(acts, { personId: s.personId }).filter((a) => a.command === 'RecordAssessment')}
          called={{ RecordAssessment: `${nameOf('RecordAssessment', page.language)}: ${person(s.personId)}` }}
        />
      ))}
      <AssessmentList page={page} shown={shown} />
    </>
  );
}

type Shown = Pick<CaseShown, 'found' | 'acts' | 'person'>;
/** The newest first. */
export function AssessmentList({ page, shown, level = 2 }: { page: Page; shown: Shown; level?: 2 | 3 }) {
  const events = shown.found.timeline.filter((e) => !e.annulled);
  const all = events.filter((e) => e.type === 'AssessmentRecorded').reverse();
  if (all.length === 0) return <p>{page.say('case.no-assessment')}</p>;
  return (
    <>
      {all.map((e) => (
        <One page={page} shown={shown} event={e} events={events} level={level} />
      ))}
    </>
  );
}

interface OneProps {
  readonly page: Page;
  readonly shown: Shown;
  readonly level: 2 | 3;
  readonly event: Event;
  readonly events: readonly Event[];
}
function One({ page, shown: { found, acts, person }, event, events, level }: OneProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  const { say, plan, language } = page;
  const agency = (code: string) => planName(plan?.agencies, code, language);
  const data = event.data as Assessed;
  const isOf = (e: Event) => (e.data as { readonly assessmentId?: string }).assessmentId === event.eventId;
  const contributions = events.filter((e) => e.type === 'AssessmentContributed' && isOf(e));
  const dissents = events.filter((e) => e.type === 'DissentRecorded' && isOf(e));
  const said = [event, ...contributions].flatMap((e) =>
    ((e.data as Pick<Assessed, 'statements'>).statements ?? []).map((one) => ({ e, one })),
  );
  const texts = new Map(said.map(({ one }) => [one.statementId, one.text ?? '']));
  const known: readonly (readonly [string, string])[] = [
    [say('assessment.needs'), data.needs ?? ''],
    [say('assessment.efforts'), (data.recommendedEfforts ?? []).join('; ')],
    [
      say('assessment.follow-up'),
      `${agency(data.followUpAgency)}${data.startsBy ? `, ${dayOn(page, data.startsBy)}` : ''}`,
    ],
    ...(data.dimensions ?? []).map(
      (d) => [codeName(d.dimension, language), [d.resources, d.concerns].filter(Boolean).join(' · ')] as const,
    ),
  ];
  return (
    <section>
      <Heading>{`${person(data.personId)}, ${dayAt(page, event.occurredAt)}`}</Heading>
      <p>{`${agency(event.actor.agency)}, ${codeName(event.actor.role, language)}${event.corrected ? ` (${say('case.corrected')})` : ''}`}</p>
      <Facts of={known} />
      {said.length > 0 ? (
        <Table
          caption={say('assessment.statements')}
          head={[
            say('assessment.aspect'),
            say('assessment.text'),
            say('assessment.nature'),
            say('assessment.source'),
            say('assessment.said-by'),
            say('col.occurred'),
            say('assessment.shareable'),
          ]}
          rows={said.map(({ e, one }) => [
            codeName(one.dimension, language),
            one.text ?? '',
            codeName(one.nature, language),
            one.sourceAgency ? agency(one.sourceAgency) : '',
            `${agency(e.actor.agency)}${e === event ? '' : ` (${say('assessment.contributed')})`}`,
            datedOn(page, e.occurredAt),
            say(one.shareable ? 'yes' : 'no'),
          ])}
        />
      ) : null}
      {dissents.length > 0 ? (
        <Table
          caption={say('assessment.dissent')}
          head={[say('col.by'), say('col.occurred'), say('assessment.about'), say('assessment.text')]}
          rows={dissents.map((e) => {
            const { statementId, text } = e.data as Dissent;
            const about = statementId === undefined ? say('assessment.whole') : (texts.get(statementId) ?? '');
            return [agency(e.actor.agency), datedOn(page, e.occurredAt), about, text ?? ''];
          })}
        />
      ) : null}
      <ActList
        page={page}
        on={`/cases/${found.caseId}`}
        acts={actsAbout(acts, { assessmentId: event.eventId })}
        of={`${person(data.personId)}, ${dayAt(page, event.occurredAt)}`}
      />
    </section>
  );
}
