import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { deadlines } from '../../src/application/obligations/deadlines.js';
import type { Recorded } from '../../src/domain/kernel/event.js';
import { livingCity } from '../../src/interface/cli/demo-data/city/index.js';
import { withDecisionNamed } from '../../src/interface/cli/demo-data/city/registers.js';
import { settled } from '../../src/interface/cli/demo-data/settled.js';
import { inOrder, recordedAlong, type Step } from '../../src/interface/cli/demo-data/steps.js';
import { syntheticYears } from '../../src/interface/cli/demo-data/synthetic-years.js';
import { walkedAlong } from '../support/walked.js';

const TODAY = '2026-11-29';
const NOW = `${TODAY}T10:00:00.000Z`;
const file = (name: string) => withDecisionNamed(readFileSync(`demo/${name}.ndjson`, 'utf8').split('\n'));

const city = livingCity(TODAY);

/** All that the demo tells but for what it asks: that needs read models, and is told over HTTP. */
function told(): readonly Step[] {
  const first = syntheticYears();
  const files = ['nine-months', 'nine-months-declined', 'koege-and-registers'].map(file);
  return inOrder(...[...files, first, settled(first)].map(recordedAlong), city.steps);
}
interface Met {
  readonly kind: string;
}
const isLine = (step: Step) => typeof step.does === 'string';

describe('The demo’s cities', () => {
  it('are the same for the same day and seed, and others for another; all is recorded before the day begins', () => {
    const { steps, looks } = city;
    expect(livingCity(TODAY)).toEqual({ steps, looks });
    // Compared as texts: what differs between two cities is not to be printed.
    const text = (of: readonly Step[]) => JSON.stringify(of);
    expect(text(livingCity(TODAY, 7).steps) === text(steps)).toBe(false);
    expect(text(livingCity('2026-11-30').steps) === text(steps)).toBe(false);
    for (const at of [...steps.map((s) => s.recorded), ...looks]) expect(at < `2026-11-28T23:00:00.000Z`).toBe(true);
    expect(steps.at(-1)?.recorded.slice(0, 10)).toBe('2026-11-28');
  });

  it('name nobody who could be: every name says that it is made up, and no civil registration number can exist', () => {
    const lines = city.steps.filter(isLine).map(({ does }) => JSON.parse(does as string));
    const persons = lines.filter((l) => l.command === 'RegisterPerson').map((l) => l.data);
    expect(persons.length).toBeGreaterThan(300);
    for (const { name, cpr } of persons) {
      expect(name).toMatch(/^Opdigtet /);
      if (cpr) expect(cpr).toMatch(/^[6-9]\d{5}-\d{4}$/);
    }
  });
});

describe('A day in the demo’s cities', () => {
  let log: readonly Recorded[] = [];
  let due: Awaited<ReturnType<typeof deadlines>> = [];
  let refused: readonly unknown[] = [];
  beforeAll(async () => {
    const lines = told().filter(isLine);
    const walked = await walkedAlong(lines, [], NOW);
    refused = walked.result.refused.map(({ line, ...why }) => ({ ...why, does: lines[line - 1]?.does }));
    log = await walked.log();
    due = await deadlines(walked.live, walked.book.plans, { infohus: 'koebenhavn' }, NOW);
  });

  it('are made by commands, and not one is refused', () => {
    expect(refused).toEqual([]);
  });

  it('has something of every kind overdue or soon due, and nothing that is older than two months', () => {
    const waiting = due.filter(({ state }) => state === 'overdue' || state === 'due-soon');
    for (const obligation of [
      'acute-action',
      'charter-renewal',
      'decision',
      'handover-answer',
      'insight',
      'police-to-infohus',
      'progress',
      'referral-answer',
      'release',
      'reoffer-1',
      'reoffer-2',
      'risk-follow-up',
      'status-follow-up',
      'triage',
    ])
      expect(waiting.map((o) => o.obligation)).toContain(obligation);
    expect(waiting.filter((o) => o.dueAt < '2026-09-29')).toEqual([]);
    expect(due.some(({ state }) => state === 'upcoming')).toBe(true);
  });

  it('is recorded along the years, what came late too, and never before it happened', () => {
    expect(log[0]?.recordedAt.slice(0, 4)).toBe('2016');
    const late = log.filter((e) => Date.parse(e.recordedAt) - Date.parse(e.occurredAt) > 12 * 3_600_000);
    expect(late.length).toBeGreaterThan(100);
    expect(log.filter((e) => e.recordedAt < e.occurredAt)).toEqual([]);
  });

  it('has two handovers that wait, one to BIF and one from it, a hold, a broken glass, an annulment and a correction', () => {
    const answered = new Set(
      log
        .filter((e) => /^Handover(Accepted|Declined)$/.test(e.type))
        .map((e) => (e.data as { handoverId: string }).handoverId),
    );
    const waiting = log.filter(
      (e) => e.type === 'HandoverOffered' && !answered.has((e.data as { handoverId: string }).handoverId),
    );
    const ways = waiting.map((e) => `${e.actor.agency} ${(e.data as { toAgency: string }).toAgency}`);
    expect(ways).toEqual(expect.arrayContaining(['BIF SOF', 'SOF BIF']));
    const since = (type: string) => log.filter((e) => e.type === type && e.occurredAt > '2026-01-01').length;
    for (const type of ['CaseHandedToSecurity', 'BreakGlassUsed', 'EventAnnulled', 'EventCorrected', 'AbsenceRecorded'])
      expect({ type, there: since(type) > 0 }).toEqual({ type, there: true });
    expect(since('BreakGlassUsed') - since('BreakGlassReviewed')).toBe(2);
  });

  it('follows years in which somebody was in touch with most within weeks of the opening', () => {
    const days = log
      .filter((e) => e.type === 'CaseOpened' && e.occurredAt > '2024')
      .flatMap(({ stream, occurredAt }) => {
        const met = log.find(
          (e) => e.stream === stream && e.type === 'ContactRecorded' && (e.data as Met).kind !== 'missed-appointment',
        );
        return met ? [(Date.parse(met.occurredAt) - Date.parse(occurredAt)) / 86_400_000] : [];
      })
      .sort((a, b) => a - b);
    expect(days.length).toBeGreaterThan(40);
    expect(days[0]).toBeLessThan(8);
    expect(days[Math.floor(days.length / 2)]).toBeLessThan(28);
  });

  it('has a meeting on the next working day, with an agenda', () => {
    const [next] = log.filter((e) => e.type === 'MeetingCalled' && (e.data as { startsAt: string }).startsAt > NOW);
    expect(next?.data).toMatchObject({ startsAt: expect.stringMatching(/^2026-11-30/) });
    expect(log.filter((e) => e.stream === next?.stream && e.type === 'AgendaItemAdded')).toHaveLength(3);
  });
});
