import { LARGEST_APPEND } from '../../../src/infrastructure/event-store/append-check.js';
import { MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';
import { eventStoreContract } from './suite.js';

eventStoreContract('memory', { atomic: true, contiguous: true, largestAppend: LARGEST_APPEND }, async () => ({
  store: new MemoryStore(),
  close: async () => undefined,
}));
