import type { AggregateType } from '../kernel/decider.js';

/** What hangs on a concern, case, person or meeting (B-1). Its bytes and its words are sealed and not looked at here. */
export interface DocumentOn {
  readonly attachedAt: string;
  readonly by: { readonly userId: string; readonly agency: string };
  /** Taken off again: the bytes stay for replay until they are erased. */
  readonly detachedAt: string | null;
}
export interface Documented {
  readonly documents?: Readonly<Record<string, DocumentOn>>;
}
export const documentOn = (s: Documented, documentId: string): DocumentOn | undefined => s.documents?.[documentId];
export const hangsOn = (s: Documented, documentId: string): boolean => documentOn(s, documentId)?.detachedAt === null;

/** Of an upload: what it hangs on. One document hangs on one thing. */
export interface DocumentState {
  readonly of: { readonly aggregate: string; readonly id: string; readonly userId: string } | null;
}
export const documentAggregate: AggregateType<DocumentState, 'document'> = {
  aggregate: 'document',
  initial: { of: null },
};
