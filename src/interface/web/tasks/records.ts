import type { Params } from '../../../application/queries/catalogue.js';
import { numberOf } from '../../words/format.js';
import { codeName } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import type { Answer } from '../answer.js';
import { type Choice, planName } from '../choices.js';
import { datedOn, dayAt } from '../dates.js';
import { documentChoices } from '../document/documents.js';
import type { Page } from '../layout.js';
import { type Ask, known } from '../page-controller.js';
import { type Measured, NO_THINGS, type ShownEvent, type TaskRecord } from './situation.js';

/** The kinds of record that have pages, by how their addresses begin. */
export const RECORDS: Readonly<Record<string, string>> = {
  cases: 'case',
  concerns: 'concern',
  meetings: 'meeting',
  persons: 'person',
};
/** These choose a concern out of those of the Infohus. */
const CHOOSES_CONCERN = new Set(['LinkConcern', 'ReopenCase', 'DismissConcern', 'AddAgendaItem', 'RecordDecision']);

const STARTS_COURSE = new Set(['StartCourse', 'AcceptOffer']);

/** A record as its reader may know it, for who is about to record something on it. Asked like its own page: what is hidden stays hidden. */
export async function shownRecord(
  ask: Ask,
  page: Page,
  { records, id, command }: { readonly records: string; readonly id: string; readonly command: string },
): Promise<TaskRecord> {
  const shown = await loaded(ask, page, records, known(id));
  if (command === 'HandToInstallation') return { ...shown, installations: (await ask('Installations', {})).map(named) };
  if (STARTS_COURSE.has(command)) return { ...shown, mentors: await mentorsToChoose(ask, page, shown) };
  if (!CHOOSES_CONCERN.has(command)) return shown;
  const choices = await concernsToChoose(ask, page, shown, command);
  const subjects = [
    ...choices.map((c) => ({ ...c, code: `concernId:${c.code}` })),
    ...(await casesToChoose(ask, page, shown, command)),
  ];
  return { ...shown, things: { ...shown.things, concerns: choices, subjects } };
}

function loaded(ask: Ask, page: Page, records: string, id: string): Promise<TaskRecord> {
  switch (records) {
    case 'cases':
      return caseShown(ask, page, id);
    case 'concerns':
      return concernShown(ask, page, id);
    case 'meetings':
      return meetingShown(ask, page, id);
    default:
      return personShown(ask, page, id);
  }
}

async function caseShown(ask: Ask, page: Page, id: string): Promise<TaskRecord> {
  const found = await ask('CaseAsOf', { id, at: '', clock: 'recorded', texts: true });
  const names = await ask('CaseNames', { id });
  const { plan, language, say } = page;
  const person = (personId: string) => names[personId] ?? say('person.unnamed');
  const of = ({ kind, personId }: { kind: string; personId: string }) =>
    `${planName(plan?.offerKinds, kind, language)}, ${person(personId)}`;
  const title = `${say('case.title')} ${numberOf(found.number)}`;
  return {
    ...{ aggregate: 'case', id, title, href: href(page, 'cases', id), infohus: found.infohus },
    persons: found.subjects.map((s) => ({ ...s, name: person(s.personId) })),
    proposed: found.proposals?.[0],
    things: {
      ...NO_THINGS,
      offers: found.offers.map((o) => ({ code: o.offerId, name: of(o), about: o.personId })),
      courses: found.courses.map((c) => ({ code: c.courseId, name: of(c), about: c.personId })),
      handovers: asked(page, found.timeline, 'HandoverOffered', 'handoverId'),
      disclosures: asked(page, found.timeline, 'InformationDisclosed', 'eventId'),
      referrals: asked(page, found.timeline, 'CaseReferred', 'referralId'),
      transfers: sentAway(page, found.timeline),
      events: eventChoices(page, found.timeline),
      documents: documentChoices(page, found.timeline),
      cases: [{ code: id, name: title }],
      ...assessed(page, found.timeline, person),
      goals: goalsSet(found.timeline),
      subjects: [{ code: `caseId:${id}`, name: title }],
    },
    events: found.timeline,
    users: usersIn(found.timeline, page),
    measured: measured(page, found.timeline),
  };
}

