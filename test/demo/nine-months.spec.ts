import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { deadlines } from '../../src/application/obligations/deadlines.js';
import { actorOf } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';

/** The fictional case of K16 p. 16-17 (K16-19), as domain.md section 7 tells it, looked at after every step that the story names. */
const lines = readFileSync('demo/nine-months.ndjson', 'utf8').split('\n').filter(Boolean);
const at = (line: string): string => (JSON.parse(line) as { at: string }).at;
const NOW = '2018-01-01T00:00:00.000Z';

async function until(instant: string) {
  const product = memoryInstallation(() => NOW);
  const told = lines.filter((line) => Date.parse(at(line)) <= Date.parse(instant));
  expect(await product.import(told)).toMatchObject({ refused: [] });
  const [row] = await product.live.cases({ infohus: 'koebenhavn' });
  const reader = { actor: actorOf('BIF:coordinator'), purpose: 'casework' as const };
  const found = row ? await product.ask(reader, 'CaseAsOf', { id: row.caseId }) : undefined;
  const due = await deadlines(
    product.live,
    product.book.plans,
    { infohus: 'koebenhavn' },
    new Date(instant).toISOString(),
  );
  return {
    found,
    chain: row ? (await product.ask(reader, 'CaseHandovers', { id: row.caseId })).map((h) => h.agency) : [],
    offers: found?.offers.map((o) => `${o.kind} ${o.status}`).sort(),
    courses: found?.courses.map((c) => `${c.kind} ${c.status}`).sort(),
    due: due.map((o) => `${o.obligation} ${o.state}`).sort(),
    happened: (type: string) => found?.timeline.filter((e) => e.type === type).length ?? 0,
  };
}

describe('The nine-month case', () => {
  it('begins as a concern of SOF that police have found to be of medium severity: 48 hours to triage', async () => {
    const { found, due } = await until('2016-01-11T14:00:00+01:00');
    expect(found).toBeUndefined();
    expect(due).toEqual(['triage upcoming']);
  });

  it('is substantiated by a home visit and opened with father, son and daughter; BIF holds it', async () => {
    const { found, chain } = await until('2016-01-12T15:45:00+01:00');
    expect(found?.subjects?.map((s) => `${s.role} ${s.ageGroup}`).sort()).toEqual([
      'focus minor',
      'parent adult',
      'sibling minor',
    ]);
    expect(chain).toEqual(['BIF']);
  });

  it('is triaged in time to SOF, which is responsible only when it has accepted', async () => {
    const offered = await until('2016-01-13T10:00:00+01:00');
    expect(offered.due).toEqual(['dormant-review upcoming', 'handover-answer due-soon', 'triage met']);
    expect(offered.found?.responsibleAgency).toBe('BIF');
    const accepted = await until('2016-01-14T12:00:00+01:00');
    expect(accepted.found?.responsibleAgency).toBe('SOF');
    expect(accepted.chain).toEqual(['BIF', 'SOF']);
  });

  it('brings the school system in, and offers a coach to the father and mentors to both children', async () => {
    const { offers, happened } = await until('2016-01-20T13:00:00+01:00');
    expect(happened('ReferralAccepted')).toBe(3);
    expect(offers).toEqual(['mentor open', 'mentor open', 'parent-coach open']);
  });

  it('they accept, the children together with a guardian, and three courses start', async () => {
    const { offers, courses, due } = await until('2016-02-01T14:00:00+01:00');
    expect(offers).toEqual(['mentor accepted', 'mentor accepted', 'parent-coach accepted']);
    expect(courses).toEqual(['mentor active', 'mentor active', 'parent-coach active']);
    expect(due.filter((d) => d.startsWith('progress'))).toEqual(Array(3).fill('progress upcoming'));
  });

  it('the son misses two meetings and is not found: severity is raised, police are told, his course is paused', async () => {
    const { courses, happened, due } = await until('2016-03-12T10:00:00+01:00');
    expect([happened('ContactRecorded'), happened('HomeVisitRecorded')]).toEqual([2, 1]);
    expect(courses).toEqual(['mentor active', 'mentor paused', 'parent-coach active']);
    // What was triaged in time stays so, whatever the severity is now.
    expect(due).toContain('triage met');
  });

  it('he turns up two weeks later and goes on; his progress is due fourteen days later than his sister’s', async () => {
    const { courses } = await until('2016-03-26T10:00:00+01:00');
    expect(courses).toEqual(['mentor active', 'mentor active', 'parent-coach active']);
    const product = memoryInstallation(() => NOW);
    await product.import(lines.filter((line) => at(line) < '2016-07'));
    const all = await deadlines(
      product.live,
      product.book.plans,
      { infohus: 'koebenhavn' },
      '2016-07-01T10:00:00.000Z',
    );
    expect(all.filter((o) => o.obligation === 'progress').map((o) => [o.dueAt, o.originalDueAt])).toEqual([
      ['2016-08-01T21:59:59.999Z', undefined],
      ['2016-08-01T21:59:59.999Z', undefined],
      ['2016-08-15T21:59:59.999Z', '2016-08-01T21:59:59.999Z'],
    ]);
  });

  it('after nine months the courses are ended and the case goes to the ordinary system, what is owed carried on', async () => {
    const { found, due, courses } = await until('2016-10-13T10:00:00+02:00');
    expect(found?.status).toBe('closed');
    expect(courses).toEqual(['mentor completed', 'mentor completed', 'parent-coach completed']);
    expect(due.filter((d) => /follow-up/.test(d))).toEqual([
      'risk-follow-up upcoming',
      'risk-follow-up upcoming',
      'status-follow-up upcoming',
      'status-follow-up upcoming',
    ]);
  });

  it('and the follow-ups after it are met; of all deadlines one was met a day late, the father’s measurement', async () => {
    const { due } = await until('2017-12-31T10:00:00+01:00');
    expect(due.filter((d) => !d.endsWith(' met'))).toEqual(['dormant-review lapsed', 'progress met-late']);
  });
});
