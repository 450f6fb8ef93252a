import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { problemOf } from '../../../../src/interface/http/problem.js';

/** Walls around a door that says what came through; refusals as the API answers them. */
export function behind(...walls: readonly RequestHandler[]) {
  const app = express();
  for (const wall of walls) app.use(wall);
  app.use((request: Request, response: Response) => void response.json({ body: request.body ?? null }));
  app.use((error: unknown, _: Request, response: Response, __: NextFunction) => {
    const { status, body } = problemOf(error);
    response.status(status).json(body);
  });
  return app;
}
