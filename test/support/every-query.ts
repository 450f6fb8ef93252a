import { randomUUID } from 'node:crypto';
import type { Reader } from '../../src/application/authorization/reader.js';
import { Journal } from '../../src/application/identity/journal.js';
import type { QueryName } from '../../src/application/queries/catalogue.js';
import { incomingIdOf } from '../../src/application/transfers/incoming.js';
import { spoken } from '../../src/application/transfers/messages.js';
import { generate } from './generator/index.js';
import { actorOf, give, idFor, opened, registered, substantiated } from './given.js';
import type { memoryInstallation } from './installation.js';
import { unsealed } from './unsealed-installations.js';

const as = (who: string, purpose: Reader['purpose']): Reader => ({ actor: actorOf(who), purpose });
const COORDINATOR = as('BIF:coordinator', 'casework');
const COMPLIANCE = as('BIF:compliance', 'audit');
const ANALYST = as('BIF:analyst', 'reporting');
const ADMINISTRATOR: Reader = {
  actor: { userId: 'x', agency: 'installation', role: 'administrator' },
  purpose: 'operation',
};

/** A made-up city in that installation, and of each query who asks it of the city, and with what. */
export async function everyQuery(
  product: ReturnType<typeof memoryInstallation>,
): Promise<Readonly<Record<QueryName, readonly [Reader, object]>>> {
  const infohus = 'koebenhavn';
  await product.import(generate(7, 10));
  await give(product, 'BIF:coordinator', 'CallMeeting', 'm', '2026-10-01T10:00:00+02:00', {
    ...{ infohus: 'koebenhavn', kind: 'ordinary', startsAt: '2026-12-01T10:00:00+01:00', invited: ['SOF'] },
  });
  await give(product, 'BIF:coordinator', 'RegisterPerson', 'p', '2026-10-01T10:00:00+02:00', { name: 'opdigtet' });
  await give(product, 'KP:police', 'RegisterPerson', 'known to police', '2026-10-01T10:00:00+02:00', {
    name: 'opdigtet',
  });
  await give(product, 'BIF:coordinator', 'RegisterPerson', 'looked up', '2026-10-01T10:00:00+02:00', {
    ...{ name: 'opdigtet', cpr: '620490-1234' },
  });
  await give(product, 'BIF:coordinator', 'RegisterConcern', 'of the looked up', '2026-10-01T10:00:00+02:00', {
    ...registered(infohus, '2026-10-01T10:00:00+02:00'),
    subjects: [{ personId: idFor('looked up'), role: 'focus', ageGroup: 'adult' }],
  });
  const sent = async function* () {
    yield Buffer.from('En opdigtet tekst');
  };
  const { documentId } = await product.documents.upload(actorOf('BIF:coordinator'), sent());
  const { documentId: ofPerson } = await product.documents.upload(actorOf('BIF:coordinator'), sent());
  await give(product, 'BIF:coordinator', 'AttachDocument', 'p', '2026-10-02T10:00:00+02:00', {
    ...{ documentId: ofPerson, kind: 'letter', title: 'opdigtet' },
  });
  await give(product, 'BIF:coordinator', 'AttachDocument', 'm', '2026-10-02T10:00:00+02:00', {
    ...{ documentId, kind: 'minutes', title: 'opdigtet' },
  });
  await give(product, 'BIF:compliance', 'RecordBreach', 'breach', '2026-10-02T10:00:00+02:00', {
    ...{ infohus, discoveredAt: '2026-10-02T09:00:00+02:00', losses: ['confidentiality'], description: 'opdigtet' },
  });
  await give(product, 'SOF:leader', 'ReassignCases', 'moved', '2026-10-03T10:00:00+02:00', {
    ...{ fromUser: 'sof-caseworker', toUser: 'sof-leader', caseIds: [] },
  });
  const incoming = await handedOver(product);
  const { store, vault, book, clock } = product;
  const worker = actorOf('SOF:caseworker');
  await new Journal({ store, vault, book, clock, ids: { uuid: randomUUID } }).user(worker, { ...worker, issuer: 'x' });
  const log = await product.log();
  const [aCase] = (await product.ask(COORDINATOR, 'Cases', { infohus })).rows;
  const [closed] = (await product.ask(COORDINATOR, 'Cases', { infohus, status: 'closed' })).rows;
  const [aConcern] = (await product.ask(COORDINATOR, 'Concerns', { infohus })).rows;
  const report = { infohus, plan: 'koebenhavn-2016', year: 2017 };
  const file = await product.ask(ANALYST, 'Report', report);
  await product.ask(ANALYST, 'KeepReport', { ...report, state: 'published' });
  const [kept] = await product.ask(ANALYST, 'Reports', { infohus });
  const [a, b] = product.book.plans.filter((p) => p.infohus === infohus);
  const caseId = { id: aCase?.caseId };
  await give(product, 'KFF:caseworker', 'UseBreakGlass', 'glass', '2026-10-02T10:00:00+02:00', {
    ...{ caseId: aCase?.caseId, justification: 'opdigtet' },
  });
  const concernId = { id: aConcern?.concernId };
  return {
    Cases: [COORDINATOR, { infohus, limit: 3 }],
    CountCases: [COORDINATOR, { infohus }],
    ExportCases: [COORDINATOR, { infohus }],
    Concerns: [COORDINATOR, { infohus }],
    CountConcerns: [COORDINATOR, { infohus }],
    ExportConcerns: [COORDINATOR, { infohus }],
    ExportMeetings: [COORDINATOR, { infohus }],
    ExportMentors: [COORDINATOR, { infohus }],
    ExportRegister: [COORDINATOR, { infohus, name: 'activity' }],
    Work: [COORDINATOR, { infohus, list: 'all', limit: 3 }],
    CountWork: [COORDINATOR, { infohus, list: 'now' }],
    ExportWork: [COORDINATOR, { infohus, list: 'offers' }],
    Home: [COORDINATOR, { infohus }],
    Installations: [COORDINATOR, {}],
    IncomingTransfers: [COORDINATOR, { infohus }],
    IncomingTransfer: [COORDINATOR, { id: incoming }],
    IncomingTransferAnswer: [COORDINATOR, { id: incoming }],
    ConcernTransferMessage: [COORDINATOR, { id: idFor('leaves'), transferId: idFor('leaving') }],
    CaseTransferMessage: [COORDINATOR, { id: idFor('case that leaves'), transferId: idFor('leaving too') }],
    Breaches: [COMPLIANCE, { infohus }],
    Breach: [COMPLIANCE, { id: idFor('breach') }],
    CountNews: [COORDINATOR, { infohus, since: '2026-01-01T00:00:00.000Z' }],
    Colleagues: [COORDINATOR, { infohus }],
    Team: [as('SOF:leader', 'casework'), { infohus }],
    Reassigned: [as('SOF:leader', 'casework'), { id: idFor('moved') }],
    Oversight: [COMPLIANCE, { infohus }],
    CaseNumbered: [COORDINATOR, caseId],
    BrokenGlasses: [COMPLIANCE, { infohus }],
    BrokenGlass: [COMPLIANCE, { id: idFor('glass') }],
    CaseAsOf: [COORDINATOR, { ...caseId, texts: true }],
    CaseHandovers: [COORDINATOR, caseId],
    CaseVisibility: [COMPLIANCE, caseId],
    CaseAccess: [COORDINATOR, caseId],
    RecordAccess: [COMPLIANCE, caseId],
    NobodyLooked: [COMPLIANCE, { ...caseId, agency: 'KRIM' }],
    AccessLog: [COMPLIANCE, { infohus }],
    SampleAccess: [COMPLIANCE, { infohus, count: 5 }],
    ExportAccessLog: [COMPLIANCE, { infohus }],
    CaseNames: [COORDINATOR, caseId],
    CaseDeadlines: [COORDINATOR, caseId],
    CaseMeetings: [COORDINATOR, caseId],
    Concern: [COORDINATOR, concernId],
    DisclosurePreview: [COORDINATOR, { ...caseId, toAgency: 'SOF', categories: 'identity' }],
    CasePackages: [COORDINATOR, caseId],
    ConcernDisclosurePreview: [COORDINATOR, { ...concernId, toAgency: 'SOF', categories: 'identity' }],
    ConcernPackages: [COORDINATOR, concernId],
    Disclosures: [COORDINATOR, { infohus, limit: 3 }],
    CountDisclosures: [COORDINATOR, { infohus }],
    ExportDisclosures: [COMPLIANCE, { infohus }],
    ConcernNames: [COORDINATOR, concernId],
    Person: [COORDINATOR, { id: idFor('p') }],
    LookUpInCivilRegister: [COORDINATOR, { id: idFor('looked up'), reason: 'opdigtet' }],
    CaseActions: [COORDINATOR, caseId],
    ConcernActions: [COORDINATOR, concernId],
    MeetingActions: [COORDINATOR, { id: idFor('m') }],
    PersonActions: [COORDINATOR, { id: idFor('p') }],
    CaseArchive: [COMPLIANCE, { id: closed?.caseId }],
    InsightDocument: [COMPLIANCE, { id: idFor('p'), documentId: ofPerson }],
    InsightParts: [as('KP:police', 'casework'), { id: idFor('known to police') }],
    SeenFrom: [COMPLIANCE, { address: '192.0.2.7' }],
    SeenBy: [COMPLIANCE, { userId: 'bif-coordinator' }],
    SubjectAccess: [COMPLIANCE, { id: idFor('p') }],
    PersonRequests: [COMPLIANCE, { infohus }],
    FindPersons: [COORDINATOR, { name: 'opdigtet', reason: 'on-case' }],
    KnownPerson: [COORDINATOR, { cpr: '000000-0000' }],
    Retention: [COMPLIANCE, { infohus, state: 'kept' }],
    RetentionMoves: [COMPLIANCE, { kind: 'case', ...caseId }],
    PersonErasure: [COMPLIANCE, { id: idFor('p') }],
    Deadlines: [COORDINATOR, { infohus }],
    Inbox: [COORDINATOR, { infohus }],
    PlanTouches: [COORDINATOR, { infohus, a, b }],
    Meetings: [COORDINATOR, { infohus }],
    Meeting: [COORDINATOR, { id: idFor('m') }],
    Register: [COORDINATOR, { infohus, name: 'activity' }],
    Mentors: [COORDINATOR, { infohus }],
    DocumentDetails: [COORDINATOR, { id: documentId }],
    Overview: [ANALYST, { infohus }],
    DataQuality: [COORDINATOR, { infohus }],
    Plans: [COORDINATOR, { infohus }],
    PlanCheck: [COORDINATOR, { infohus, planId: 'koebenhavn-2024' }],
    Users: [COMPLIANCE, { infohus }],
    UserChanges: [COMPLIANCE, { userId: 'sof-caseworker' }],
    Widenings: [COMPLIANCE, { infohus }],
    InfohusContext: [COORDINATOR, {}],
    Report: [ANALYST, report],
    ReportView: [ANALYST, report],
    NewestPublication: [ANALYST, report],
    Reports: [ANALYST, { infohus }],
    KeptReport: [ANALYST, { infohus, eventId: kept?.eventId }],
    KeepReport: [ANALYST, { ...report, state: 'frozen' }],
    ReproduceReport: [ANALYST, { file: JSON.parse(JSON.stringify(file)) }],
    ReproducedView: [ANALYST, { file }],
    DiffReport: [ANALYST, { file }],
    Logins: [ADMINISTRATOR, {}],
    ReadModels: [ADMINISTRATOR, {}],
    Parts: [ADMINISTRATOR, {}],
    VerifyLog: [ADMINISTRATOR, {}],
    Integrity: [COMPLIANCE, {}],
    CaseEventProof: [
      COMPLIANCE,
      { ...caseId, position: log.find((e) => e.stream === `case-${aCase?.caseId}`)?.position },
    ],
    CaseReplay: [COMPLIANCE, caseId],
    EventPosition: [ADMINISTRATOR, { eventId: log[0]?.eventId }],
    Operate: [ADMINISTRATOR, { what: 'doctor' }],
    ImportFiles: [ADMINISTRATOR, {}],
  };
}

