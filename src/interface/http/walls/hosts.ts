import type { NextFunction, Request, Response } from 'express';
import { Refused } from '../../../application/refusal.js';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Only who asks for us by a name of ours is answered: a page elsewhere whose name was made to point at this address (DNS rebinding) would else be
 * taken for our own. Ours are the loopback names, with any port, and the host of BASE_URL.
 */
export function ourHost(host: string | undefined, baseUrl: string | undefined): boolean {
  if (host === undefined || !/^[A-Za-z0-9.:[\]-]{1,255}$/.test(host)) return false;
  const name = host.toLowerCase();
  if (LOOPBACK.has(name.replace(/:\d{1,5}$/, ''))) return true;
  return baseUrl !== undefined && URL.canParse(baseUrl) && name === new URL(baseUrl).host;
}

export const hosts = (baseUrl: string | undefined) => (request: Request, _: Response, next: NextFunction) => {
  if (ourHost(request.headers.host, baseUrl)) next();
  else
    next(
      new Refused(
        'misdirected-request',
        'There is no installation by that name here. Its names are those of this machine and of BASE_URL.',
      ),
    );
};
