import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { Drafts } from '../../src/application/drafts.js';
import type { Installation } from '../../src/application/installation.js';
import type { CivilRegister } from '../../src/application/ports/civil-register.js';
import type { EventStore } from '../../src/application/ports/event-store.js';
import type { Stand } from '../../src/application/queries/freshness.js';
import { SavedLists } from '../../src/application/saved-lists.js';
import { MemoryStore } from '../../src/infrastructure/event-store/memory/memory-store.js';
import { jsonLog } from '../../src/infrastructure/telemetry/json-log.js';
import type { Rates } from '../../src/interface/http/walls/rates.js';
import { createApp } from '../../src/main/app.module.js';
import { configFrom, type Environment } from '../../src/main/config.js';
import { MemorySessions } from './identity/memory-sessions.js';
import { memoryInstallation } from './installation.js';
import { MemoryDrafts } from './memory-drafts.js';

const UNCOUNTED: Rates = { address: 1e9, anonymous: 1e9, user: 1e9 };

/** What a server stands on, in memory. */
const inMemoryWith = (now: () => string, store: EventStore, register?: CivilRegister) => {
  const inMemory = memoryInstallation(now, 'plans', store, undefined, undefined, undefined, register);
  const sessions = new MemorySessions();
  const installation = {
    ...{ ...inMemory, sessions },
    ...{
      freshness: {
        reach: async () => undefined,
        stand: async (): Promise<Stand> => {
          const { position: head, recordedAt } = await inMemory.store.head();
          return { head, recordedAt, position: head, reached: head };
        },
      },
      projector: { status: async () => [] },
      scheduler: { refused: 0 },
      readiness: { look: async () => [] },
    },
    savedLists: new SavedLists(
      new MemoryDrafts(),
      inMemory.vault,
      { add: async () => undefined },
      { clock: { now }, ids: { uuid: randomUUID } },
    ),
    drafts: new Drafts(new MemoryDrafts(), inMemory.vault, { now }, { uuid: randomUUID }),
  } as unknown as Installation;
  return { inMemory, sessions, installation };
};
export const installationInMemory = (now: () => string): Installation =>
  inMemoryWith(now, new MemoryStore()).installation;

/** The web UI and API over the memory store: all walls and doors, no database. */
export async function memoryApp(
  now: () => string,
  store: EventStore = new MemoryStore(),
  settings: Environment = {},
  register?: CivilRegister,
  rates: Rates = UNCOUNTED,
) {
  const { inMemory, sessions, installation } = inMemoryWith(now, store, register);
  const said: string[] = [];
  const app = await createApp(installation, {
    ...{
      config: configFrom({ CALENDAR_FEEDS: 'on', ...settings }),
      rates,
      log: jsonLog({}, { write: (line: string) => void said.push(line) }),
    },
  });
  await app.init();
  const http = () => request(app.getHttpServer());
  return {
    ...{ app, http, inMemory, sessions, said },
    async token(user: string): Promise<string> {
      return (await http().post('/api/session').send({ user })).body.token;
    },
    close: () => app.close(),
  };
}
