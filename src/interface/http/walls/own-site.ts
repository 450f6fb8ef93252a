import type { IncomingHttpHeaders } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { notPermitted, Refused } from '../../../application/refusal.js';
import { doorAt } from '../../doors/doors.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Providers and other installations send from elsewhere: those doors prove by what was signed. */
const SIGNED: ReadonlySet<string> = new Set(['provider', 'installation']);
const isOfProvider = (method: string, path: string) => SIGNED.has(doorAt(method, path)?.by ?? '');
const OUR_COOKIE = /(?:^|; *)(?:__Host-)?sagsspor=/;

/** Whether the browser says that a page of another site sent this. What says nothing is no browser of these years. */
export function fromElsewhere(headers: IncomingHttpHeaders, baseUrl: string | undefined): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const { origin } = headers;
  if (origin === undefined) return false;
  // A sandbox, or a page that hides where it is from, which ours may do by its policy of referrers: then the other header says it.
  if (origin === 'null') return site === undefined;
  if (!URL.canParse(origin)) return true;
  const { host } = new URL(origin);
  return host !== headers.host && !(baseUrl && URL.canParse(baseUrl) && new URL(baseUrl).host === host);
}

/**
 * What changes something and comes with our cookie comes from our own pages, an `Authorization` header beside the cookie or not; so does every
 * login (another site could log somebody in as somebody else). The synchroniser token in every form stands beside this. A bearer token alone may
 * come from anywhere: no browser sends one by itself.
 */
export const ownSite = (baseUrl: string | undefined) => (request: Request, _: Response, next: NextFunction) => {
  const { method, path, headers } = request;
  const isApi = path.startsWith('/api/');
  const byCookie = OUR_COOKIE.test(headers.cookie ?? '');
  const guarded = byCookie || !isApi || path === '/api/session';
  if (SAFE.has(method) || isOfProvider(method, path) || !guarded || !fromElsewhere(headers, baseUrl)) next();
  else next(isApi ? new Refused('not-authenticated', 'This call came from another site.') : notPermitted());
};
