import type { Data, HeldStream } from './builder.js';
import type { Acting } from './infohuse.js';

export interface Subject extends Data {
  readonly ageGroup: string;
  readonly personId: string;
  readonly role: string;
}
/** A case, whom it is about, and somebody of the agency that holds it now. */
export interface Held {
  readonly stream: HeldStream;
  readonly subject: Subject;
  readonly worker: () => Acting;
}
