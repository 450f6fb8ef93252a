import type { Amended } from './amended.js';
import { amending } from './amending.js';
import { vocabularyOf } from './amendment-events.js';
import { annulling } from './annulling.js';
import { correcting } from './correcting.js';
import type { AnyPart } from './decider.js';

export function amendments<S, A extends string>(aggregate: A, amended: Amended<S>) {
  const vocabulary = vocabularyOf(aggregate);
  const look = amending(aggregate, amended);
  return {
    vocabulary,
    evolve: { EventCorrected: (s: S) => s, EventAnnulled: (s: S) => s },
    decide: {
      ...correcting(amended, vocabulary.events, look),
      ...annulling(amended, vocabulary.events, look),
    },
  } satisfies AnyPart;
}
