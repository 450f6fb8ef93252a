import { numberOf } from '../../words/format.js';
import { nameOf } from '../../words/names.js';
import { planName } from '../choices.js';
import type { Page } from '../layout.js';
import { type Field, FilterForm } from '../list.js';
import { AsOf } from './as-of.js';
import type { CaseShown } from './case-shown.js';
import { Timeline } from './timeline.js';

type Event = CaseShown['found']['timeline'][number];

/** What happened, of a kind, about a person or by an agency, as of a moment by either clock; each row with its own corrections. */
export function CaseTimeline({ page, shown }: { page: Page; shown: CaseShown }) {
  const { say, plan, language } = page;
  const { found, acts, person, at, clock, chosen } = shown;
  const on = `/cases/${found.caseId}`;
  const agency = (code: string) => planName(plan?.agencies, code, language);
  const things = new Map<string, string>([
    ...found.offers.map((o) => [o.offerId, planName(plan?.offerKinds, o.kind, language)] as const),
    ...found.courses.map((c) => [c.courseId, planName(plan?.offerKinds, c.kind, language)] as const),
    ...(found.concerns ?? []).map((c) => [c.concernId, `${say('concern.title')} ${numberOf(c.number)}`] as const),
    ...found.subjects.map((s) => [s.personId, person(s.personId)] as const),
  ]);
  const once = (all: readonly string[]) => [...new Set(all)];
  const fields: readonly Field[] = [
    {
      name: 'kind',
      label: say('col.what'),
      of: once(found.timeline.map((e) => e.type)).map((code) => ({ code, name: nameOf(code, language) })),
    },
    {
      name: 'person',
      label: say('col.person'),
      of: found.subjects.map((s) => ({ code: s.personId, name: person(s.personId) })),
    },
    {
      name: 'by',
      label: say('col.by'),
      of: once(found.timeline.map((e) => e.actor.agency)).map((code) => ({ code, name: agency(code) })),
    },
  ];
  const events = found.timeline.filter(isChosen(found, chosen));
  return (
    <>
      {found.disclosedOnly ? null : (
        <FilterForm page={page} path={`${on}/timeline`} chosen={chosen} fields={fields} keep={{ at, clock }} />
      )}
      <AsOf page={page} shown={shown} tab="timeline" />
      <p>
        <a href={`${on}/replay?infohus=${page.infohus}`}>{say('replay.open')}</a>
      </p>
      {events.length === 0 ? <p>{say('case.timeline-none')}</p> : null}
      <Timeline page={page} events={events} names={(id) => things.get(id)} amend={{ on, acts }} />
    </>
  );
}

/** Of its kind, about the person (by name, or by the offer or course that is theirs), by the agency. */
export function isChosen({ offers, courses, timeline }: CaseShown['found'], { kind, person, by }: CaseShown['chosen']) {
  const theirs = new Set<unknown>([
    person,
    ...offers.filter((o) => o.personId === person).map((o) => o.offerId),
    ...courses.filter((c) => c.personId === person).map((c) => c.courseId),
  ]);
  const byId = new Map(timeline.map((e) => [e.eventId, e]));
  const isAbout = (e: Event): boolean => {
    const { eventId } = e.data as { readonly eventId?: string };
    const amended = eventId === undefined ? undefined : byId.get(eventId);
    return namesOne(e.data, theirs) || (amended !== undefined && namesOne(amended.data, theirs));
  };
  return (e: Event): boolean => (!kind || e.type === kind) && (!by || e.actor.agency === by) && (!person || isAbout(e));
}

function namesOne(value: unknown, ids: ReadonlySet<unknown>): boolean {
  if (value === null || typeof value !== 'object') return ids.has(value);
  return Object.values(value).some((v) => namesOne(v, ids));
}
