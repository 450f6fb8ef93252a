import { describe, expect, it } from '@jest/globals';
import { Readiness, type ReadinessDependencies } from '../../../src/application/operations/readiness.js';
import type { Sleep } from '../../../src/application/ports/runtime.js';
import { HealthDoor, HealthRoute } from '../../../src/interface/http/health.js';

const model = (failure: string | null) => ({ name: 'case_list', position: 1, head: 1, failedAt: null, failure });

/** Asks for health over what the projector says of the read models. */
async function asked(
  status: () => Promise<unknown>,
  times = 1,
  refused = 0,
  head: () => Promise<unknown> = async () => 1,
  sleep: Sleep = () => new Promise(() => undefined),
) {
  const controller = new HealthRoute(new HealthDoor({ status: status as never }, { refused }, { head }, sleep), {
    look: async () => [],
  });
  const codes: number[] = [];
  const response = { status: (code: number) => codes.push(code) } as never;
  const answers = await Promise.all(Array.from({ length: times }, () => controller.health(response)));
  return { codes, answers: answers.map((answer) => answer.status) };
}

describe('Health', () => {
  it('is ok, degraded where a read model has stopped, unavailable where the database is away', async () => {
    expect(await asked(async () => [model(null)])).toEqual({ codes: [200], answers: ['ok'] });
    expect(await asked(async () => [model(null), model('TypeError')])).toEqual({ codes: [200], answers: ['degraded'] });
    expect(await asked(async () => [model(null)], 1, 3)).toEqual({ codes: [200], answers: ['degraded'] });
    const away = async () => {
      throw new Error('ECONNREFUSED');
    };
    expect(await asked(away)).toEqual({ codes: [503], answers: ['unavailable'] });
    // The log may be on a server of its own.
    expect(await asked(async () => [model(null)], 1, 0, away)).toEqual({ codes: [503], answers: ['unavailable'] });
  });

  it('is unavailable where the database does not answer', async () => {
    const waits: number[] = [];
    const passes = async (milliseconds: number) => void waits.push(milliseconds);
    const answer = await asked(() => new Promise(() => undefined), 1, 0, undefined, passes);
    expect(answer).toEqual({ codes: [503], answers: ['unavailable'] });
    expect(waits).toEqual([2_000]);
  });

  it('asks the database once for all who ask at the same time', async () => {
    let times = 0;
    const status = async () => {
      times++;
      return [model(null)];
    };
    expect((await asked(status, 20)).answers).toHaveLength(20);
    expect(times).toBe(1);
  });
});

describe('Whether requests may be sent here', () => {
  const well: ReadinessDependencies = {
    sleep: () => new Promise(() => undefined),
    database: async () => 1,
    log: { head: async () => 1 },
    keys: async () => 1,
    pending: async () => [],
    models: { status: async () => [{ position: 5, head: 10_005, failure: null }] },
  };
  const away = () => Promise.reject(new Error('ECONNREFUSED Kanarie'));
  const missing = (fault: Partial<ReadinessDependencies>) => new Readiness({ ...well, ...fault }).look();

  it('names each part that stands against it', async () => {
    expect(await missing({})).toEqual([]);
    expect(await missing({ database: away })).toEqual(['database']);
    expect(await missing({ log: { head: away }, models: { status: away } })).toEqual(['log']);
    expect(await missing({ keys: away, pending: async () => ['kept'] })).toEqual(['keys', 'migrations']);
    const behind = { position: 5, head: 10_006, failure: null };
    expect(await missing({ models: { status: async () => [behind] } })).toEqual(['read-models']);
  });

  it('is not denied by a read model that has stopped: it has stopped for every process', async () => {
    const stopped = { position: 5, head: 90_000, failure: 'TypeError' };
    expect(await missing({ models: { status: async () => [stopped] } })).toEqual([]);
  });

  it('waits for no part that does not answer', async () => {
    const never = () => new Promise<never>(() => undefined);
    expect(await missing({ database: never, keys: never, sleep: async () => undefined })).toContain('database');
  });

  it('is answered by 200 or 503 with names alone, and asked once for all who ask at once', async () => {
    let times = 0;
    const readiness = new Readiness({
      ...well,
      keys: () => {
        times++;
        return away();
      },
    });
    const codes: number[] = [];
    const route = new HealthRoute({} as never, readiness);
    const response = { status: (code: number) => codes.push(code) } as never;
    const answers = await Promise.all([route.ready(response), route.ready(response)]);
    expect(answers[0]).toEqual({ status: 'not-ready', missing: ['keys'] });
    expect([codes, times]).toEqual([[503, 503], 1]);
    expect(route.live()).toEqual({ status: 'alive' });
  });
});
