// Appends to the log on EventStoreDB, beside its bare client on the same server in the same run (docs/eventstoredb.md, "How fast").
import { randomBytes, randomUUID } from 'node:crypto';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { binaryEvent, EventStoreDBClient, NO_STREAM } from '@eventstore/db-client';
import { serverAddress } from '../../src/infrastructure/event-store/eventstoredb/address.js';
import { EventStoreDbStore } from '../../src/infrastructure/event-store/eventstoredb/eventstoredb-store.js';
import { BESIDE_EVENTSTOREDB } from '../../src/infrastructure/event-store/eventstoredb/schema.sql.js';
import { migrate } from '../../src/infrastructure/event-store/postgres/migrate.js';
import { Site } from '../scenarios/site.js';
import { drive, median } from './append/measure.js';
import { payload } from './append/payload.js';

const { values: options } = parseArgs({
  options: {
    url: { type: 'string', default: process.env.EVENT_STORE_URL ?? '' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    writers: { type: 'string', default: '1,16,64' },
  },
});
if (options.url === '') {
  process.stderr.write(
    'npm run bench -- cluster --url esdb://host:2113 [--seconds 5] [--rounds 3] [--writers 1,16,64]\n',
  );
  process.exit(2);
}
const [seconds, rounds] = [Number(options.seconds), Number(options.rounds)];
const prefix = `bench-${randomUUID()}-`;
const address = serverAddress(options.url);

/** One event an append, to a new stream each: as the product appends, in a call of its own, and in the client's shared stream of batches. */
const bare = (client: EventStoreDBClient, inBatches: boolean) => () =>
  client.appendToStream(
    `${prefix}bare-${randomUUID()}`,
    [binaryEvent({ type: 'Benched', data: payload, metadata: { commandId: randomUUID() } })],
    {
      expectedRevision: NO_STREAM,
      requiresLeader: true,
      ...(inBatches ? {} : { credentials: address.credentials ?? { username: '', password: '' } }),
    },
  );
const fingerprint = randomBytes(32);
const ours = (store: EventStoreDbStore) => () =>
  store.append({
    commandId: randomUUID(),
    fingerprint,
    clock: new Date().toISOString(),
    writes: [
      {
        stream: `bench-${randomUUID()}`,
        expectedVersion: 0,
        events: [{ eventId: randomUUID(), type: 'Benched', bytes: payload, segments: [] }],
      },
    ],
  });

const site = await Site.open();
const beside = await site.emptyDatabase('beside');
await migrate(beside, BESIDE_EVENTSTOREDB);
const store = await EventStoreDbStore.open(options.url, beside, { prefix });
const client = EventStoreDBClient.connectionString(address.connectionString);
try {
  for (const writers of options.writers.split(',').map(Number)) {
    const rates: Record<string, number[]> = { ours: [], call: [], batch: [] };
    const p50s: number[] = [];
    for (let round = 0; round < rounds; round++)
      for (const [name, once] of [
        ['ours', ours(store)],
        ['call', bare(client, false)],
        ['batch', bare(client, true)],
      ] as const) {
        const { appends, seconds: taken, latencies } = await drive(once, { writers, events: 1, seconds });
        rates[name]?.push(appends / taken);
        if (name === 'ours') p50s.push(median(latencies));
      }
    const [a, b, c] = [rates.ours, rates.call, rates.batch].map((each) => median(each ?? [])) as [
      number,
      number,
      number,
    ];
    process.stdout.write(
      `${writers} writers: ours ${a.toFixed(0)}/s (p50 ${median(p50s).toFixed(1)} ms), bare call ${b.toFixed(0)}/s (${(a / b).toFixed(2)}), bare batch ${c.toFixed(0)}/s (${(a / c).toFixed(2)})\n`,
    );
  }
} finally {
  await store.close();
  await client.dispose();
  await site.close();
}
