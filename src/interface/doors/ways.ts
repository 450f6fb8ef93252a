import 'reflect-metadata';
import { Delete, Get, Post, type Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RequestHandler } from 'express';
import type { QueryName } from '../../application/queries/catalogue.js';
import type { Door, Opening } from './define-door.js';

/** What stands behind a route: queries that it asks, commands that it gives, or a door. One of these is named, or it is no route. */
export type Behind = { readonly asks: readonly QueryName[]; readonly gives: boolean } | { readonly door: Door };

/** A page is at least of an Infohus: every page asks `InfohusContext`. */
export const asks = (first: QueryName, ...names: readonly QueryName[]): Behind => ({
  asks: [first, ...names],
  gives: false,
});
/** Gives the command that its address or its body names; and asks these. */
export const gives = (...names: readonly QueryName[]): Behind => ({ asks: names, gives: true });

export interface Route {
  readonly method: string;
  readonly paths: readonly string[];
  readonly behind: Behind;
}
const WAY = Symbol('what stands behind a route');

const METHODS = { GET: Get, POST: Post, DELETE: Delete } as const;
type Method = keyof typeof METHODS;

function way(method: Method, paths: readonly string[], behind: Behind): MethodDecorator {
  return (target, property, descriptor) => {
    const handler = descriptor.value as object;
    const own: readonly Route[] = Reflect.getOwnMetadata(WAY, handler) ?? [];
    Reflect.defineMetadata(WAY, [...own, { method, paths, behind }], handler);
    METHODS[method]([...paths])(target, property, descriptor as TypedPropertyDescriptor<unknown>);
  };
}
type Paths = string | readonly string[];
const listed = (paths: Paths): readonly string[] => (typeof paths === 'string' ? [paths] : paths);

export const GetBy = (paths: Paths, behind: Behind): MethodDecorator => way('GET', listed(paths), behind);
export const PostBy = (paths: Paths, behind: Behind): MethodDecorator => way('POST', listed(paths), behind);

/** A door's own route: where it opens by that method. Its controller has no path of its own. */
export function Through(door: Door, opening?: Opening): MethodDecorator {
  const [method] = (opening ?? door.opens[0]).split(' ') as [Method];
  const paths = (opening ? [opening] : door.opens.filter((own) => own.startsWith(`${method} `))).map(pathOf);
  return way(method, paths, { door });
}
const pathOf = (opening: Opening): string => opening.slice(opening.indexOf(' ') + 1);

/** A door that is no controller's. */
export function mounted(app: NestExpressApplication, door: Door, ...handlers: readonly RequestHandler[]): void {
  for (const opening of door.opens) app.use(pathOf(opening), ...handlers);
}

/** Every way of these controllers, with whole paths. */
export function waysOf(controllers: readonly Type<unknown>[]): readonly Route[] {
  return controllers.flatMap((controller) => {
    const prefix = String(Reflect.getMetadata('path', controller) ?? '');
    const handlers = Object.getOwnPropertyNames(controller.prototype).flatMap((name) => {
      const { value } = Object.getOwnPropertyDescriptor(controller.prototype, name) ?? {};
      return typeof value === 'function' ? ((Reflect.getOwnMetadata(WAY, value) ?? []) as readonly Route[]) : [];
    });
    return handlers.map(({ method, paths, behind }) => ({
      ...{ method, behind, paths: paths.map((path) => joined(prefix, path)) },
    }));
  });
}
const joined = (prefix: string, path: string): string => {
  const parts = `${prefix}/${path}`.split('/').filter((part) => part !== '');
  return `/${parts.join('/')}`;
};
