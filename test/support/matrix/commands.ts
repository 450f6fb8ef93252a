import { parseRequest } from '../../../src/application/commands/request.js';
import type { Actor } from '../../../src/domain/kernel/event.js';
import { idFor } from '../given.js';
import { coordinates, hasInfohus, isAny, isOf, isPoliceOf } from './actors.js';
import { bodyOf } from './bodies.js';
import { either, type Outcome, type Probe } from './probe.js';
import { knowsPerson, type Sight, sightOfCase, sightOfConcern, sightOfMeeting } from './sights.js';
import * as w from './world.js';

/** The *who* column of commands.md, in its own words. */
type Who = 'any' | 'worker' | 'coordinator' | 'police' | 'responsible agency' | 'receiver or sender' | 'leader';

// biome-ignore format: a line for each who
const CASE: Readonly<Record<string, readonly Who[]>> = {
  ...rows(['worker'], 'RecordAssessment RecordHomeVisit RecordContact AddSubject ChangeSubject RemoveSubject DiscloseInformation RequestInformation DeclineToShare ReferCase OfferSupport LiftDoNotContact AcceptOffer DeclineOffer WithdrawOffer RepeatOffer WithdrawConsent RenewConsent StartCourse MeasureProgress PauseCourse ResumeCourse CompleteCourse AbortCourse RecordStatusFollowUp RecordRiskFollowUp SupportProfessionals RegisterRelease RecordDissent SetGoal ReviewGoal DropGoal RecordOwnView ContributeToAssessment'),
  ...rows(['receiver or sender'], 'AcceptReferral DeclineReferral WithdrawReferral CompleteReferral AcceptHandover DeclineHandover WithdrawHandover'),
  ...rows(['responsible agency'], 'OfferHandover'),
  ...rows(['responsible agency', 'coordinator'], 'CloseCase'),
  ...rows(['coordinator'], 'LapseReoffer LinkConcern ReopenCase'),
  ...rows(['coordinator', 'police'], 'TriageCase'),
  ...rows(['police'], 'HandCaseToSecurity ClearForSupport'),
  ...rows(['leader', 'coordinator'], 'AssignCaseworker'),
};
// biome-ignore format: a line for each who
const CONCERN: Readonly<Record<string, readonly Who[]>> = {
  ...rows(['any'], 'IdentifySubject NotifyPolice AssessSeverity GiveAdvice DiscloseInformation'),
  ...rows(['coordinator', 'police'], 'QualifyConcern HandConcernToPolice'),
  ...rows(['coordinator'], 'DismissConcern ForwardConcern'),
  ...rows(['police'], 'NotifyInfohus'),
};
const MEETING = rows(['coordinator'], 'AddAgendaItem HoldMeeting RecordDecision CloseMeeting');
// biome-ignore format: a line for each who
const NEW: Readonly<Record<string, readonly Who[] | 'analyst' | 'analyst, coordinator'>> = {
  ...rows(['any'], 'RegisterConcern RecordActivity RecordHotlineContact'),
  ...rows(['coordinator'], 'OpenCase RegisterMentor'),
  ...rows(['coordinator', 'police'], 'CallMeeting RaiseIncident'),
  RecordMeasurement: 'analyst, coordinator',
  RecordHistoricalFigure: 'analyst',
};
function rows(who: readonly Who[], names: string): Readonly<Record<string, readonly Who[]>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, who]));
}

let given = 0;
const giving =
  (name: string, id: string, more: object = {}) =>
  async (world: w.World, actor: Actor) => {
    const request = parseRequest(name, { id, data: { ...bodyOf(name), ...more } });
    const commandId = idFor(`trial ${++given}`);
    return world.product.executor.execute({ request, actor, kind: 'person', commandId });
  };
interface Standing {
  readonly infohus: string;
  readonly onIt: boolean;
  readonly responsible: boolean;
}
const TESTS: Readonly<Record<Who, (as: Actor, standing: Standing) => boolean>> = {
  any: isAny,
  worker: (as, { onIt }) => isAny(as) && onIt,
  coordinator: (as, { infohus }) => coordinates(as, infohus),
  police: (as, { infohus }) => isPoliceOf(as, infohus),
  'responsible agency': (as, { responsible }) => isAny(as) && responsible,
  // Which of them the rule says: `not-the-receiver`.
  'receiver or sender': isAny,
  leader: (as) => as.role === 'leader',
};
const isOn = (as: Actor, who: readonly Who[], infohus: string, onIt: boolean, responsible: boolean): boolean =>
  who.some((is) => TESTS[is](as, { infohus, onIt, responsible }));

/** Left it, looked in through broken glass, or compliance: it may be told that there is none, or that it may not. */
const LOOKING: readonly Outcome[] = ['404', '403'];

