import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

const none = ["'none'"];
const self = ["'self'"];
/** Nothing inline, nothing from elsewhere. Swagger UI needs inline styles and stays outside with a policy of its own. */
const strict = {
  defaultSrc: none,
  styleSrc: self,
  imgSrc: self,
  fontSrc: self,
  scriptSrc: self,
  // What is typed is kept by the script of the pages.
  connectSrc: self,
  formAction: self,
  frameAncestors: none,
  baseUri: none,
};
const loose = {
  ...strict,
  styleSrc: [...self, "'unsafe-inline'"],
  scriptSrc: [...self, "'unsafe-inline'"],
  imgSrc: [...self, 'data:'],
  connectSrc: self,
};
const TWO_YEARS = 63_072_000;

/** Headers of every answer. `isTls`: browsers reach us over TLS, and are told never to come without it again. */
export function headers(isTls: boolean) {
  const withPolicy = (directives: Record<string, string[]>) =>
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives },
      // Nobody else is told an address of ours; our own pages say where a form is from (own-site.ts).
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: isTls ? { maxAge: TWO_YEARS, includeSubDomains: true } : false,
    });
  const [closed, docs] = [withPolicy(strict), withPolicy(loose)];
  return (request: Request, response: Response, next: NextFunction): void => {
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
    (/^\/docs(\/|$)/.test(request.path) ? docs : closed)(request, response, next);
  };
}

/** Whoever logs out leaves nothing in the browser: cookies, and what a page kept. */
export const LEAVE_NOTHING = '"cache", "cookies", "storage"';
