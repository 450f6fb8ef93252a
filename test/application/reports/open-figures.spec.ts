import { describe, expect, it } from '@jest/globals';
import { generate } from '../../support/generator/index.js';
import { actorOf } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const COORDINATOR = { actor: actorOf('BIF:coordinator'), purpose: 'casework' } as const;

describe('What is open to everybody', () => {
  it('is the newest publication of each plan and year, as it was published; nothing that was frozen, and no figure of now', async () => {
    let now = '2018-03-01T12:00:00.000Z';
    const product = memoryInstallation(() => now);
    const open = product.openFigures;
    await product.import(generate(5, 12));
    expect(await open.newest()).toEqual([]);
    const keep = (year: number, state: 'frozen' | 'published') =>
      product.ask(COORDINATOR, 'KeepReport', { infohus: 'koebenhavn', plan: 'koebenhavn-2016', year, state });
    await keep(2016, 'frozen');
    await keep(2016, 'published');
    await keep(2017, 'published');
    now = '2018-06-01T12:00:00.000Z';
    await product.import(generate(6, 6));
    const second = await keep(2016, 'published');
    const found = await open.newest();
    expect(found.map(({ view: { report } }) => [report.year, report.publication])).toEqual([
      [2016, 3],
      [2017, 2],
    ]);
    expect(found[0]?.view).toEqual(second);
    expect(found[0]?.issuedAt).toBe(now);
  });
});
