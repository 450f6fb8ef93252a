import type { Documented } from '../document/state.js';
import type { AggregateType } from '../kernel/decider.js';
import type { Sealed } from '../kernel/sealed.js';

/** What was handed to an Infohus with an installation of its own (B-7), on the concern or case that it is about. */
export interface Transfer {
  readonly installation: string;
  readonly sentAt: string;
  /** When it came in there, by the receiver's own word; null: not known to have. */
  readonly deliveredAt: string | null;
  readonly answer: { readonly at: string; readonly what: 'accepted' | 'declined' | 'withdrawn' } | null;
}
export type Transfers = Readonly<Record<string, Transfer>>;
export const pendingTransfer = (all: Transfers = {}): string | undefined =>
  Object.entries(all).find(([, { answer }]) => answer === null)?.[0];

/** What came in: from which record there, about whom. */
export interface Received {
  readonly transferId: string;
  readonly installation: string;
  readonly hash: string;
  readonly originId: string;
  readonly subjects: readonly {
    readonly personId: string;
    readonly role: 'focus' | 'sibling' | 'parent' | 'relative';
    readonly ageGroup: 'minor' | 'adult';
  }[];
  readonly what: 'concern' | 'case';
  readonly sentAt: string;
  readonly chain: readonly { readonly agency: string; readonly from: string; readonly to?: string | undefined }[];
}
export interface ReceivedTexts {
  readonly description: Sealed<string>;
  readonly persons: Sealed<readonly Handed[]>;
}
/** A person by the id that they have here. */
export interface Handed {
  readonly personId: string;
  readonly name: string;
  readonly birthDate?: string | undefined;
  readonly address?: string | undefined;
  readonly contact?: string | undefined;
  readonly protectedAddress?: boolean | undefined;
}
/** One that came in from another installation, until a coordinator here has answered it. */
export interface IncomingState extends Documented {
  /** Whose coordinator answers it; empty: nothing came in. */
  readonly infohus: string;
  readonly receivedAt: string | null;
  readonly received: Received | null;
  /** Not in a read model. */
  readonly texts: ReceivedTexts | null;
  readonly answer: {
    readonly at: string;
    readonly what: 'accepted' | 'declined' | 'recalled';
    readonly concernId: string | null;
  } | null;
}
export const incomingAggregate: AggregateType<IncomingState, 'transfer'> = {
  aggregate: 'transfer',
  initial: { infohus: '', receivedAt: null, received: null, texts: null, answer: null },
};
