import { afterAll, beforeAll } from '@jest/globals';
import {
  EventStoreDbStore,
  LARGEST_APPEND,
} from '../../../src/infrastructure/event-store/eventstoredb/eventstoredb-store.js';
import { BESIDE_EVENTSTOREDB } from '../../../src/infrastructure/event-store/eventstoredb/schema.sql.js';
import { migrate } from '../../../src/infrastructure/event-store/postgres/migrate.js';
import { startDouble } from '../../support/eventstoredb/double.js';
import { type TestServer, testServer } from '../../support/postgres.js';
import { eventStoreContract } from './suite.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
}, 60_000);
afterAll(() => server.stop(), 60_000);

eventStoreContract(
  'EventStoreDB',
  { atomic: false, contiguous: true, largestAppend: LARGEST_APPEND },
  async () => {
    const double = await startDouble();
    const beside = await server.freshDatabase();
    await migrate(beside, BESIDE_EVENTSTOREDB);
    const store = await EventStoreDbStore.open(double.connectionString, beside);
    return {
      store,
      close: async () => {
        await store.close();
        await double.stop();
      },
    };
  },
  { atomic: 'the server appends to one stream at a time' },
);
