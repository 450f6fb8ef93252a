import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { fromLeaves } from '../../../src/application/audit/head-hash.js';
import { fromStore } from '../../../src/application/log-source.js';
import { basisOf } from '../../../src/application/reports/basis.js';
import { figuresOf } from '../../../src/application/reports/report.js';
import type { Facts } from '../../../src/domain/indicators/facts.js';
import { firstContacts } from '../../../src/domain/indicators/first-contact.js';
import { migrate } from '../../../src/infrastructure/event-store/postgres/migrate.js';
import { surviving } from '../../../src/infrastructure/postgres/connections.js';
import { Projector } from '../../../src/infrastructure/read-store/projector.js';
import { TableModels } from '../../../src/infrastructure/read-store/table-models.js';
import { migrateReadStore } from '../../../src/infrastructure/read-store/tables.js';
import { projections } from '../../../src/projections/index.js';
import { generate, IMPORTED_AT } from '../../support/generator/index.js';
import { memoryInstallation } from '../../support/installation.js';
import { type TestServer, testServer } from '../../support/postgres.js';

const product = memoryInstallation(() => new Date(IMPORTED_AT).toISOString());
let server: TestServer;
let pool: pg.Pool;
let models: TableModels;
beforeAll(async () => {
  server = await testServer();
  const url = await server.freshDatabase();
  await migrate(url);
  pool = surviving(new pg.Pool({ connectionString: url, max: 4 }));
  await migrateReadStore(pool, projections);
  await product.import(generate(7, 80));
  await new Projector(pool, product.store, projections).catchUp();
  models = TableModels.over(pool);
});
afterAll(async () => {
  await pool.end();
  await server.stop();
});

describe('A report from the tables', () => {
  it('reads the years that can count in it, and says what it says from all of them, for every plan and year', async () => {
    const sources = {
      store: product.store,
      source: fromStore(product.store),
      live: models,
      book: product.book,
      headHash: fromLeaves(product.store),
    };
    const all = new Map<string, Facts>();
    let [narrower, told, contacted] = [0, 0, 0];
    for (const { planId: plan, infohus } of product.book.plans) {
      const whole = all.get(infohus) ?? (await models.facts(infohus));
      all.set(infohus, whole);
      for (const year of [2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2024, 2025]) {
        const basis = await basisOf(sources, { infohus, plan, year, asOf: { head: true } });
        expect({ plan, year, figures: figuresOf(basis, year) }).toEqual({
          ...{ plan, year },
          figures: figuresOf({ ...basis, facts: whole }, year),
        });
        const contacts = firstContacts(basis.facts, [year], 1);
        expect({ plan, contacts }).toEqual({ plan, contacts: firstContacts(whole, [year], 1) });
        contacted += contacts.filter((c) => c.medianDays !== null).length;
        if (basis.facts.concerns.length < whole.concerns.length) narrower++;
        told += figuresOf(basis, year).filter((i) => (i.value ?? 0) > 0).length;
      }
    }
    expect(narrower).toBeGreaterThan(5);
    expect(told).toBeGreaterThan(30);
    expect(contacted).toBeGreaterThan(5);
  });

  it('is of one position, though the tables move on while it is read', async () => {
    const position = await models.snapshot(async (seen) => {
      const before = await seen.position();
      await pool.query('update checkpoint set position = position + 1');
      expect(await seen.position()).toBe(before);
      return before;
    });
    expect(await models.position()).toBe(position + 1);
  });
});