function onCase(as: Actor, name: string, command: string): Outcome | readonly Outcome[] {
  const facts = w.CASES[name as w.CaseName];
  const who = CASE[command] ?? [];
  if (!facts) return '404';
  const sight: Sight = sightOfCase(as, name);
  // "a linked concern offers them this act and the next, and shows nothing else of the case"
  if (who.length === 1 && who[0] === 'police' && isPoliceOf(as, facts.infohus)) return 'given';
  const looksIn = as.role === 'compliance' || (facts.glass ?? []).includes(as.userId);
  if (sight === 'own' || (sight === 'whole' && looksIn)) return LOOKING;
  if (sight === 'none') return '404';
  // "who is only asked is not (on the case): it gives nothing but its answer"
  const isAnswer = who.includes('receiver or sender') || who.includes('leader');
  if (sight === 'disclosed' && !isAnswer) return '403';
  return isOn(as, who, facts.infohus, sight === 'whole', as.agency === facts.responsible) ? 'given' : '403';
}

function onConcern(as: Actor, name: string, command: string): Outcome | readonly Outcome[] {
  const facts = w.CONCERNS[name];
  const sight = sightOfConcern(as, name);
  if (!facts || sight === 'none') return '404';
  if (sight === 'own' || as.role === 'compliance') return LOOKING;
  const who = CONCERN[command] ?? [];
  if (facts.linkedTo) {
    // "of its commands police keep AssessSeverity and NotifyInfohus, coordinators all; workers on the case read its concerns"
    const keeps = isPoliceOf(as, facts.infohus) && ['AssessSeverity', 'NotifyInfohus'].includes(command);
    const coordinator = coordinates(as, facts.infohus) && !(who.length === 1 && who[0] === 'police');
    return keeps || coordinator ? 'given' : '403';
  }
  return isOn(as, who, facts.infohus, true, false) ? 'given' : '403';
}

function onMeeting(as: Actor, name: string): Outcome | readonly Outcome[] {
  const silent = isPoliceOf(as, 'koebenhavn') || (as.role === 'compliance' && isOf(as, 'koebenhavn'));
  if (!w.MEETINGS[name]) return '404';
  if (coordinates(as, 'koebenhavn')) return 'given';
  const sight = sightOfMeeting(as, name);
  return silent || sight === 'own' ? LOOKING : sight === 'none' ? '404' : '403';
}

const withAbsent = (names: readonly string[]) => [...names, 'absent'];
function existing(
  name: string,
  kind: string,
  names: readonly string[],
  idOf: (name: string) => string,
  expects: (as: Actor, record: string) => Outcome | readonly Outcome[],
  more: object = {},
): readonly Probe[] {
  return withAbsent(names).map((record) => ({
    ...{ name: `${name}${Object.keys(more).length > 0 ? ` ${JSON.stringify(more)}` : ''}`, on: `${kind} ${record}` },
    run: giving(name, idOf(record), more),
    absent: giving(name, idOf('absent'), more),
    expects: (who) => either(who, (as) => expects(as, record)),
  }));
}

/** The first event of a case that an agency recorded. */
const eventOf = ({ log }: w.World, name: string, agency: string) =>
  log.find(
    (e) => e.stream === `case-${ofCase(name)}` && e.actor.agency === agency && e.type !== 'InformationDisclosed',
  );
const amending =
  (name: 'AnnulEvent' | 'CorrectEvent', on: string, agency: string) => async (world: w.World, actor: Actor) => {
    const eventId = eventOf(world, on, agency)?.eventId ?? idFor('no event');
    const more = { eventId, reason: 'opdigtet', ...(name === 'CorrectEvent' ? { changes: {} } : {}) };
    return giving(name, ofCase(on), more)(world, actor);
  };
/** "AnnulEvent: the agency that recorded it; coordinator. CorrectEvent: the agency that recorded it", and what only police may give by police. */
function onEvent(as: Actor, name: w.CaseName, agency: string, command: string): Outcome | readonly Outcome[] {
  const { infohus, glass = [] } = w.CASES[name];
  const sight = sightOfCase(as, name);
  if (sight === 'none') return '404';
  if (as.role === 'compliance' || glass.includes(as.userId)) return LOOKING;
  const isPolice = agency === 'KP' && as.agency === 'KP' && as.role === 'police';
  if (agency === 'KP' && (sight === 'whole' || isPolice)) return isPolice ? 'given' : LOOKING;
  const isCoordinator = coordinates(as, infohus);
  // An event of another's that one is not shown is none: the rule says so.
  if (sight !== 'whole' && as.agency !== agency) return [...LOOKING, 'given'];
  if (sight !== 'whole' && !isAny(as)) return LOOKING;
  // An opening is a coordinator's to give, so also to correct.
  const isOpening = agency === 'BIF' || agency === 'VEL';
  if (as.agency === agency && isAny(as) && (isCoordinator || !isOpening)) return 'given';
  if (as.agency === agency && isAny(as)) return command === 'AnnulEvent' ? 'given' : '403';
  return command === 'AnnulEvent' && isCoordinator ? 'given' : '403';
}

