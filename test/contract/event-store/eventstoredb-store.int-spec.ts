import { afterAll, beforeAll } from '@jest/globals';
import { LARGEST_APPEND } from '../../../src/infrastructure/event-store/eventstoredb/eventstoredb-store.js';
import { emptyStore } from '../../support/eventstoredb/server.js';
import { type TestServer, testServer } from '../../support/postgres.js';
import { eventStoreContract } from './suite.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

eventStoreContract(
  `EventStoreDB (${process.env.EVENT_STORE_URL ? 'the server of EVENT_STORE_URL' : 'the double in test/support'})`,
  { atomic: false, contiguous: true, largestAppend: LARGEST_APPEND },
  () => emptyStore(server),
  { atomic: 'the server appends to one stream at a time' },
);
