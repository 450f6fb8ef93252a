import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  InvalidArgumentError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  TimeoutError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { type Outage, StoreUnavailable } from '../../../application/ports/event-store.js';
import { NeedsMending } from '../../../application/refusal.js';
import { repeated } from '../patience.js';

/** What the server holds is not what was read from it before: it was rolled back, rewritten or deleted from. Nothing goes on until it is seen to. */
export class LogRewritten extends NeedsMending {
  override readonly name = 'LogRewritten';

  constructor(what: string) {
    super(
      `log-rewritten: ${what}: "log adopt" says what is lost (docs/eventstoredb.md, "Restored, truncated, deleted")`,
    );
  }
}

/** The server looked at the call and did nothing: a repetition can only end the same way, or at the leader. */
export const certainlyRefused = (error: unknown): boolean =>
  error instanceof AccessDeniedError ||
  error instanceof InvalidArgumentError ||
  error instanceof MaxAppendSizeExceededError ||
  error instanceof StreamDeletedError ||
  error instanceof NotLeaderError;

const UNAUTHENTICATED = 16;
const lasting = (why: string): Outage => ({ why, lasting: true });
const passing = (why: string): Outage => ({ why, lasting: false });

/** The client gives the cause of a connection that did not come about in its details only (docs/eventstoredb.md, "When it does not answer"). */
const BY_DETAILS: readonly (readonly [RegExp, Outage])[] = [
  [
    /certificate|self.signed|altname|unable to verify|ERR_TLS/i,
    lasting('the certificate of the event store is not accepted; give its authority by tlsCAFile'),
  ],
  [
    /wrong version number|EPROTO|SSL routines|packet length too long/i,
    lasting('the event store does not speak TLS there, and the connection string asks for it'),
  ],
  [/EAI_AGAIN/, passing('the name of the host cannot be looked up at the moment')],
  [/ENOTFOUND|Name resolution failed/i, lasting('no host of that name is known')],
  [/not ready/i, passing('the event store is there, and is not ready yet')],
  [/leader info|no leader|leader.*not/i, passing('the cluster has no leader at the moment')],
  [/discover candidate/i, passing('no host of the cluster answers, or it has no leader')],
];

/** What a failed call says about the server. */
export function outageOf(error: unknown): Outage {
  if (error instanceof AccessDeniedError) return denied(error);
  if (error instanceof NotLeaderError) return passing('the node that answers is not the leader');
  const late =
    error instanceof DeadlineExceededError || error instanceof TimeoutError || error instanceof CancelledError;
  const details = error instanceof Error ? `${error.message} ${(error as { details?: string }).details ?? ''}` : '';
  const known = BY_DETAILS.find(([pattern]) => pattern.test(details));
  if (known) return known[1];
  return late ? passing('the event store answers too slowly') : passing('the event store is away');
}

const denied = ({ code }: AccessDeniedError): Outage =>
  code === UNAUTHENTICATED
    ? lasting('the event store does not know the user or the password')
    : lasting('the user may not do this in the event store; docs/eventstoredb.md lists the rights it needs');

/** Said already: a store that was waited for is not waited for again. */
const isSaid = (error: unknown): boolean => error instanceof StoreUnavailable || error instanceof NeedsMending;
const isHopeless = (error: unknown): boolean =>
  isSaid(error) ||
  error instanceof WrongExpectedVersionError ||
  (certainlyRefused(error) && !(error instanceof NotLeaderError)) ||
  outageOf(error).lasting;

/**
 * A call that writes may be repeated because it carries its event ids and the expected revision: the server answers the second as it answered the
 * first.
 * @throws what the last try threw
 */
export const persistently = <T>(operation: () => Promise<T>, patience?: number): Promise<T> =>
  repeated(operation, isHopeless, patience);

/** What only the server was asked. @throws StoreUnavailable('not-persisted'), LogRewritten */
export const reading = <T>(operation: () => Promise<T>, patience?: number): Promise<T> =>
  orUnavailable(persistently(operation, patience), outageOf);

const BESIDE = passing('what PostgreSQL keeps beside the event store cannot be reached at the moment');
/**
 * What PostgreSQL beside the server was asked; what the server said meanwhile stays as it said it.
 * @throws StoreUnavailable('not-persisted'), LogRewritten
 */
export const beside = <T>(operation: () => Promise<T>, patience?: number): Promise<T> =>
  orUnavailable(repeated(operation, isSaid, patience), () => BESIDE);

const orUnavailable = <T>(work: Promise<T>, outage: (error: unknown) => Outage): Promise<T> =>
  work.catch((error) => {
    throw isSaid(error) ? error : new StoreUnavailable('not-persisted', error, outage(error));
  });
