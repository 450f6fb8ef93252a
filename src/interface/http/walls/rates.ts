import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { Refused } from '../../../application/refusal.js';
import { doorAt } from '../../doors/doors.js';

/** Requests a minute. */
export interface Rates {
  /** Of an address, whoever asks: a whole agency may stand behind one. */
  readonly address: number;
  /** Of an address, by nobody that we know. */
  readonly anonymous: number;
  /** Of a user, over all sessions and tokens. */
  readonly user: number;
}
export const RATES: Rates = { address: 60_000, anonymous: 1_200, user: 6_000 };
const MINUTE = 60_000;

/** Of IPv6 a network counts as one address: whoever has one address of it has all. */
const addressOf = (request: Request): string => ipKeyGenerator(request.ip ?? '', 56);

interface RateWindow {
  readonly limit: number;
  readonly by: (request: Request) => string;
  readonly counts?: (request: Request) => boolean;
}
/**
 * Counts in windows of a minute, in this process, from the first request of each; the next window begins anew. Nothing is told of the count before
 * it is reached: what is hidden and what is absent answer with the same headers. @returns 429 with `Retry-After` in seconds
 */
function rate({ limit, by, counts = () => true }: RateWindow): RequestHandler {
  return rateLimit({
    windowMs: MINUTE,
    limit,
    keyGenerator: by,
    skip: (request) => !counts(request),
    standardHeaders: false,
    legacyHeaders: false,
    validate: false, // addresses behind a proxy are app.module's to know
    handler: (request: Request, response: Response, next: NextFunction) => {
      const { resetTime } = (request as Request & { rateLimit: { resetTime?: Date } }).rateLimit;
      const left = Math.max(1, Math.ceil(((resetTime?.getTime() ?? 0) - Date.now()) / 1000));
      response.setHeader('Retry-After', String(left));
      next(new Refused('too-many-requests', `That is more than ${limit} requests a minute. Wait ${left} seconds.`));
    },
  });
}

/** Health is asked by machines, often; it asks the database once for all of them (health.ts). */
const isFree = ({ method, path }: Request) => doorAt(method, path)?.limits.counts === 'nobody';

/** Before anybody is looked up. */
export const ofAddress = ({ address }: Rates): RequestHandler =>
  rate({ limit: address, by: addressOf, counts: (request) => !isFree(request) });

/** After: who is known counts as that user, who is not as the address. */
export const ofCaller = (
  { anonymous, user }: Rates,
  userOf: (request: Request) => string | undefined,
): readonly [ofUser: RequestHandler, ofNobody: RequestHandler] => [
  rate({ limit: user, by: (r) => userOf(r) ?? '', counts: (r) => userOf(r) !== undefined }),
  rate({ limit: anonymous, by: addressOf, counts: (r) => !isFree(r) && userOf(r) === undefined }),
];