async function concernShown(ask: Ask, page: Page, id: string): Promise<TaskRecord> {
  const found = await ask('Concern', { id });
  const names = await ask('ConcernNames', { id });
  const title = `${page.say('concern.title')} ${numberOf(found.number)}`;
  const name = `${title}, ${datedOn(page, found.receivedAt)}`;
  return {
    ...{ aggregate: 'concern', id, title, href: href(page, 'concerns', id), infohus: found.infohus },
    persons: found.subjects.map((s) => ({ ...s, name: names[s.personId] ?? page.say('person.unnamed') })),
    things: {
      ...NO_THINGS,
      disclosures: asked(page, found.timeline, 'InformationDisclosed', 'eventId'),
      events: eventChoices(page, found.timeline),
      documents: documentChoices(page, found.timeline),
      transfers: sentAway(page, found.timeline),
      concerns: [{ code: id, name }],
      subjects: [{ code: `concernId:${id}`, name }],
    },
    events: found.timeline,
  };
}

async function meetingShown(ask: Ask, page: Page, id: string): Promise<TaskRecord> {
  const found = await ask('Meeting', { id });
  const title = `${page.say('meeting.title')} ${found.startsAt && datedOn(page, found.startsAt)}`;
  return {
    ...{ aggregate: 'meeting', id, title, href: href(page, 'meetings', id), infohus: found.infohus },
    persons: [],
    things: {
      ...NO_THINGS,
      events: eventChoices(page, found.timeline),
      documents: documentChoices(page, found.timeline),
      decisions: found.decisions.map((d) => ({ code: d.eventId, name: `${d.decision ?? ''} (${dayAt(page, d.at)})` })),
      subjects: found.agenda.map(({ subject, number }) => subjectChoice(page, subject, number ?? null)),
    },
    events: found.timeline,
    invited: found.invited,
  };
}

async function personShown(ask: Ask, page: Page, id: string): Promise<TaskRecord> {
  const found = await ask('Person', { id });
  const records = found.parts.filter((p) => p.caseId !== undefined);
  return {
    ...{ aggregate: 'person', id, title: found.name ?? page.say('person.unnamed'), infohus: page.infohus },
    href: href(page, 'persons', id),
    persons: found.others,
    things: {
      ...NO_THINGS,
      events: eventChoices(page, found.timeline),
      documents: documentChoices(page, found.timeline),
      cases: records.map((p) => ({
        code: String(p.caseId),
        name: `${page.say('case.title')} ${numberOf(p.number)}`,
      })),
    },
    events: found.timeline,
  };
}

const href = ({ infohus }: Page, records: string, id: string) => `/${records}/${id}?infohus=${infohus}`;

type Subject = Answer<'Meeting'>['agenda'][number]['subject'];
function subjectChoice({ say }: Page, { concernId, caseId }: Subject, number: string | null): Choice {
  return caseId === undefined
    ? { code: `concernId:${concernId}`, name: `${say('concern.title')} ${numberOf(number)}` }
    : { code: `caseId:${caseId}`, name: `${say('case.title')} ${numberOf(number)}` };
}

const eventChoices = (page: Page, timeline: readonly ShownEvent[]): readonly Choice[] =>
  timeline.map((e) => ({ code: e.eventId, name: `${nameOf(e.type, page.language)}, ${datedOn(page, e.occurredAt)}` }));

/** What one agency asked of another: said by who, of whom, and when. */
function asked(page: Page, timeline: readonly ShownEvent[], type: string, field: string): readonly Choice[] {
  const { plan, language, say } = page;
  return timeline
    .filter((e) => e.type === type)
    .map((e) => {
      const data = { eventId: e.eventId, ...e.data } as Readonly<Record<string, string>>;
      const agency = (code = '') => planName(plan?.agencies, code, language);
      const from = data.fromAgency ? `${say('task.from')} ${agency(data.fromAgency)} ` : '';
      return {
        code: String(data[field]),
        name: `${from}${say('task.to')} ${agency(data.toAgency)}, ${datedOn(page, e.occurredAt)}`,
        about: data.toAgency,
      };
    });
}

