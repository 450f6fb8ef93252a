import type { NextFunction, Request, Response } from 'express';
import type { Step, Telemetry } from '../../../application/ports/telemetry.js';
import type { Labelled } from '../../../application/telemetry/metrics.js';
import { doorAt } from '../../doors/doors.js';
import { routeOf } from './failures.js';

type Way = Labelled<'http_request'>['way'];
type Answer = Labelled<'http_requests'>['answer'];

/** Every request is timed, and is where a trace begins. What is told of it is its route's pattern: never what stood in it. */
export const watched =
  (telemetry: Telemetry) =>
  (request: Request, response: Response, next: NextFunction): void => {
    const { method, path } = request;
    const began = telemetry.seconds();
    const way = wayOf(method, path);
    const whole = (done: (answer: Answer) => void) =>
      response.once('close', () => {
        const answer = response.writableFinished ? classOf(response.statusCode) : 'cut';
        telemetry.observe('http_request', telemetry.seconds() - began, { way });
        telemetry.count('http_requests', { way, answer });
        done(answer);
      });
    const work = (step: Step) => {
      next();
      return new Promise<void>((resolve) =>
        whole((outcome) => {
          step.says({ route: routeOf(request), status: response.statusCode, outcome });
          resolve();
        }),
      );
    };
    void telemetry.step('request', { method }, work, [], request.header('traceparent'));
  };

const wayOf = (method: string, path: string): Way => {
  if (path.startsWith('/api/commands/')) return 'command';
  if (doorAt(method, path)) return 'door';
  return path.startsWith('/api/') ? 'query' : 'page';
};
const classOf = (status: number): Answer =>
  status < 300 ? '2xx' : status < 400 ? '3xx' : status < 500 ? '4xx' : '5xx';
