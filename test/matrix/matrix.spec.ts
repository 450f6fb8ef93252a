import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { POLICY } from '../../src/application/authorization/policy.js';
import { QUERY_NAMES } from '../../src/application/queries/catalogue.js';
import { commands } from '../../src/domain/registry.js';
import { CELLS, mismatches, PROBES, someOf } from '../support/matrix/cells.js';
import { makeWorld, type World } from '../support/matrix/world.js';
import { WHOLE } from '../support/sample.js';

const SEED = 15;
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

describe('Who is answered what (commands.md, Roles): every role × relation × query, command and parameter', () => {
  it('is at least 100,000 cells', () => {
    expect(CELLS.length).toBeGreaterThan(100_000);
  });

  // `npm run matrix` tries every one of them.
  it('is as the table written from the contract says, hidden the same as absent, with a trace of each', async () => {
    expect(await mismatches(world, WHOLE ? CELLS : someOf(CELLS, 1_000, SEED), 40)).toEqual([]);
  });
});

describe('The table', () => {
  const tried = new Set(PROBES.map(({ name }) => name.split(' ')[0]));

  it('has every command that a person may give, or the reason why not', () => {
    const left = [...commands.keys()].filter((name) => !tried.has(name) && !(name in ELSEWHERE));
    expect(left).toEqual([]);
  });
  it('has every query, or the reason why not', () => {
    const left = QUERY_NAMES.filter((name) => !tried.has(name) && !(name in QUERIES_ELSEWHERE));
    expect(left).toEqual([]);
  });

  it('has no reason for what it asks, or for what is not there', () => {
    const idle = (reasons: object, all: readonly string[]) =>
      Object.keys(reasons).filter((name) => !all.includes(name) || tried.has(name));
    expect([...idle(ELSEWHERE, [...commands.keys()]), ...idle(QUERIES_ELSEWHERE, QUERY_NAMES)]).toEqual([]);
  });
});

/** Lines that a relation decides. Who knows a person is decided beside the table, so only `read` of one is. */
const OPEN: Readonly<Partial<Record<string, readonly string[]>>> = {
  case: ['know', 'read'],
  concern: ['know', 'read'],
  person: ['read'],
};
/** Shown able to fail: a line of the policy is taken away, or given to whatever relation; somebody is then answered otherwise. */
describe('A mistake in the policy', () => {
  const lines = POLICY as unknown as (typeof POLICY)[number][];
  const before = [...POLICY];
  afterEach(() => {
    lines.splice(0, lines.length, ...before);
  });
  const about = before.flatMap((line, at) =>
    line.purpose === 'casework' && OPEN[line.object]?.includes(line.action)
      ? [[`${line.action} ${line.object} (${line.relations})`, at] as const]
      : [],
  );
  // By one question about each record, to everybody: a mistake shows in the answer itself.
  const ASKED = new Set(['CaseAsOf', 'Concern', 'PersonActions']);
  const cells = someOf(
    CELLS.filter(({ probe }) => ASKED.has(probe.name)),
    CELLS.length,
    SEED,
  );

  it.each(about)('is noticed: %s, given to everybody who works', async (_, at) => {
    const line = before[at];
    if (!line) throw new Error('no such line');
    lines.splice(at, 1, { ...line, relations: [] });
    expect(await mismatches(world, cells, 1)).toHaveLength(1);
  });
  it.each(about)('is noticed: %s, taken away', async (_, at) => {
    const line = before[at];
    if (!line) throw new Error('no such line');
    lines.splice(at, 1);
    expect(await mismatches(world, cells, 1)).toHaveLength(1);
  });
});

