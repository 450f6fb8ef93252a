import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { isAt } from '../../doors/define-door.js';
import { DOORS } from '../../doors/doors.js';

/** What the log of the server is told of an answer that is our own fault: never a text, a name or an address. */
export interface Failure {
  /** Stands in the answer too, so that who saw it and who looks for it speak of the same. */
  readonly id: string;
  readonly status: number;
  readonly method: string;
  /** The pattern of the route, without what stood in it. */
  readonly route: string;
}
const noted = new WeakMap<Response, unknown>();

/** An answer of 5xx is under way: the number by which it is found again. */
export function failed(response: Response, error: unknown): string {
  noted.set(response, error);
  const known = response.getHeader('X-Request-Id');
  const id = typeof known === 'string' ? known : randomUUID();
  if (!response.headersSent) response.setHeader('X-Request-Id', id);
  return id;
}

/** Every 5xx is logged, whoever answered it and whether or not it was answered to its end. */
export const failures =
  (log: (failure: Failure, error: unknown) => void) =>
  (request: Request, response: Response, next: NextFunction): void => {
    response.once('close', () => {
      const error = noted.get(response) ?? response.errored;
      if (!error && (response.statusCode < 500 || tellsHealth(request))) return;
      const { statusCode: status } = response;
      const id = String(response.getHeader('X-Request-Id') ?? randomUUID());
      log({ id, status, method: request.method, route: routeOf(request) }, error);
    });
    next();
  };

/** That something is not ready is what these were asked for. */
const tellsHealth = ({ method, path }: Request): boolean =>
  [DOORS.health, DOORS.ready].some((door) => isAt(door, method, path));

/** The pattern of the route, without what stood in it. */
export const routeOf = (request: Request): string => {
  const path: unknown = (request.route as { readonly path?: unknown } | undefined)?.path;
  return typeof path === 'string' ? path : 'none';
};
