import type { Disclosure } from '../../domain/case/disclosure.js';
import type { Packed } from '../../domain/kernel/decider.js';
import type { Actor } from '../../domain/kernel/event.js';
import { type Packing, packageOf } from '../queries/sharing/package.js';
import { Refused } from '../refusal.js';
import { packed } from './messages.js';

export interface Handing {
  readonly installation: string;
  readonly disclosure: Pick<Disclosure, 'categories' | 'statements' | 'documents'>;
}
/** A concern or a case. */
export type HandedRecord = Parameters<typeof packageOf>[1];

/** Bytes of documents that one message may hold. */
const MOST = 25_000_000;
/** Bytes of all that it tells beside them: signed and sealed it becomes 1.8 times as much, and all together must be a message (messages.ts). */
const TOLD = 1_000_000;

/** What another installation is handed of a record: the log up to a position, so that it is the same whenever it is made. */
export function handedPackage(
  packing: Packing,
  of: HandedRecord,
  from: Actor,
  { installation: toAgency, disclosure: { categories, statements = [], documents = [] } }: Handing,
  { asOf, recordedAt }: { readonly asOf: number; readonly recordedAt: string },
) {
  const asked = { from, toAgency, categories, statements, documents, dissent: true } as const;
  return packageOf(packing, of, { position: asOf + 1, recordedAt }, asked);
}

/** For the decision: what it would be now. @throws Refused where it is larger than one message may be */
export async function packedNow(packing: Packing, of: HandedRecord, from: Actor, handing: Handing): Promise<Packed> {
  const head = await packing.store.head();
  const all = await handedPackage(packing, of, from, handing, { asOf: head.position, recordedAt: packing.now });
  const { hash, events, documents } = all;
  if (documents.reduce((sum, { size }) => sum + size, 0) > MOST)
    throw new Refused('payload-too-large', 'The documents of one transfer may be at most 25,000,000 bytes together.');
  const told = packed.safeParse(all);
  if (!told.success || Buffer.byteLength(JSON.stringify(told.data)) > TOLD)
    throw new Refused(
      'payload-too-large',
      'What one transfer tells may be at most 1,000,000 bytes, documents aside. Hand over fewer statements.',
    );
  return { hash, eventIds: events, asOf: head.position };
}