const names = (reason: string, list: string) => Object.fromEntries(list.split(' ').map((name) => [name, reason]));
const ELSEWHERE: Readonly<Record<string, string>> = {
  AttachDocument: 'an upload comes first: test/application/documents.spec.ts',
  DetachDocument: 'an upload comes first: test/application/documents.spec.ts',
  ...names('two officers of compliance: erasure.spec.ts', 'AuthoriseErasure ProposeDisposal AuthoriseDisposal'),
  ...names('the same', 'DecideSealedText ConfirmSealedText'),
  ...names('no relation but the Infohus: registers.spec.ts', 'CorrectActivity SignAgreement SignCharter'),
  ...names('the same', 'ActivatePreventionPlan RecordMediation CloseIncident TakeHotlineContact'),
  ...names('by state: break-glass.spec.ts', 'ReviewBreakGlass'),
  ...names('by state: test/domain/meeting', 'CompleteDecision'),
  ...names('by two persons: who-is-named.spec.ts, test/domain/person', 'MergePersons RecordInformation CameOfAge'),
  ...names('by state: test/domain/case/duties', 'AnswerControllerDuties'),
  ...names('by what was disclosed: packages.spec.ts', 'TellRectification'),
  ...names('of the installation: rights-of-now.spec.ts, test/domain/identity', 'AdoptPlan DeactivateUser'),
  ...names('the same', 'ReactivateUser EndSessions'),
  ...names('by state: test/domain/mentor', 'ChangeMentor EndMentor LendMentor ReturnMentor'),
  ...names('of many cases at once: test/application', 'ReassignCases'),
  ...names('by compliance: breaches.spec.ts', 'RecordBreach AssessBreach NotifyAuthority InformConcerned CloseBreach'),
  ...names('by who may know the concern: test/domain/concern', 'SendReceipt'),
  ...names('between two installations: transfers.spec.ts', 'HandToInstallation WithdrawTransfer'),
  ...names('the same', 'TakeTransfer RefuseTransfer ReceiveTransfer RecallTransfer'),
  ...names('the same', 'RecordTransferReceipt RecordTransferAcceptance RecordTransferRefusal'),
  ...names('not in the contract: test/application/registers.spec.ts', 'AcknowledgeAlert RecordAbsence EndAbsence'),
};
const QUERIES_ELSEWHERE: Readonly<Record<string, string>> = {
  DocumentDetails: 'an upload comes first: test/application/documents.spec.ts, who sees it',
  ...names(
    'of the machine: test/application/authorization',
    'Logins ReadModels VerifyLog Integrity EventPosition Operate Parts',
  ),
  ...names('the same', 'ImportFiles'),
  ...names('about the reader only', 'InfohusContext'),
  ...names('an id opens nothing: test/application/queries/glass.spec.ts', 'CaseNumbered'),
  ...names('as Report', 'ReportView KeepReport ReproduceReport ReproducedView DiffReport'),
  ...names('who could see it then: test/application/authorization', 'CaseVisibility'),
  ...names(
    'by compliance: test/application',
    'PersonRequests SubjectAccess InsightDocument CaseArchive CaseReplay CaseEventProof SeenBy SeenFrom',
  ),
  ...names('by what police know: test/application/queries/subject-access.spec.ts', 'InsightParts'),
  ...names('by the persons that one knows: test/application', 'FindPersons KnownPerson'),
  ...names(
    'of a live concern or case, by municipal agencies: test/application/queries/civil-register.spec.ts',
    'LookUpInCivilRegister',
  ),
  ...names('as Register, but for analysts: test/application/daily.spec.ts', 'Mentors ExportMentors'),
  ...names('of who runs it: test/application/users.spec.ts', 'Users UserChanges PlanCheck Widenings'),
  ...names('of one’s own agency: test/application/team.spec.ts', 'Colleagues Team Reassigned'),
  ...names('published: test/application/reports', 'NewestPublication KeptReport'),
  ...names('as Deadlines', 'PlanTouches'),
  ...names('by compliance: erasure.spec.ts', 'PersonErasure RetentionMoves'),
  ...names('by compliance: breaches.spec.ts', 'Breach'),
  ...names('between two installations: transfers.spec.ts', 'Installations IncomingTransfers IncomingTransfer'),
  ...names('the same', 'CaseTransferMessage ConcernTransferMessage IncomingTransferAnswer'),
};
