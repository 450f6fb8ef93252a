import { concern } from '../../../domain/concern/concern.js';
import {
  assessments,
  type ConcernFacts,
  type ConcernState,
  caseOf,
  concernAggregate,
  ending,
  link,
  policeKnowSince,
  stepsOf,
} from '../../../domain/concern/state.js';
import { concernStatusOf } from '../../../domain/concern/status.js';
import { localDateOf } from '../../../domain/kernel/calendar.js';
import { type Recorded, streamOf } from '../../../domain/kernel/event.js';
import { asOnceKnown, history } from '../../../domain/kernel/history.js';
import { acuteObligations, type Obligation, triageOf } from '../../../domain/obligations/index.js';
import { planInForce } from '../../../domain/plan/in-force.js';
import type { Plan } from '../../../domain/plan/schema.js';
import { isOpen } from '../../../domain/plan/working-time.js';
import type { ConcernRow } from '../../../projections/concern-facts/concern-facts.js';
import { apartFromCase } from '../../authorization/narrowed.js';
import { hashedOnce } from '../../codec.js';
import { onceOf } from '../../once-of.js';
import type { EventStore, StoredEvent } from '../../ports/event-store.js';
import type { Sealing } from '../../sealing.js';
import { timeline } from '../case/case-view.js';
import { eventsOf, opened } from '../records.js';

export interface LoadedConcern {
  readonly state: ConcernState;
  /** The state that says who may know of it, where its registration was annulled since. */
  readonly knownAs: ConcernState;
  readonly events: Awaited<ReturnType<typeof eventsOf>>;
}
export async function loadConcern(store: EventStore, concernId: string): Promise<LoadedConcern> {
  return loadedFrom(await store.readStream(streamOf(concernAggregate.aggregate, concernId)));
}
/** Of what was read once, for all questions of a page. */
const loadedFrom = onceOf((stored: readonly StoredEvent[]): LoadedConcern => {
  const events = stored.map(hashedOnce);
  const folded = (all: readonly Recorded[]) => all.reduce((s, e) => concern.evolve(s, e), concernAggregate.initial);
  const state = folded(history(events));
  return { state, knownAs: state.facts ? state : folded(asOnceKnown(events)), events };
});

/** A row of the concern list: no severity after triage, no form, nothing about a person (domain.md rules 2 and 13). */
export function concernRow(
  row: ConcernRow,
  plans: readonly Plan[],
  now: string,
  ofItsCase: boolean,
  numbers: ReadonlyMap<string, string>,
) {
  const { concernId, infohus, receivedAt, standing, facts } = row;
  const hidden = row.caseId !== null && !ofItsCase;
  const caseId = hidden ? null : row.caseId;
  const triage = hidden ? undefined : triageOf(concernId, facts, plans, now);
  return {
    concernId,
    number: numbers.get(concernId) ?? null,
    infohus,
    receivedAt,
    standing,
    caseId,
    caseNumber: numbers.get(caseId ?? '') ?? null,
    triage: triage ? { dueAt: triage.dueAt, state: triage.state, open: triage.open } : null,
  };
}

/** A concern with what it says, its deadlines, and where it stands in the acute flow (KØ-1 to KØ-5). */
export async function concernView(
  sealing: Sealing,
  concernId: string,
  { state, knownAs, events }: LoadedConcern,
  row: ConcernRow | undefined,
  plans: readonly Plan[],
  now: string,
) {
  const all = await opened(sealing, events);
  const show = (data: object) => withoutForms(all(data));
  const steps = row?.facts.steps ?? stepsOf(state);
  // An annulled registration leaves a row that says of nothing.
  const facts = state.facts && (row?.facts ?? state.facts);
  const known = facts ?? knownAs.facts;
  const triage = facts && triageOf(concernId, facts, plans, now);
  const due: readonly Obligation[] = facts
    ? [...(triage ? [triage] : []), ...acuteObligations(concernId, facts, plans, now)]
    : [];
  return {
    concernId,
    infohus: known?.infohus ?? '',
    receivedAt: known?.receivedAt ?? '',
    registeredBy: knownAs.registeredBy,
    subjects: state.subjects,
    caseId: caseOf(state) ?? null,
    standing: concernStatusOf(steps),
    policeTold: facts ? policeKnow(facts, now) : null,
    acute: facts ? acuteFlow(facts, plans, now) : null,
    deadlines: due,
    version: events.at(-1)?.version ?? 0,
    timeline: timeline(events, show),
  };
}

