import { afterAll, beforeAll } from '@jest/globals';
import { LARGEST_APPEND } from '../../../src/infrastructure/event-store/append-check.js';
import { migrate, PostgresStore } from '../../../src/infrastructure/event-store/postgres/postgres-store.js';
import { type TestServer, testServer } from '../../support/postgres.js';
import { eventStoreContract } from './suite.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

eventStoreContract('PostgreSQL', { atomic: true, contiguous: true, largestAppend: LARGEST_APPEND }, async () => {
  const url = await server.freshDatabase();
  await migrate(url);
  const store = await PostgresStore.open(url);
  return { store, close: () => store.close() };
});
