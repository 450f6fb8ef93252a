import type { Bytes } from '../../application/documents/documents.js';
import type { Random } from '../vault/crypto.js';
import { commitmentOf, openParts, sealParts } from './sealed-parts.js';
import { takeIn } from './taking-in.js';

/** Looks at documents and seals them part by part; each has a key of its own. */
export const documentBytes = (random: Random): Bytes => ({
  takeIn: (body, keep, size) => takeIn(body, keep, size),
  newKey: () => random(32),
  seal: (documentId, key, bytes, put) => sealParts(documentId, key, bytes, random, put),
  open: openParts,
  commitmentOf,
});
