import type { QueryName } from '../../src/application/queries/catalogue.js';
import { DAILY_COVERAGE } from './rows-daily.js';

/** What makes each row of domain.md section 3 work. Names are of things that exist, or `coverage.spec.ts` fails. */
export interface CoverageRow {
  readonly row: string;
  /** The row's demand, in short. */
  readonly asks: string;
  readonly commands?: readonly string[];
  readonly obligations?: readonly string[];
  /** Kinds of indicator that a plan may name. */
  readonly indicators?: readonly string[];
  /** Fields of a plan file. */
  readonly plan?: readonly string[];
  /** Queries (src/application/queries/catalogue.ts). */
  readonly queries?: readonly QueryName[];
  /** Sentences that show it, as `file: sentence`. */
  readonly shown: readonly string[];
}

const SENTENCES = 'test/domain/case/sentences.spec.ts';
const REGISTERS = 'test/application/registers.spec.ts';
const ACUTE = 'test/domain/obligations/acute.spec.ts';
const RELEASE = 'test/domain/obligations/release-and-charter.spec.ts';
const NINE = 'test/demo/nine-months.spec.ts';
const DATA = 'test/domain/plan/plan-data.spec.ts';
const ANSWERS = 'test/differential/answers.spec.ts';
const CALCULATED = `${ANSWERS}: deadlines, reports, chains and cases are what an independent calculation gives`;

