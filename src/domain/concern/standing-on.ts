import type { Copy } from '../kernel/decider.js';
import type { Recorded } from '../kernel/event.js';
import { inOrder } from '../kernel/history.js';
import type { Past } from '../kernel/past.js';
import { events as ending } from './ending.js';
import { events as intake } from './intake.js';
import { events as qualification } from './qualification.js';
import { type ConcernState, caseOf } from './state.js';
import { events as transfer } from './transfer.js';

/** A registration, and the qualification by which its case was opened, are not annulled while the case stands on them (commands.md, AnnulEvent). */
export function standsOn(event: Recorded, s: ConcernState, { standing }: Past): boolean | string {
  const answer = event.type === transfer.TransferSent.type && standing.find((e) => answers(e, event));
  if (answer) return `${answer.type} follows it: annul that first`;
  if (caseOf(s) === undefined) return false;
  const ordered = [...standing].sort(inOrder);
  const link = ordered.findLastIndex((e) => e.type === ending.ConcernLinkedToCase.type);
  const qualified = ordered.slice(0, link).findLast((e) => e.type === qualification.ConcernQualified.type);
  const carries = event.type === intake.ConcernRegistered.type || event.eventId === qualified?.eventId;
  return carries && 'a case stands on it: annul its opening or linking first';
}

/** The receiver's answer, or that it was withdrawn. */
const answers = (event: Recorded, sent: Recorded): boolean =>
  event.type !== sent.type &&
  event.type in transfer &&
  (event.data as { transferId: string }).transferId === (sent.data as { transferId: string }).transferId;

/** The Infohus that it was sent to holds that it received it then. */
export const receivedCopies = (event: Recorded): readonly Copy[] =>
  event.type === ending.ConcernForwarded.type
    ? [{ given: event.eventId, of: intake.ConcernRegistered, field: 'receivedAt' }]
    : [];
