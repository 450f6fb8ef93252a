import { MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';
import { eventStoreContract } from './suite.js';

eventStoreContract('memory', { atomic: true, contiguous: true }, async () => ({
  store: new MemoryStore(),
  close: async () => undefined,
}));