export const COVERAGE: readonly CoverageRow[] = [
  {
    row: 'K16-1',
    asks: 'one register of all concerns',
    commands: ['RegisterConcern', 'IdentifySubject'],
    shown: [`${NINE}: begins as a concern of SOF`],
  },
  {
    row: 'K16-2',
    asks: 'yearly counts of concerns and cases, with 2014 and 2015',
    commands: ['RecordHistoricalFigure'],
    indicators: ['concerns-received', 'cases-started'],
    shown: [CALCULATED],
  },
  {
    row: 'K16-3',
    asks: 'concerns are qualified, with method, participants, outcome',
    commands: ['QualifyConcern', 'RecordHomeVisit'],
    shown: [`${NINE}: is substantiated by a home visit`],
  },
  {
    row: 'K16-4',
    asks: 'triage within 24, 48 or 72 hours',
    commands: ['AssessSeverity', 'TriageCase'],
    obligations: ['triage'],
    indicators: ['triage-on-time'],
    plan: ['triageHours'],
    shown: [
      CALCULATED,
      'test/application/processes/alerts/alerts.spec.ts: tell the coordinator when a triage falls due soon',
    ],
  },
  {
    row: 'K16-5',
    asks: 'to the right authority, which keeps its powers',
    commands: ['ReferCase', 'OfferHandover', 'AcceptHandover'],
    obligations: ['handover-answer', 'referral-answer'],
    queries: ['CaseHandovers'],
    shown: [`${SENTENCES}: stays with its agency until the other accepts`],
  },
  {
    row: 'K16-6',
    asks: 'case types with their own workflow',
    commands: ['OpenCase'],
    plan: ['caseTypes'],
    shown: [`${DATA}: and has the four types of case`],
  },
  {
    row: 'K16-7',
    asks: '60 % of those offered a mentor or coach accept',
    commands: ['OfferSupport', 'AcceptOffer'],
    indicators: ['offer-acceptance'],
    shown: [CALCULATED],
  },
  {
    row: 'K16-8',
    asks: 're-offer within 3 and 6 months',
    commands: ['DeclineOffer', 'RepeatOffer', 'LapseReoffer'],
    obligations: ['reoffer-1', 'reoffer-2'],
    indicators: ['reoffer-compliance'],
    plan: ['reofferMonths'],
    shown: [`${SENTENCES}: is offered again after a decline`, CALCULATED],
  },
  {
    row: 'K16-9',
    asks: 'education or employment within 12 months',
    commands: ['RecordStatusFollowUp'],
    obligations: ['status-follow-up'],
    indicators: ['education-employment'],
    plan: ['followUp'],
    shown: [CALCULATED],
  },
  {
    row: 'K16-10',
    asks: 'not at risk 6 months after',
    commands: ['RecordRiskFollowUp'],
    obligations: ['risk-follow-up'],
    indicators: ['not-at-risk'],
    plan: ['followUp'],
    shown: [CALCULATED],
  },
  {
    row: 'K16-11',
    asks: 'support to the professionals around the family',
    commands: ['SupportProfessionals'],
    shown: [`${NINE}: after nine months the courses are ended`],
  },
  {
    row: 'K16-12',
    asks: 'the yearly report, and to whom',
    queries: ['Report', 'ReportView', 'KeepReport', 'ReproduceReport', 'DiffReport'],
    plan: ['reportTo'],
    shown: [CALCULATED],
  },
  {
    row: 'K16-13',
    asks: 'a disclosure has a basis, a purpose and a necessity',
    commands: ['DiscloseInformation', 'RequestInformation', 'DeclineToShare'],
    obligations: ['insight'],
    plan: ['legalBases'],
    shown: [`${SENTENCES}: shares nothing for an investigation`],
  },
  {
    row: 'K16-14',
    asks: 'meetings: agenda, attendance, decisions, follow-up',
    commands: ['CallMeeting', 'AddAgendaItem', 'HoldMeeting', 'RecordDecision', 'CloseMeeting'],
    queries: ['Meeting', 'Meetings', 'Inbox'],
    plan: ['agencies'],
    shown: [
      `${DATA}: say who takes part in the meetings, and where there is key staff`,
      `${REGISTERS}: is proposed an agenda from what is due`,
      `${REGISTERS}: puts what it recommended into the worklist`,
    ],
  },
  {
    row: 'K16-15',
    asks: 'a security threat stops offers until police clear it',
    commands: ['HandCaseToSecurity', 'ClearForSupport', 'HandConcernToPolice'],
    shown: [`${SENTENCES}: starts nothing new while security holds it`],
  },
  {
    row: 'K16-16',
    asks: 'outcome goals are measured outside',
    commands: ['RecordMeasurement'],
    indicators: ['measurement'],
    plan: ['indicators'],
    shown: [`${DATA}: are the effect goals of p. 15, then the outcome goals`],
  },
  {
    row: 'K16-17',
    asks: 'level of effort on cases and activities',
    commands: ['OpenCase', 'RecordActivity'],
    plan: ['levels'],
    queries: ['Overview'],
    shown: [`${REGISTERS}: is counted by status, type, level and agency`],
  },
  {
    row: 'K16-18',
    asks: 'overview of cases and milieus: counts only',
    queries: ['Overview'],
    plan: ['milestones'],
    shown: [
      `${DATA}: have what is to be done by a year and is no figure`,
      `${REGISTERS}: is counted by status, type, level and agency`,
    ],
  },
  {
    row: 'K16-19',
    asks: 'the nine-month case',
    queries: ['CaseAsOf'],
    shown: [`${NINE}: after nine months the courses are ended`],
  },
  { row: 'K20-1', asks: 'substantiated share, with history', indicators: ['substantiated-share'], shown: [CALCULATED] },
  {
    row: 'K20-2',
    asks: 'progress after 6 active months, mentor or relatives’ coach',
    commands: ['MeasureProgress', 'PauseCourse', 'ResumeCourse'],
    obligations: ['progress'],
    indicators: ['progress-6-months'],
    plan: ['progress'],
    shown: [`${DATA}: have progress after six months from 2020`, `${NINE}: his progress is due fourteen days later`],
  },
  {
    row: 'K20-3',
    asks: 'yearly goals of activities',
    commands: ['RecordActivity', 'CorrectActivity'],
    indicators: ['activity'],
    plan: ['activityKinds', 'goals', 'history'],
    shown: [`${DATA}: of activities have the yearly goals of the plans`],
  },
  {
    row: 'K20-4',
    asks: 'outreach to milieus: a record at the level of groups',
    commands: ['RaiseIncident', 'RecordActivity'],
    queries: ['Register'],
    plan: ['milestones'],
    shown: [
      `${DATA}: have what is to be done by a year and is no figure`,
      `${REGISTERS}: an incident goes from unrest to calm`,
    ],
  },
  {
    row: 'K20-5',
    asks: 'kinds of offer are data',
    plan: ['offerKinds'],
    shown: [`${DATA}: offers mentor, parent coach, relatives’ coach and counselling`],
  },
  {
    row: 'K20-6',
    asks: 'close follow-up at release; psychiatry takes part',
    commands: ['RegisterRelease'],
    obligations: ['release'],
    plan: ['releaseLeadDays', 'agencies'],
    shown: [`${RELEASE}: asks for a referral or a contact 90 days before`],
  },
  {
    row: 'K20-7',
    asks: 'a telephone line gives advice; concerns go on',
    commands: ['RecordHotlineContact', 'GiveAdvice', 'ForwardConcern'],
    queries: ['Register'],
    shown: [`${REGISTERS}: a hotline contact that is sent on waits`],
  },
  { row: 'K20-8', asks: 'budgets', plan: ['budget'], shown: [`${DATA}: of 2020-21 adds up to the 4.6 million`] },
  {
    row: 'K24-1',
    asks: 'four target groups on what is counted',
    commands: ['RecordActivity'],
    plan: ['indicators'],
    shown: [`${DATA}: name the target group of everything they count`],
  },
  {
    row: 'K24-2',
    asks: 'goals with ranges, agreements with civil society',
    commands: ['RecordActivity', 'SignAgreement'],
    indicators: ['activity'],
    plan: ['goals'],
    shown: [`${REGISTERS}: count participants by kind of school and year`],
  },
  {
    row: 'K24-3',
    asks: 'the prevention plan and mediation where there is unrest',
    commands: ['RaiseIncident', 'ActivatePreventionPlan', 'RecordMediation', 'CloseIncident'],
    shown: [`${REGISTERS}: an incident goes from unrest to calm`],
  },
  {
    row: 'K24-4',
    asks: 'progress of mentor courses',
    obligations: ['progress'],
    indicators: ['progress-6-months'],
    shown: [`${DATA}: and from 2024 for mentors only`],
  },
  {
    row: 'K24-5',
    asks: '8-10 talks a year, the preparedness plan known',
    commands: ['RecordActivity'],
    indicators: ['activity'],
    shown: [`${REGISTERS}: count participants by kind of school and year`],
  },
  {
    row: 'K24-6',
    asks: 'forms and vulnerabilities as assessed facts',
    commands: ['QualifyConcern'],
    obligations: ['own-consent'],
    queries: ['Overview'],
    shown: [`${REGISTERS}: is counted by status, type, level and agency`],
  },
  {
    row: 'K24-7',
    asks: 'continuity from sentence to release',
    commands: ['RegisterRelease', 'RecordContact', 'ReferCase'],
    obligations: ['release'],
    shown: [`${RELEASE}: another date that is registered is owed as well`],
  },
  {
    row: 'K24-8',
    asks: 'the national hotline sends on to the right Infohus',
    commands: ['RecordHotlineContact'],
    queries: ['Inbox'],
    shown: [`${REGISTERS}: a hotline contact that is sent on waits`],
  },
  {
    row: 'K24-9',
    asks: 'the charter is signed every second year',
    commands: ['SignCharter'],
    obligations: ['charter-renewal'],
    plan: ['charterRenewalMonths'],
    shown: [`${RELEASE}: is renewed within two years`],
  },
  {
    row: 'K24-10',
    asks: 'BBU is proposed for minors',
    commands: ['OpenCase'],
    plan: ['caseTypes'],
    shown: [`${DATA}: have BBU proposed for a child’s case from 2024`],
  },
  {
    row: 'K24-11',
    asks: 'budget 5 m a year, hotline 0.6 m',
    plan: ['budget'],
    shown: [`${DATA}: of 2024-26 is 5 million a year`],
  },
  {
    row: 'KØ-1',
    asks: 'police are told of every concern',
    commands: ['NotifyPolice'],
    queries: ['Concern'],
    shown: [`${NINE}: begins as a concern of SOF`],
  },
  {
    row: 'KØ-2',
    asks: 'only police set the final severity',
    commands: ['AssessSeverity'],
    shown: ['test/differential/refusals.spec.ts: are each given to somebody'],
  },
  {
    row: 'KØ-3',
    asks: 'acute: at once; outside opening hours police alone',
    commands: ['AssessSeverity', 'NotifyPolice', 'NotifyInfohus'],
    obligations: ['acute-action', 'police-to-infohus'],
    plan: ['openingHours', 'acuteActionHours', 'policeToInfohus'],
    shown: [`${ACUTE}: outside opening hours is told the Infohus`],
  },
  {
    row: 'KØ-4',
    asks: 'ready to act: police; not ready: urgent meeting',
    commands: ['HandConcernToPolice', 'CallMeeting'],
    obligations: ['acute-action'],
    shown: [`${ACUTE}: or it is handed to police`],
  },
  {
    row: 'KØ-5',
    asks: 'the meeting recommends in four parts, and is followed up',
    commands: ['RecordDecision', 'CompleteDecision'],
    obligations: ['decision'],
    queries: ['Meeting', 'Inbox'],
    shown: [`${REGISTERS}: has the four parts of a recommendation`],
  },
  {
    row: 'KØ-6',
    asks: 'irrelevant concerns are shelved and kept shorter',
    commands: ['DismissConcern'],
    plan: ['retention'],
    queries: ['Inbox'],
    shown: [
      `${DATA}: keeps concerns that came to nothing a shorter time`,
      `${REGISTERS}: a shelved concern after six months`,
    ],
  },
  {
    row: 'KØ-7',
    asks: 'how many concerns were given advice on',
    commands: ['GiveAdvice'],
    indicators: ['advice-given'],
    shown: [`${DATA}: of Køge begin with the advice given`, CALCULATED],
  },
  {
    row: 'KØ-8',
    asks: '50 frontline staff trained in 2024',
    commands: ['RecordActivity'],
    indicators: ['activity'],
    plan: ['goals'],
    shown: [`${REGISTERS}: a goal that is set for one year is no target in another`],
  },
  {
    row: 'KØ-9',
    asks: 'ways in, and what to tell the one who has a concern',
    commands: ['RegisterConcern'],
    plan: ['channels'],
    shown: [`${DATA}: say what to tell the one who comes with a concern`],
  },
  {
    row: 'KØ-10',
    asks: 'levels with their time of reaction',
    plan: ['levels'],
    shown: [`${DATA}: name the three levels of prevention`],
  },
  {
    row: 'KØ-11',
    asks: 'the receiving authority becomes data controller',
    commands: ['AcceptHandover', 'AnswerControllerDuties'],
    obligations: ['informing'],
    queries: ['CaseAsOf'],
    shown: [`${SENTENCES}: moves the data controller with the handover`],
  },
  {
    row: 'KØ-12',
    asks: 'plans are versioned: adopted by whom and when',
    commands: ['AdoptPlan'],
    plan: ['anchor'],
    shown: [
      `${DATA}: say where the work is anchored`,
      'test/domain/plan/in-force.spec.ts: has the period of its last adoption',
    ],
  },
  ...DAILY_COVERAGE,
];