type ConcernView = Awaited<ReturnType<typeof concernView>>;
/** For who registered it and the police: its own events and severity, without the id of its case (commands.md, Roles). */
export function withoutCase(view: ConcernView): ConcernView {
  if (view.caseId === null) return view;
  return {
    ...view,
    caseId: null,
    deadlines: apartFromCase(view.deadlines),
    timeline: view.timeline.map(apart),
  };
}
type Entry = ConcernView['timeline'][number];
/** As it stands, and as it was recorded where it was corrected since. */
const apart = ({ data, recorded, ...entry }: Entry): Entry => ({
  ...{ ...entry, data: withoutCaseIn(data) },
  ...(recorded ? { recorded: withoutCaseIn(recorded) } : {}),
});
/** What an amendment names and changes stands inside of it. */
function withoutCaseIn(data: object): object {
  const of = data as { readonly ids?: object; readonly changes?: object };
  const inside = {
    ...(of.ids ? { ids: withoutCaseIn(of.ids) } : {}),
    ...(of.changes ? { changes: withoutCaseIn(of.changes) } : {}),
  };
  const own = Object.entries(data).filter(([name]) => !STEPS_OF_THE_CASE.has(name));
  return { ...Object.fromEntries(own), ...inside };
}
const STEPS_OF_THE_CASE = new Set(['caseId', 'caseTriagedAt']);

/** For an agency that has left it: the events that it recorded itself, and nothing else of it. */
export function ownOf(view: ConcernView, agency: string): ConcernView {
  const { concernId, infohus, version } = view;
  return {
    ...{ concernId, infohus, version, receivedAt: '', registeredBy: '' },
    ...{ subjects: [], caseId: null, standing: 'undecided', policeTold: null, acute: null, deadlines: [] },
    timeline: view.timeline.filter(({ actor }) => actor.agency === agency).map(apart),
  };
}

/** Every concern is told to police (KØ-1): the list and the acute flow say it by the same rule. */
function policeKnow(facts: ConcernFacts, now: string): boolean {
  const since = policeKnowSince(facts);
  return since !== undefined && since <= now;
}

/** What has been done of the acute flow, and what comes next; null where the concern is not acute now. */
function acuteFlow(facts: ConcernFacts, plans: readonly Plan[], now: string) {
  const { infohus, steps } = facts;
  const newest = assessments(steps).at(-1);
  if (newest?.severity !== 'acute' || link(steps)) return null;
  const plan = planInForce(plans, infohus, localDateOf(newest.at));
  const policeTold = policeKnow(facts, now);
  const meetingCalled = steps.some((s) => s.what === 'urgent-meeting' && s.at >= newest.at);
  const withPolice = ending(steps) === 'handed-to-police';
  return {
    assessedAt: newest.at,
    openingHours: plan ? isOpen(plan, newest.at) : true,
    policeTold,
    final: newest.final,
    readyToAct: newest.readyToAct,
    meetingCalled,
    withPolice,
    next: nextOf({ policeTold, final: newest.final, readyToAct: newest.readyToAct, meetingCalled, withPolice }),
  };
}

interface Flow {
  readonly policeTold: boolean;
  readonly final: boolean;
  readonly readyToAct: boolean | null;
  readonly meetingCalled: boolean;
  readonly withPolice: boolean;
}
/** The command that the flow asks for next: tell police (KØ-1), they assess (KØ-2), then one of the two branches (KØ-4). */
function nextOf({ policeTold, final, readyToAct, meetingCalled, withPolice }: Flow) {
  if (withPolice) return null;
  if (!policeTold) return 'NotifyPolice';
  if (!final) return 'AssessSeverity';
  if (readyToAct) return 'HandConcernToPolice';
  return meetingCalled ? null : 'CallMeeting';
}

/** Forms of extremism are counted, and never shown with a person: not on a page, nor over the API (domain.md rule 13, K24-6). */
function withoutForms(data: object): object {
  const { forms: _, changes, ...rest } = data as { forms?: unknown; changes?: object };
  return changes ? { ...rest, changes: withoutForms(changes) } : rest;
}
