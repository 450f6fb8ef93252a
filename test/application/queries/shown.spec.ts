import { describe, expect, it } from '@jest/globals';
import type { Shown } from '../../../src/application/queries/shown.js';
import { caseOfSof, give, idFor, readerOf } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const NOW = '2026-11-29T08:00:00.000Z';

describe('Of a page that is refreshed', () => {
  it('what takes something out of the house is written down each time, and so is the reason for a protected address', async () => {
    const product = memoryInstallation(() => NOW);
    const person = { id: idFor('a person') };
    await give(product, 'BIF:coordinator', 'RegisterPerson', 'a person', '2026-11-01T09:00:00Z', { name: 'Opdigtet' });
    await caseOfSof(product, ['2026-11-01T10:00:00Z', '2026-11-02T10:00:00Z', '2026-11-03T10:00:00Z']);
    const shown: Shown = new Map();
    const left = async (name: 'ExportCases' | 'Person', params: object) => {
      const before = (await product.log()).length;
      await product.asker.ask(name, params as never, readerOf('BIF:coordinator'), { shown });
      return (await product.log()).slice(before).map(({ type }) => type);
    };
    const exported = { infohus: 'koebenhavn' };
    expect([await left('ExportCases', exported), await left('ExportCases', exported)]).toEqual([
      ['ExportMade'],
      ['ExportMade'],
    ]);
    expect([await left('Person', person), await left('Person', person)]).toEqual([['RecordConsulted'], []]);
    const revealed = { ...person, reveal: 'address', reason: 'opdigtet' };
    await left('Person', revealed);
    expect(await left('Person', revealed)).toEqual(['RecordConsulted']);
  });
});
