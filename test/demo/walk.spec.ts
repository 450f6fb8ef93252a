import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { inOrder, recordedAlong } from '../../src/interface/cli/demo-data/steps.js';
import { actorOf } from '../support/given.js';
import { walkedAlong } from '../support/walked.js';

const NOW = '2026-11-29T10:00:00.000Z';
const lines = readFileSync('demo/nine-months.ndjson', 'utf8').split('\n');
const steps = inOrder(recordedAlong(lines));

describe('The nine-month case as the demo records it', () => {
  it('is replayed by both clocks: each knows other things on the same day, and what was written down late is told apart', async () => {
    const city = await walkedAlong(steps, [], NOW);
    expect(city.result).toEqual({ accepted: 58, duplicates: 0, refused: [] });
    expect(city.ended).toEqual([(await city.log()).length]);
    const reader = { actor: actorOf('BIF:coordinator'), purpose: 'casework' as const };
    const [row] = await city.live.cases({ infohus: 'koebenhavn' });
    const told = async (at: string, clock: 'recorded' | 'occurred') => {
      const found = await city.ask(reader, 'CaseAsOf', { id: row?.caseId ?? '', at, clock });
      return found.timeline.length;
    };
    const moments = steps.map(({ recorded }) => recorded).filter((at) => at > '2016-01-12T15:00');
    const by = async (clock: 'recorded' | 'occurred') => {
      const counts = new Set<number>();
      for (const at of moments) counts.add(await told(at, clock));
      return counts.size;
    };
    expect(await by('recorded')).toBeGreaterThanOrEqual(5);
    expect(await by('occurred')).toBeGreaterThanOrEqual(5);
    // The home visit of 11 March that found nobody was written down the day after.
    const evening = '2016-03-11T20:00:00.000Z';
    expect(await told(evening, 'occurred')).toBe((await told(evening, 'recorded')) + 1);
  });

  it('has its alerts raised when somebody looked, not all at its end', async () => {
    const city = await walkedAlong(steps, ['2016-08-02T08:00:00.000Z'], NOW);
    const raised = (await city.log()).filter((e) => e.type === 'DeadlineAlertRaised');
    expect(raised.map((e) => e.recordedAt.slice(0, 10))).toContain('2016-08-02');
  });

  it('has each reminder seen once, a month after it was told; that one was met since asks nothing more of anybody', async () => {
    // The father is measured only when his reminder has been seen.
    const late = { at: '2016-08-02T13:30:00+02:00', moved: '2016-09-25T13:30:00+02:00' };
    const told = lines.map((line) => line.replace(late.at, late.moved));
    const looks = ['2016-08-03', '2016-09-15', '2016-10-15', '2016-12-01'].map((day) => `${day}T08:00:00.000Z`);
    const city = await walkedAlong(inOrder(recordedAlong(told)), looks, NOW);
    const of = (type: string) => city.log().then((log) => log.filter((e) => e.type === type));
    const [raised, seen, met] = [
      await of('DeadlineAlertRaised'),
      await of('AlertAcknowledged'),
      await of('DeadlineMet'),
    ];
    expect(met.length).toBeGreaterThan(0);
    expect(seen.map((e) => e.stream).sort()).toEqual([...new Set(raised.map((e) => e.stream))].sort());
  });

  it('is cleared as an Infohus would when its period is over, by two officers, but for the last weeks and for what is to be kept', async () => {
    const looks = ['01', '02', '03', '04', '05'].map((month) => `2024-${month}-10T08:00:00.000Z`);
    const who = { userId: 'bif-tovholder', agency: 'BIF', role: 'coordinator' };
    const asks = { recorded: '2024-06-01T08:00:00.000Z', does: { who, query: 'InfohusContext', params: {} } } as const;
    const disposals = async (keeps?: ReadonlySet<string>) => {
      const { log } = await walkedAlong([...steps, asks], looks, NOW, keeps);
      const all = (await log()).filter((e) => e.type.startsWith('Disposal'));
      return all.map((e) => `${e.type} ${e.actor.userId} ${e.recordedAt.slice(0, 10)}`);
    };
    expect(await disposals()).toEqual([
      'DisposalProposed bif-compliance 2024-01-10',
      'DisposalAuthorised bif-compliance-2 2024-01-10',
    ]);
    const own = new Set(lines.filter(Boolean).map((line): string => JSON.parse(line).id));
    expect(await disposals(own)).toEqual(['DisposalProposed bif-compliance 2024-05-10']);
  });
});