/** Assessments by whom they are about and when, and what each says. */
function assessed(page: Page, timeline: readonly ShownEvent[], person: (id: string) => string) {
  const all = timeline.filter((e) => e.type === 'AssessmentRecorded' || e.type === 'AssessmentContributed');
  const of = (e: ShownEvent) => e.data as Assessed;
  const statements = all.flatMap((e) =>
    (of(e).statements ?? []).map((s) => ({
      ...{ code: s.statementId, name: s.text ?? '', about: of(e).assessmentId ?? e.eventId },
      shareable: s.shareable,
    })),
  );
  return {
    assessments: all
      .filter((e) => e.type === 'AssessmentRecorded')
      .map((e) => ({ code: e.eventId, name: `${person(of(e).personId)}, ${datedOn(page, e.occurredAt)}` })),
    statements,
    shareable: statements.filter((s) => s.shareable),
  };
}
interface Assessed {
  readonly personId: string;
  readonly assessmentId?: string;
  readonly statements?: readonly {
    readonly statementId: string;
    readonly text?: string;
    readonly shareable: boolean;
  }[];
}
const goalsSet = (timeline: readonly ShownEvent[]): readonly Choice[] =>
  timeline
    .filter((e) => e.type === 'GoalSet')
    .map((e) => e.data as { readonly goalId: string; readonly text?: string; readonly courseId: string })
    .map((goal) => ({ code: goal.goalId, name: goal.text ?? '', about: goal.courseId }));

/** Handed to other installations. */
const sentAway = (page: Page, timeline: readonly ShownEvent[]): readonly Choice[] =>
  timeline
    .filter((e) => e.type === 'TransferSent')
    .map(({ data, occurredAt }) => {
      const { transferId, installation } = data as { readonly transferId: string; readonly installation: string };
      return { code: transferId, name: `${installation}, ${datedOn(page, occurredAt)}` };
    });

const named = ({ code, name }: Choice): Choice => ({ code, name });

type ShownCaseEvent = ShownEvent & { readonly actor: { readonly userId: string; readonly agency: string } };
function usersIn(timeline: readonly ShownCaseEvent[], { session }: Page): readonly Choice[] {
  const { userId = '', agency = '' } = session?.actor ?? {};
  const own = timeline.flatMap(({ actor }) => (actor.agency === agency ? [actor.userId] : []));
  return [...new Set([userId, ...own])].map((code) => ({ code, name: code }));
}

/** What was measured, with when. */
const measured = (page: Page, timeline: readonly ShownEvent[]): readonly Measured[] =>
  timeline
    .filter((e) => e.type === 'ProgressMeasured')
    .map((e) => ({ ...(e.data as Omit<Measured, 'at'>), at: dayAt(page, e.occurredAt) }));

async function concernsToChoose(ask: Ask, page: Page, shown: TaskRecord, command: string): Promise<readonly Choice[]> {
  const standing = command === 'LinkConcern' || command === 'ReopenCase' ? { standing: 'substantiated' } : {};
  const asked_ = { infohus: shown.infohus || page.infohus, limit: 50, ...standing } as Params<'Concerns'>;
  const { rows } = await ask('Concerns', asked_);
  return rows
    .filter((c) => c.concernId !== shown.id && (command === 'DismissConcern' || !c.caseId))
    .map((c) => ({
      code: c.concernId,
      name: `${page.say('concern.title')} ${numberOf(c.number)}, ${datedOn(page, c.receivedAt)}, ${codeName(c.standing, page.language)}`,
    }));
}
async function casesToChoose(ask: Ask, page: Page, shown: TaskRecord, command: string): Promise<readonly Choice[]> {
  if (command !== 'AddAgendaItem' && command !== 'RecordDecision') return [];
  const { rows } = await ask('Cases', {
    infohus: shown.infohus || page.infohus,
    limit: 50,
    status: 'open',
  } as Params<'Cases'>);
  return rows.map((c) => ({
    code: `caseId:${c.caseId}`,
    name: `${page.say('case.title')} ${numberOf(c.number)}, ${dayAt(page, c.openedAt ?? '')}`,
  }));
}

/** Of the corps, here, cleared and with a place free; the rule looks at the rest. */
async function mentorsToChoose(ask: Ask, page: Page, { infohus }: TaskRecord): Promise<readonly Choice[]> {
  const { rows: all } = await ask('Mentors', { infohus: infohus || page.infohus });
  return all
    .filter((m) => m.here && m.cleared && m.placesLeft > 0)
    .map((m) => ({ code: m.mentorId, name: `${m.name ?? ''} (${m.placesLeft} ${page.say('task.places-left')})` }));
}