/** A concern and a case that were handed to another installation, and a case that came from there. @returns its id here */
async function handedOver(product: ReturnType<typeof memoryInstallation>): Promise<string> {
  const at = '2026-10-01T11:00:00+02:00';
  const disclosure = {
    ...{ legalBasis: 'GDPR-DBL', constellation: 'none', purpose: 'crime-prevention', necessity: 'opdigtet' },
    categories: ['identity'],
  };
  const BIF = 'BIF:coordinator';
  const hand = (about: string, transfer: string) =>
    give(product, BIF, 'HandToInstallation', about, at, {
      ...{ transferId: idFor(transfer), installation: 'elsewhere', reason: 'opdigtet', disclosure },
    });
  for (const about of ['leaves', 'leads'])
    await give(product, BIF, 'RegisterConcern', about, at, registered('koebenhavn', at));
  await give(product, BIF, 'QualifyConcern', 'leads', at, substantiated);
  await give(product, BIF, 'OpenCase', 'case that leaves', at, opened('koebenhavn', 'leads', 'BIF'));
  await hand('leaves', 'leaving');
  await hand('case that leaves', 'leaving too');
  const said = {
    ...{ says: 'handed', transferId: idFor('coming'), what: 'case', recordId: idFor('theirs'), sentAt: at },
    ...{ reason: 'opdigtet', legalBasis: 'GDPR-DBL', necessity: 'opdigtet', categories: ['identity'], chain: [] },
    package: { persons: [], support: [], statements: [], documents: [], events: [], hash: 'A'.repeat(43) },
  } as const;
  await product.transfers.incoming.receive(
    await spoken(unsealed('elsewhere', 'koebenhavn', 'here'), 'here', {
      ...said,
      sentAt: '2026-10-01T09:00:00.000Z',
    } as never),
  );
  return incomingIdOf({ from: 'elsewhere', transferId: idFor('coming') });
}
