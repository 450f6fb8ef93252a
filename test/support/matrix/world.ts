import type { Append, Appended } from '../../../src/application/ports/event-store.js';
import { MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';
import { give, idFor } from '../given.js';
import { memoryInstallation } from '../installation.js';

/** A log that keeps what the world is made of; after that nothing that is tried changes it, and what would have been written is told. */
export class TrialStore extends MemoryStore {
  trying = false;
  /** The types of what a trial would have written, since it was last emptied. */
  readonly written: string[] = [];

  override async append(append: Append): Promise<Appended> {
    if (!this.trying) return super.append(append);
    const events = append.writes.flatMap(({ stream, expectedVersion, events: own }) =>
      own.map(({ eventId, type }, i) => ({
        ...{ position: 1, stream, version: expectedVersion + i + 1, eventId, type, recordedAt: append.clock },
      })),
    );
    this.written.push(...events.map(({ type }) => type));
    return { outcome: 'appended', events, fingerprint: append.fingerprint };
  }
}

export type CaseName = 'plain' | 'former' | 'referred' | 'offered' | 'held' | 'closed' | 'away' | 'glass';
/** What was done to each case, said by hand: the table is read against this and never against the product. */
export interface CaseFacts {
  readonly infohus: 'koebenhavn' | 'koege';
  readonly responsible: string;
  /** Accepted and not completed. */
  readonly referredTo?: readonly string[];
  /** Asked and not answered. */
  readonly asked?: readonly string[];
  /** Police that hold it. */
  readonly holder?: string;
  /** Agencies that recorded an event of it, whatever they are to it now. */
  readonly recorded: readonly string[];
  /** Users whose glass is open. */
  readonly glass?: readonly string[];
  readonly registrar: string;
}
export const CASES: Readonly<Record<CaseName, CaseFacts>> = {
  plain: { infohus: 'koebenhavn', responsible: 'SOF', recorded: ['BIF', 'SOF'], registrar: 'SSP' },
  former: { infohus: 'koebenhavn', responsible: 'BUF', recorded: ['BIF', 'SOF', 'BUF'], registrar: 'SSP' },
  referred: {
    ...{ infohus: 'koebenhavn', responsible: 'SOF', referredTo: ['SUF'], asked: ['KFF'], registrar: 'SSP' },
    // TMF completed, OEKF declined, RHP's was withdrawn by the sender.
    recorded: ['BIF', 'SOF', 'SUF', 'TMF', 'OEKF'],
  },
  offered: { infohus: 'koebenhavn', responsible: 'SOF', asked: ['BUF'], recorded: ['BIF', 'SOF'], registrar: 'SSP' },
  held: { infohus: 'koebenhavn', responsible: 'SOF', holder: 'KP', recorded: ['BIF', 'KP'], registrar: 'SSP' },
  closed: { infohus: 'koebenhavn', responsible: 'SOF', recorded: ['BIF', 'SOF'], registrar: 'SSP' },
  away: { infohus: 'koege', responsible: 'FAM', recorded: ['VEL'], registrar: 'RSJ' },
  glass: { infohus: 'koebenhavn', responsible: 'SOF', recorded: ['BIF'], glass: ['kff-caseworker'], registrar: 'SSP' },
};
export const CASE_NAMES = Object.keys(CASES) as readonly CaseName[];
export const caseId = (name: CaseName | 'absent') => idFor(`case ${name}`);

export interface ConcernFacts {
  readonly infohus: 'koebenhavn' | 'koege';
  readonly registrar: string;
  readonly linkedTo?: CaseName;
  readonly recorded: readonly string[];
  /** By what another Infohus sent; its sender keeps its own, not this one. */
  readonly forwardedBy?: string;
}
const ofCases = Object.fromEntries(
  CASE_NAMES.map((name): [string, ConcernFacts] => {
    const { infohus, registrar } = CASES[name];
    const coordinator = infohus === 'koege' ? 'VEL' : 'BIF';
    return [`of ${name}`, { infohus, registrar, linkedTo: name, recorded: [registrar, coordinator] }];
  }),
);
export const CONCERNS: Readonly<Record<string, ConcernFacts>> = {
  ...ofCases,
  new: { infohus: 'koebenhavn', registrar: 'RHP', recorded: ['RHP', 'BIF'] },
  sent: { infohus: 'koebenhavn', registrar: 'SSP', recorded: ['SSP', 'BIF'] },
  arrived: { infohus: 'koege', registrar: '', recorded: [], forwardedBy: 'BIF' },
};
export const CONCERN_NAMES = Object.keys(CONCERNS);
export const concernId = (name: string) => idFor(`concern ${name}`);

/** What was passed on, by whom and to whom. */
export const DISCLOSURES: readonly { readonly record: string; readonly from: string; readonly to: string }[] = [
  { record: 'case former', from: 'SOF', to: 'BUF' },
  { record: 'case offered', from: 'SOF', to: 'BUF' },
  ...['KFF', 'SUF', 'TMF', 'OEKF', 'RHP'].map((to) => ({ record: 'case referred', from: 'SOF', to })),
  { record: 'concern sent', from: 'BIF', to: 'VEL' },
  // In two meetings.
  { record: 'concern new', from: 'BIF', to: 'KFF' },
  { record: 'concern new', from: 'BIF', to: 'KFF' },
];
export const toldOf = (record: string) => DISCLOSURES.filter((d) => d.record === record);

export interface MeetingFacts {
  readonly invited: readonly string[];
  readonly open: boolean;
  /** Agencies with a decision that is not completed. */
  readonly owing: readonly string[];
  readonly recorded: readonly string[];
}
/** All of koebenhavn. */
export const MEETINGS: Readonly<Record<string, MeetingFacts>> = {
  underway: { invited: ['SUF', 'KFF'], open: true, owing: ['OEKF'], recorded: ['BIF'] },
  over: { invited: ['KFF'], open: false, owing: ['TMF'], recorded: ['BIF', 'BUF'] },
};
export const MEETING_NAMES = Object.keys(MEETINGS);
export const meetingId = (name: string) => idFor(`meeting ${name}`);

/** Persons: of no record; a subject of `plain`; a subject of `away`. */
export const PERSONS: Readonly<Record<string, { readonly registrar: string; readonly inCases: readonly CaseName[] }>> =
  {
    alone: { registrar: 'RHP', inCases: [] },
    'in plain': { registrar: 'SSP', inCases: ['plain'] },
    'in away': { registrar: 'RSJ', inCases: ['away'] },
  };
export const PERSON_NAMES = Object.keys(PERSONS);
export const personId = (name: string) => idFor(`person ${name}`);

const AT = '2026-10-05T10:00:00+02:00';
const at = (hour: number) => `2026-10-05T${String(hour).padStart(2, '0')}:00:00+02:00`;
/** The instant of every trial: København's plan of 2024 and Køge's are in force. */
export const NOW = '2026-11-02T09:00:00.000Z';

export const disclosure = {
  ...{ categories: ['identity'], legalBasis: 'GDPR-DBL', constellation: 'none', purpose: 'crime-prevention' },
  ...{ necessity: 'opdigtet', channel: 'written', documents: [], statements: [] },
};

export type World = Awaited<ReturnType<typeof makeWorld>>;
/** The world that the facts above say, made by commands. */
export async function makeWorld() {
  const store = new TrialStore();
  const product = memoryInstallation(() => NOW, 'plans', store);
  const as = (who: string, command: string, id: string, when: string, data: object) =>
    give(product, who, command, id, when, data);
  for (const [name, { registrar }] of Object.entries(PERSONS))
    await as(`${registrar}:caseworker`, 'RegisterPerson', `person ${name}`, AT, {
      name: 'opdigtet',
      address: 'opdigtet',
    });
  for (const name of CASE_NAMES) await openCase(name, as);
  await as('SOF:caseworker', 'RecordContact', 'case plain', at(14), { kind: 'call', summary: 'opdigtet' });
  await steps(as);
  await as('RHP:caseworker', 'RegisterConcern', 'concern new', AT, registration('koebenhavn', []));
  await as('BIF:coordinator', 'QualifyConcern', 'concern new', at(11), found);
  await as('SSP:caseworker', 'RegisterConcern', 'concern sent', AT, registration('koebenhavn', []));
  await as('BIF:coordinator', 'QualifyConcern', 'concern sent', at(11), found);
  const forward = { toInfohus: 'koege', newConcernId: concernId('arrived'), disclosure };
  await as('BIF:coordinator', 'ForwardConcern', 'concern sent', at(12), forward);
  await meetings(as);
  store.trying = true;
  return { product, store, log: await product.log() };
}
type Give = (who: string, command: string, id: string, when: string, data: object) => Promise<unknown>;

const found = { outcome: 'substantiated', method: 'discussion', participants: [], grounds: 'opdigtet' };
const subjectOf = (name: CaseName) => ({
  personId: name === 'away' ? personId('in away') : name === 'plain' ? personId('in plain') : idFor(`nobody ${name}`),
  ...{ role: 'focus', ageGroup: 'adult' },
});
const registration = (infohus: string, subjects: readonly object[]) => ({
  ...{ infohus, channel: 'professional', receivedAt: AT, subjects, description: 'opdigtet' },
});

async function openCase(name: CaseName, as: Give) {
  const { infohus, registrar } = CASES[name];
  const coordinator = infohus === 'koege' ? 'VEL:coordinator' : 'BIF:coordinator';
  const subjects = [subjectOf(name)];
  const first = name === 'former' ? 'SOF' : CASES[name].responsible;
  await as(`${registrar}:caseworker`, 'RegisterConcern', `concern of ${name}`, AT, registration(infohus, subjects));
  await as(coordinator, 'QualifyConcern', `concern of ${name}`, at(11), found);
  const concernIds = [concernId(`of ${name}`)];
  const opening = { infohus, concernIds, caseType: 'adult', level: 'targeted', responsibleAgency: first, subjects };
  await as(coordinator, 'OpenCase', `case ${name}`, at(12), opening);
}

const refer = (name: string, toAgency: string) => ({
  referralId: idFor(`referral ${name}`),
  toAgency,
  task: 'opdigtet',
  disclosure,
});
const referral = (name: string) => ({ referralId: idFor(`referral ${name}`) });
async function steps(as: Give) {
  const handover = (name: string, toAgency: string) => ({
    ...{ handoverId: idFor(`handover ${name}`), toAgency, reason: 'opdigtet', disclosure },
  });
  await as('SOF:caseworker', 'OfferHandover', 'case former', at(13), handover('former', 'BUF'));
  await as('BUF:caseworker', 'AcceptHandover', 'case former', at(14), { handoverId: idFor('handover former') });
  await as('SOF:caseworker', 'OfferHandover', 'case offered', at(13), handover('offered', 'BUF'));
  for (const to of ['KFF', 'SUF', 'TMF', 'OEKF', 'RHP'])
    await as('SOF:caseworker', 'ReferCase', 'case referred', at(13), refer(to, to));
  await as('SUF:caseworker', 'AcceptReferral', 'case referred', at(14), referral('SUF'));
  await as('TMF:caseworker', 'AcceptReferral', 'case referred', at(14), referral('TMF'));
  await as('TMF:caseworker', 'CompleteReferral', 'case referred', at(15), { ...referral('TMF'), outcome: 'opdigtet' });
  await as('OEKF:caseworker', 'DeclineReferral', 'case referred', at(14), { ...referral('OEKF'), reason: 'opdigtet' });
  await as('SOF:caseworker', 'WithdrawReferral', 'case referred', at(15), referral('RHP'));
  await as('KP:police', 'HandCaseToSecurity', 'case held', at(13), { to: 'police', reason: 'opdigtet' });
  await as('SOF:caseworker', 'CloseCase', 'case closed', at(13), { reason: 'risk-over' });
  const why = { caseId: caseId('glass'), justification: 'opdigtet' };
  await as('KFF:caseworker', 'UseBreakGlass', 'glass open', '2026-11-02T09:55:00+01:00', why);
  await as('TMF:caseworker', 'UseBreakGlass', 'glass shut', '2026-11-02T09:55:00+01:00', why);
  const review = { glassId: idFor('glass shut'), justified: false, assessment: 'opdigtet' };
  await as('SOF:compliance', 'ReviewBreakGlass', 'glass shut', '2026-11-02T09:58:00+01:00', review);
}

async function meetings(as: Give) {
  const call = (invited: readonly string[]) => ({ infohus: 'koebenhavn', kind: 'ordinary', startsAt: at(15), invited });
  const about = { concernId: concernId('new') };
  const asking = { invited: ['KFF'], disclosures: [{ toAgency: 'KFF', disclosure }] };
  const decide = (responsibleAgency: string) => ({ subject: about, decision: 'opdigtet', responsibleAgency });
  for (const name of MEETING_NAMES) {
    await as(
      'BIF:coordinator',
      'CallMeeting',
      `meeting ${name}`,
      at(12),
      call(name === 'underway' ? ['SUF'] : ['KFF']),
    );
    await as('BIF:coordinator', 'AddAgendaItem', `meeting ${name}`, at(13), { subject: about, ...asking });
    await as('BIF:coordinator', 'HoldMeeting', `meeting ${name}`, at(15), { attendees: [] });
    await as(
      'BIF:coordinator',
      'RecordDecision',
      `meeting ${name}`,
      at(16),
      decide(name === 'underway' ? 'OEKF' : 'TMF'),
    );
  }
  const done = (await as('BIF:coordinator', 'RecordDecision', 'meeting over', at(16), decide('BUF'))) as {
    readonly events: readonly { readonly eventId: string }[];
  };
  const decisionId = done.events[0]?.eventId;
  await as('BUF:caseworker', 'CompleteDecision', 'meeting over', at(17), { decisionId });
  await as('BIF:coordinator', 'CloseMeeting', 'meeting over', at(18), {});
}
