import { BIF, days, hours, KP, Script, type Who } from './script.js';

interface Line {
  readonly command: string;
  readonly id: string;
  readonly actor: Who;
  readonly data: Readonly<Record<string, unknown>>;
}
const VEL: Who = { userId: 'vel-tovholder', agency: 'VEL', role: 'coordinator' };
const WHEN = Date.UTC(2019, 1, 4, 9);

/**
 * What the first years left open, gone through in one week of 2019: nobody is reminded for ten years. It is too late for every limit, so no share
 * of those years changes by it.
 */
export function settled(told: readonly string[]): readonly string[] {
  const lines = told.map((line) => JSON.parse(line) as Line);
  const script = new Script();
  let n = 0;
  const next = () => WHEN + hours(n++ % 7) + days(Math.floor(n / 35));
  concerns(lines, script, next);
  courses(lines, script, next);
  for (const { id } of given(lines, 'CallMeeting')) script.give('CloseMeeting', id, next(), BIF, {});
  const closed = given(lines, 'CloseCase').map((l) => l.id);
  const open = given(lines, 'OpenCase', 'ReopenCase').map((l) => l.id);
  for (const id of new Set(open)) {
    const [begun, ended] = [open, closed].map((all) => all.filter((one) => one === id).length) as [number, number];
    if (begun > ended) script.give('CloseCase', id, next(), BIF, { reason: 'normal-system', keepObligations: true });
  }
  return script.inOrder();
}

const given = (lines: readonly Line[], ...commands: readonly string[]) =>
  lines.filter((l) => commands.includes(l.command));
const ENDS = ['DismissConcern', 'HandConcernToPolice', 'ForwardConcern'];

function concerns(lines: readonly Line[], script: Script, next: () => number): void {
  const ended = new Set(given(lines, ...ENDS).map((l) => l.id));
  const inCases = new Set(
    given(lines, 'OpenCase', 'LinkConcern', 'ReopenCase').flatMap(({ data }) => [
      ...((data.concernIds as readonly string[] | undefined) ?? []),
      data.concernId,
    ]),
  );
  const found = new Map(given(lines, 'QualifyConcern').map((l) => [l.id, l.data.outcome]));
  for (const { id, data } of given(lines, 'RegisterConcern')) {
    if (ended.has(id) || inCases.has(id)) continue;
    if (found.get(id) === 'substantiated') lateCase(script, id, data, next());
    else script.give('DismissConcern', id, next(), BIF, { reason: 'irrelevant' });
  }
  for (const { data } of given(lines, 'ForwardConcern'))
    script.give('DismissConcern', data.newConcernId as string, next(), VEL, { reason: 'irrelevant' });
  const met = new Set(given(lines, 'CallMeeting').flatMap(({ data }) => (data.concernIds as readonly string[]) ?? []));
  for (const { id, data } of given(lines, 'AssessSeverity'))
    if (data.severity === 'acute' && !met.has(id))
      script.give('AssessSeverity', id, next(), KP, { severity: 'low', finality: 'final' });
}

function lateCase(script: Script, concernId: string, { subjects }: Line['data'], ms: number): void {
  const caseId = concernId.replace(/^(.{14})4/, '$16');
  script.give('OpenCase', caseId, ms, BIF, {
    infohus: 'koebenhavn',
    concernIds: [concernId],
    caseType: 'adult',
    level: 'specific',
    responsibleAgency: 'BIF',
    subjects,
  });
  script.give('TriageCase', caseId, ms + hours(0.2), BIF, { toAgency: 'BIF', decision: 'Visiteret ved oprydningen.' });
  script.give('CloseCase', caseId, ms + hours(0.4), BIF, { reason: 'normal-system', keepObligations: true });
}

/** The holder is whoever started the course: on a closed case what is still owed may be written down by them. */
function courses(lines: readonly Line[], script: Script, next: () => number): void {
  const of = (command: string) => {
    const count = new Map<unknown, number>();
    for (const { data } of given(lines, command)) count.set(data.courseId, (count.get(data.courseId) ?? 0) + 1);
    return count;
  };
  const kinds = new Map(given(lines, 'OfferSupport').map(({ data }) => [data.offerId, data.kind]));
  const withdrawn = new Set(given(lines, 'WithdrawConsent').map(({ data }) => data.offerId));
  const [measured, aborted, completed] = [of('MeasureProgress'), of('AbortCourse'), of('CompleteCourse')];
  const [risk, status] = [of('RecordRiskFollowUp'), of('RecordStatusFollowUp')];
  for (const { id, actor, data } of given(lines, 'StartCourse')) {
    const { courseId, offerId } = data;
    if (aborted.has(courseId) || withdrawn.has(offerId)) continue;
    const factors = [{ factor: 'peer-influence', kind: 'risk', level: 3 }];
    if ((measured.get(courseId) ?? 0) < 2)
      script.give('MeasureProgress', id, next(), actor, { courseId, tool: 'national-progression', factors });
    if (kinds.get(offerId) !== 'mentor' || !completed.has(courseId)) continue;
    if (!risk.has(courseId)) script.give('RecordRiskFollowUp', id, next(), actor, { courseId, result: 'not-at-risk' });
    if (!status.has(courseId)) script.give('RecordStatusFollowUp', id, next(), actor, { courseId, status: 'neither' });
  }
}
