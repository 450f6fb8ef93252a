import { describe, expect, it } from '@jest/globals';
import { deadlineFacts, obligationsAt } from '../../../src/application/obligations/deadlines.js';
import { isAmongObligations, rowsFrom, shownTo, stateOf } from '../../../src/application/obligations/query.js';
import { FoldedModels } from '../../../src/projections/folded-models.js';
import type { RowRelation, Scope } from '../../../src/projections/scope.js';
import { WHOLE_DOMAIN_IMPORTED_AT, wholeDomainFile } from '../../support/generator/index.js';
import { memoryInstallation } from '../../support/installation.js';
import { sampled } from '../../support/sample.js';

const IMPORTED = new Date(WHOLE_DOMAIN_IMPORTED_AT).toISOString();
/** When everything has been recorded, a winter later, and when every limit is long past. */
const INSTANTS = [IMPORTED, '2029-01-15T11:00:00.000Z', '2041-03-30T01:00:00.000Z'];
const BY: readonly (readonly RowRelation[])[] = [
  ['on-case', 'asked', 'registrar'],
  ['on-case', 'asked', 'registrar', 'infohus-police'],
  ['on-case'],
  ['asked', 'registrar'],
  [],
];

describe('The rows of obligations, of a life with everything that the plans ask for', () => {
  for (const infohus of ['koebenhavn', 'koege'])
    it(`say at every later instant, to whoever may ask, what the facts say then, in the same order (${infohus})`, async () => {
      const product = memoryInstallation(() => IMPORTED);
      await product.import(
        wholeDomainFile(2, { infohus: infohus as 'koege' })
          .split('\n')
          .filter(Boolean),
      );
      const models = FoldedModels.of(await product.log());
      const { plans } = product.book;
      const all = rowsFrom(await deadlineFacts(models, { infohus }, plans), plans);
      const agencies = [...new Set(all.flatMap((row) => row.viewers.map((viewer) => viewer.split(':')[1] ?? 'BIF')))];
      const scopes: Scope[] = [
        { infohus },
        ...sampled(agencies, 4).flatMap((agency) => BY.map((by): Scope => ({ infohus, reach: { agency, by } }))),
      ];
      let shown = 0;
      for (const scope of scopes) {
        const facts = await deadlineFacts(models, scope, plans);
        for (const now of INSTANTS) {
          const rows = all.filter(isAmongObligations({ ...scope, now }));
          const said = rows.map((row) => shownTo(scope.reach, row, now));
          const computed = obligationsAt(facts, plans, now);
          expect({ scope, now, said: JSON.stringify(said) }).toEqual({ scope, now, said: JSON.stringify(computed) });
          expect(rows.map((row) => stateOf(row, now))).toEqual(computed.map((o) => o.state));
          shown += said.length;
        }
      }
      expect(shown).toBeGreaterThan(1000);
      expect(new Set(all.map((row) => row.obligation)).size).toBeGreaterThan(8);
    });
});
