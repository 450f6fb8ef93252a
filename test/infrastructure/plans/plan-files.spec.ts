import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';

const PLANS = 'plans';
type Json = Record<string, unknown>;
const read = (file: string): Json => JSON.parse(readFileSync(join(PLANS, file), 'utf8')) as Json;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'plans-'));
});
afterEach(() => rmSync(dir, { recursive: true }));
const put = (file: string, content: unknown, space?: number) =>
  writeFileSync(join(dir, file), typeof content === 'string' ? content : JSON.stringify(content, null, space));
const koege = () => read('koege-2024.json');

describe('the plan files of the product', () => {
  const loaded = loadPlans(PLANS);
  const plans = loaded.map((l) => l.plan);

  it('are four, each under the name of its plan', () => {
    expect(plans.map((p) => `${p.planId}.json`)).toEqual(
      readdirSync(PLANS)
        .filter((f) => f.endsWith('.json'))
        .sort(),
    );
    expect(plans.map((p) => [p.planId, p.infohus, p.from, p.to])).toEqual([
      ['koebenhavn-2016', 'koebenhavn', '2016-01-01', '2019-12-31'],
      ['koebenhavn-2020', 'koebenhavn', '2020-01-01', '2021-12-31'],
      ['koebenhavn-2024', 'koebenhavn', '2024-01-01', '2026-12-31'],
      ['koege-2024', 'koege', '2024-01-01', '2027-12-31'],
    ]);
  });

  it('name a document of the seeds, or say that the figure is ours, for every figure', () => {
    const sources = (value: unknown, path: string): [string, string][] => {
      if (Array.isArray(value)) return value.flatMap((v, i) => sources(v, `${path}[${i}]`));
      if (typeof value !== 'object' || value === null) return [];
      return Object.entries(value).flatMap(([key, v]) =>
        key === 'source' ? [[path, String(v)] as [string, string]] : sources(v, `${path}.${key}`),
      );
    };
    const all = plans.flatMap((p) => sources(p, p.planId));
    expect(all.length).toBeGreaterThan(300);
    expect(all.filter(([, s]) => !/^(K16|K20|K24|KØ|BEG|ours|domain\.md)/.test(s))).toEqual([]);
  });

  it('say for every share with a target where the target comes from', () => {
    const shares = plans.flatMap((p) => p.indicators.filter((i) => i.unit === 'share' && i.target !== null));
    expect(shares.length).toBeGreaterThan(0);
    for (const share of shares) expect(share.source).toMatch(/^K16/);
  });

  it('have a hash each that is the SHA-256 of its canonical JSON', () => {
    const sorted = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(sorted)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.keys(value)
                .sort()
                .map((k) => [k, sorted((value as Json)[k])]),
            )
          : value;
    for (const { plan, hash } of loaded) {
      const text = JSON.stringify(sorted(read(`${plan.planId}.json`)));
      expect(hash).toBe(createHash('sha256').update(text).digest('hex'));
    }
    expect(new Set(loaded.map((l) => l.hash)).size).toBe(4);
  });
});

describe('loading a folder of plans', () => {
  const hashOf = () => loadPlans(dir)[0]?.hash;

  it('gives the same hash whatever the layout and the order of the fields', () => {
    put('a.json', koege());
    const first = hashOf();
    put('a.json', Object.fromEntries(Object.entries(koege()).reverse()), 4);
    expect(hashOf()).toBe(first);
  });

  it('gives another hash where one figure differs', () => {
    put('a.json', koege());
    const first = hashOf();
    put('a.json', { ...koege(), charterRenewalMonths: { months: 25, source: 'ours' } });
    expect(hashOf()).not.toBe(first);
  });

  it('refuses an unknown field by its name and place, at every depth', () => {
    put('odd.json', { ...koege(), colour: 'blue' });
    expect(() => loadPlans(dir)).toThrow('odd.json: colour: unknown field');
    put('odd.json', { ...koege(), followUp: { ...(koege().followUp as Json), weeks: 3 } });
    expect(() => loadPlans(dir)).toThrow('odd.json: followUp.weeks: unknown field');
  });

  it('names the file and the path of a wrong field', () => {
    const agencies = (koege().agencies as Json[]).map((a, i) => (i === 2 ? { ...a, kind: 'choir' } : a));
    put('odd.json', { ...koege(), agencies });
    expect(() => loadPlans(dir)).toThrow(/^odd\.json: agencies\[2\]\.kind: /);
  });

  it('refuses a figure without a source', () => {
    put('odd.json', { ...koege(), consentAge: { years: 18 } });
    expect(() => loadPlans(dir)).toThrow(/^odd\.json: consentAge\.source: /);
  });

  it('refuses a planId that stands in two files, and names both', () => {
    put('a.json', koege());
    put('b.json', koege());
    expect(() => loadPlans(dir)).toThrow('b.json: planId: koege-2024 is already in a.json');
  });

  it('checks a content once, whatever folder it is read from; a changed one is another', () => {
    put('koege-2024.json', koege());
    const [first] = loadPlans(dir);
    expect(loadPlans(dir)[0]).toBe(first);
    put('koege-2024.json', { ...koege(), to: '2028-12-31' });
    expect(loadPlans(dir)[0]?.plan.to).toBe('2028-12-31');
    put('koege-2024.json', { ...koege(), surprise: 1 });
    for (const _ of [1, 2]) expect(() => loadPlans(dir)).toThrow(/koege-2024.json.*surprise/s);
  });

  it('refuses what is not JSON, and says nothing of its content', () => {
    put('a.json', '{ "planId": "secret');
    expect(() => loadPlans(dir)).toThrow(/^a\.json: is not JSON$/);
  });

  it('refuses a folder without plans: nothing would have a limit', () => {
    put('readme.txt', 'none');
    expect(() => loadPlans(dir)).toThrow('holds no plan files');
  });
});
