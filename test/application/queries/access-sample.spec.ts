import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { drawn } from '../../../src/application/sample.js';
import { caseOfSof, idFor, readerOf, refusalOf } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const OFFICER = readerOf('BIF:compliance');
const infohus = 'koebenhavn';
const at = (day: string) => `2017-${day}T10:00:00.000Z`;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const SEED = '5f5e0f6c-0000-4000-8000-000000000001';
let now = at('03-01');
let product: ReturnType<typeof memoryInstallation>;

beforeEach(async () => {
  now = at('03-10');
  product = memoryInstallation(() => now);
  await caseOfSof(product, [at('03-01'), at('03-02'), at('03-03')]);
  for (let n = 0; n < 12; n++) {
    now = at(`04-0${1 + Math.floor(n / 2)}`); // the last two today
    await product.ask(readerOf(`SOF:caseworker:u${n}`), 'CaseAsOf', { id: idFor('k') });
  }
  now = at('04-06');
});
const sample = (more: object = {}) => product.ask(OFFICER, 'SampleAccess', { infohus, count: 4, ...more });

describe('A sample of the access log', () => {
  it('is drawn from days that are over, a week of them unless others are asked for, and says from how many', async () => {
    const { from, to, of, rows, repeated } = await sample();
    expect({ from, to, of, repeated }).toEqual({ from: '2017-03-30', to: '2017-04-05', of: 10, repeated: false });
    expect(new Set(rows.map(({ userId }) => userId)).size).toBe(4);
    expect(await refusalOf(sample({ to: '2017-04-06' }))).toBe('validation-failed');
    expect((await sample({ from: '2017-04-01', to: '2017-04-01' })).rows.map(({ userId }) => userId).sort()).toEqual([
      'u0',
      'u1',
    ]);
  });

  it('is another each time, and the same again by its seed, whatever was looked at since', async () => {
    const [one, two] = [await sample(), await sample()];
    expect(one.seed).not.toBe(two.seed);
    now = at('04-07');
    await product.ask(readerOf('SOF:caseworker:late'), 'CaseAsOf', { id: idFor('k') });
    const again = await sample({ seed: one.seed, from: one.from, to: one.to });
    expect(again).toEqual({ ...one, repeated: true });
  });

  it('can be drawn again by whoever has the names: each lot is the hash of seed and name, and the smallest are drawn', async () => {
    const { rows: all, drawnFrom } = await sample({ seed: SEED, count: 100 });
    expect(all.map(({ name, lot }) => lot === sha256(`${SEED} ${name}`))).toEqual(Array(10).fill(true));
    expect(drawnFrom).toBe(
      sha256(
        all
          .map(({ name }) => name)
          .sort()
          .join('\n'),
      ),
    );
    const lots = all.map(({ lot }) => lot);
    expect(lots).toEqual([...lots].sort());
    expect((await sample({ seed: SEED })).rows).toEqual(all.slice(0, 4));
  });

  it('leaves each draw in the log with the seed that was drawn, and a repetition as one', async () => {
    const { seed } = await sample();
    await sample({ seed });
    const left = (await product.log())
      .slice(-2)
      .map(({ type, data }) => [type, (data as { criteria: object }).criteria]);
    const said = { infohus, count: '4', from: '2017-03-30', to: '2017-04-05' };
    expect(left).toEqual([
      ['SearchPerformed', { ...said, drawn: seed }],
      ['SearchPerformed', { ...said, repeated: seed }],
    ]);
  });

  it('is drawn by compliance of that Infohus alone, by agency and way where that is asked for', async () => {
    for (const who of ['BIF:coordinator', 'SOF:leader', 'BIF:administrator', 'VEL:compliance'])
      expect(await refusalOf(product.ask(readerOf(who), 'SampleAccess', { infohus }))).toBe('not-permitted');
    expect((await sample({ agency: 'SSP' })).of).toBe(0);
    expect((await sample({ agency: 'SOF', way: 'opened' })).of).toBe(10);
    for (const wrong of [{ count: 101 }, { count: 0 }, { seed: 'one that I chose' }])
      expect(await refusalOf(sample(wrong))).toBe('validation-failed');
  });
});

describe('A draw', () => {
  it('gives each the same chance', () => {
    const all = Array.from({ length: 20 }, (_, n) => String(n));
    const times = new Map(all.map((one) => [one, 0]));
    for (let n = 0; n < 2_000; n++)
      for (const { of } of drawn(all, String, `seed ${n}`, 5)) times.set(of, (times.get(of) ?? 0) + 1);
    // 500 each; four standard deviations are 77.
    expect([...times.values()].filter((n) => Math.abs(n - 500) > 77)).toEqual([]);
  });
});
