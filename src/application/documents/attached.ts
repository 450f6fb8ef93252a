import type { Recorded } from '../../domain/kernel/event.js';
import { history } from '../../domain/kernel/history.js';
import type { Sealed } from '../../domain/kernel/sealed.js';

/** What an attachment says openly of the document; its title, its name and its key are sealed in the same event. */
export interface Attached {
  readonly documentId: string;
  readonly kind: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  /** Over its sealed parts in their order. */
  readonly commitment: string;
  readonly key: Sealed<string>;
}

/** Where it was attached among the events of what it hangs on. */
export const attachedIn = (events: readonly Recorded[], documentId: string): Recorded<Attached> | undefined =>
  history(events).find(
    (e): e is Recorded<Attached> =>
      e.type === 'DocumentAttached' && (e.data as Partial<Attached>).documentId === documentId,
  );
