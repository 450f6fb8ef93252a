import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ledgerName,
  markWalk,
  WalkedClock,
  WalkRefused,
  walking,
  walkMark,
} from '../../../src/infrastructure/clock/walked-clock.js';
import { walkFinding } from '../../../src/interface/cli/doctor.js';
import { assertNotWalked } from '../../../src/interface/cli/serve.js';

const NOW = '2026-11-29T10:00:00.000Z';
let data = '';
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'sagsspor-walk-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

describe('the recorded clock of a demo', () => {
  it('stands where it was put, never goes back, never passes now, and is the agreed clock once it was handed back', () => {
    const ended: number[] = [];
    const clock = new WalkedClock({ now: () => NOW }, (position) => ended.push(position));
    clock.to('2016-01-11T10:00:00+01:00');
    expect([clock.now(), clock.now()]).toEqual(['2016-01-11T09:00:00.000Z', '2016-01-11T09:00:00.000Z']);
    expect(() => clock.to('2016-01-11T08:59:59.999Z')).toThrow(RangeError);
    expect(() => clock.to('2026-11-29T10:00:00.001Z')).toThrow('lies in the future');
    clock.to(NOW);
    clock.end(2042);
    expect([clock.now(), ended]).toEqual([NOW, [2042]]);
    expect(() => clock.to(NOW)).toThrow(RangeError);
  });

  it('is not walked while machine and database disagree about what it is now', () => {
    const clock = new WalkedClock(
      {
        now: () => {
          throw new Error('clocks-apart');
        },
      },
      () => undefined,
    );
    expect(() => clock.to('2016-01-11T10:00:00Z')).toThrow('clocks-apart');
    expect(() => clock.now()).toThrow('clocks-apart');
  });
});

describe('a folder in which the recorded clock was walked', () => {
  it('is marked before anything is recorded, and for ever', () => {
    expect(walkMark(data)).toBeUndefined();
    markWalk(data, {}, NOW);
    expect(walkMark(data)).toEqual({ walkedBy: 'demo', begun: NOW });
    const clock = walking({ now: () => NOW }, data);
    clock.to('2026-01-01T00:00:00Z');
    clock.end(7);
    expect(walkMark(data)).toEqual({ walkedBy: 'demo', begun: NOW, until: 7 });
  });

  it('is never walked twice, nor one in which anything stands, nor a log that is elsewhere', () => {
    const refused = (own = {}) => expect(() => markWalk(data, own, NOW)).toThrow(WalkRefused);
    refused({ DATABASE_URL: 'postgres://db.example/real' });
    refused({ EVENT_STORE_URL: 'esdb://db.example' });
    expect(walkMark(data)).toBeUndefined();
    markWalk(data, {}, NOW);
    refused();
    rmSync(join(data, 'recorded-clock-was-walked.json'));
    writeFileSync(join(data, 'pg-password'), 'x');
    refused();
  });

  it('signs its checkpoints as a demo, is told of by doctor, and is not served in earnest', () => {
    expect(ledgerName('sagsspor', undefined)).toBe('sagsspor');
    expect(ledgerName('sagsspor', { walkedBy: 'demo', begun: NOW })).toBe('sagsspor-demo');
    expect(walkFinding(undefined, '.data')).toEqual([]);
    const [found] = walkFinding({ walkedBy: 'demo', begun: NOW, until: 2042 }, '.demo');
    expect(found).toMatchObject({ level: 'look', what: expect.stringContaining('up to position 2042') });
    const mark = { walkedBy: 'demo', begun: NOW } as const;
    for (const env of [undefined, 'test', 'development']) expect(() => assertNotWalked(mark, env)).not.toThrow();
    expect(() => assertNotWalked(undefined, 'production')).not.toThrow();
    expect(() => assertNotWalked(mark, 'production')).toThrow('walked-record');
  });
});
