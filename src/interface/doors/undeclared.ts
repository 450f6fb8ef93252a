import { Inject, Injectable, type OnApplicationBootstrap, type Type } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Express } from 'express';
import { doorAt } from './doors.js';
import { waysOf } from './ways.js';

/** As Express keeps them: a route of its own, or what is used at a path or before everything. */
interface Layer {
  readonly route?: { readonly path: unknown; readonly methods: Readonly<Record<string, boolean>> };
  readonly rawPath?: unknown;
}

/** Ways into a server behind which stands no declared query, command or door. What is used at `/` is a wall that requests pass through. */
export function undeclared(server: Express, controllers: readonly Type<unknown>[]): readonly string[] {
  const declared = new Set(
    waysOf(controllers).flatMap(({ method, paths }) => paths.map((path) => `${method} ${path}`)),
  );
  const layers = server.router.stack as unknown as readonly Layer[];
  const ways = layers.flatMap(({ route, rawPath }) => {
    if (!route) return flat(rawPath).map((path) => ['ANY', path] as const);
    const methods = Object.keys(route.methods).map((method) => (method === '_all' ? 'ANY' : method.toUpperCase()));
    return methods.flatMap((method) => flat(route.path).map((path) => [method, path] as const));
  });
  return ways
    .filter(([method, path]) => !(method === 'ANY' && path === '/') && !declared.has(`${method} ${path}`))
    .filter(([method, path]) => !doorAt(method, path))
    .map((found) => found.join(' '));
}
const flat = (path: unknown): readonly string[] => [path].flat(9).map(String);

/** The server does not start with a way in that nobody has declared. */
export class UndeclaredWay extends Error {
  override readonly name = 'UndeclaredWay';
}
export const CONTROLLERS = Symbol('controllers');

@Injectable()
export class Doorkeeper implements OnApplicationBootstrap {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(CONTROLLERS) private readonly controllers: readonly Type<unknown>[],
  ) {}

  /** @throws UndeclaredWay */
  onApplicationBootstrap(): void {
    const found = undeclared(this.host.httpAdapter.getInstance() as Express, this.controllers);
    if (found.length > 0)
      throw new UndeclaredWay(
        `undeclared-way: behind ${found.join(', ')} stands no declared query, command or door: say in its decorator what it asks (src/interface/doors/ways.ts), or declare a door (src/interface/doors/doors.ts)`,
      );
  }
}