const ofCase = (name: string) => w.caseId(name as w.CaseName);
/** "Permission is by the rights of now; `at` decides only the rules of the domain" is tried in rights-of-now.spec.ts. */
export const COMMAND_PROBES: readonly Probe[] = [
  ...Object.keys(CASE).flatMap((name) => existing(name, 'case', w.CASE_NAMES, ofCase, (as, k) => onCase(as, k, name))),
  ...Object.keys(CONCERN).flatMap((name) =>
    existing(name, 'concern', w.CONCERN_NAMES, w.concernId, (as, c) => onConcern(as, c, name)),
  ),
  // "any; final: police"
  ...existing(
    'AssessSeverity',
    'concern',
    w.CONCERN_NAMES,
    w.concernId,
    (as, c) => onConcern(as, c, 'AssessSeverity'), // whoever is no police is told by the rule: police-sets-final-severity
    { finality: 'final' },
  ),
  ...(['AnnulEvent', 'CorrectEvent'] as const).flatMap((command) =>
    w.CASE_NAMES.flatMap((name) =>
      w.CASES[name].recorded.map(
        (agency): Probe => ({
          ...{ name: `${command} of ${agency}`, on: `case ${name}`, run: amending(command, name, agency) },
          expects: (who) => either(who, (as) => onEvent(as, name, agency, command)),
        }),
      ),
    ),
  ),
  ...Object.keys(MEETING).flatMap((name) =>
    existing(name, 'meeting', w.MEETING_NAMES, w.meetingId, (as, m) => onMeeting(as, m)),
  ),
  ...existing('ChangePersonDetails', 'person', w.PERSON_NAMES, w.personId, (as, p) =>
    knowsPerson(as, p) ? (isAny(as) ? 'given' : '403') : as.role === 'compliance' ? LOOKING : '404',
  ),
  ...existing('ClearForInsight', 'person', w.PERSON_NAMES, w.personId, (as, p) =>
    knowsPerson(as, p)
      ? as.role === 'police' && isAny(as)
        ? 'given'
        : '403'
      : as.role === 'compliance'
        ? LOOKING
        : '404',
  ),
  ...['RestrictProcessing', 'LiftRestriction', 'RequestInsight', 'DeliverInsight', 'RequestErasure'].flatMap((name) =>
    existing(name, 'person', w.PERSON_NAMES, w.personId, (as, p) =>
      as.role === 'compliance' ? ['given', '404'] : knowsPerson(as, p) ? '403' : '404',
    ),
  ),
  ...(['koebenhavn', 'koege', 'nowhere'] as const).flatMap((infohus) =>
    Object.entries(NEW).map(
      ([name, who]): Probe => ({
        ...{ name, on: `new in ${infohus}` },
        run: giving(name, idFor(`new ${name}`), { infohus }),
        expects: (actor) =>
          infohus === 'nowhere'
            ? ['404', '403'] // "unknown ones `not-found`"; by who, where the role may not give it at all
            : !isOf(actor, infohus)
              ? ['403']
              : either(actor, (as) => (mayMake(as, who, infohus) ? 'given' : '403')),
      }),
    ),
  ),
  {
    ...{ name: 'RegisterPerson', on: 'new' },
    run: giving('RegisterPerson', idFor('new person')),
    expects: (actor) => either(actor, (as) => (isAny(as) ? 'given' : '403')),
  },
  ...w.CASE_NAMES.map(
    (name): Probe => ({
      ...{ name: 'UseBreakGlass', on: `case ${name}` },
      run: giving('UseBreakGlass', idFor('a new glass'), { caseId: w.caseId(name) }),
      // "`not-found` only where there is no such case in one's own Infohuse"
      expects: (actor) =>
        either(actor, (as) => (!isAny(as) ? '403' : isOf(as, w.CASES[name].infohus) ? 'given' : '404')),
    }),
  ),
];
const mayMake = (as: Actor, who: (typeof NEW)[string], infohus: string): boolean => {
  if (who === 'analyst') return as.role === 'analyst' && hasInfohus(as);
  if (who === 'analyst, coordinator') return (as.role === 'analyst' && hasInfohus(as)) || coordinates(as, infohus);
  return isOn(as, who as readonly Who[], infohus, true, false);
};
