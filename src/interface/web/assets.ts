import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { NextFunction, Request, Response } from 'express';

const here = dirname(fileURLToPath(import.meta.url));
const dkfds = join(dirname(createRequire(import.meta.url).resolve('dkfds')), '..');
/** What of the design system a page asks for: never its source or scripts. */
const OF_DKFDS = /^(css\/dkfds\.min\.css|fonts\/.+\.woff2?|img\/.+\.svg)$/;
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};
/** Fonts are compressed already. */
const PACKED = new Set(['.css', '.js', '.svg']);

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));

const files: ReadonlyMap<string, string> = new Map([
  ['sagsspor.css', join(here, 'sagsspor.css')],
  ['sagsspor.js', join(here, 'sagsspor.js')],
  ...filesBelow(dkfds)
    .filter((name) => OF_DKFDS.test(name))
    .map((name): [string, string] => [`dkfds/${name}`, join(dkfds, name)]),
]);

/** Of all that they hold: a changed file has another address, so that each may be kept for a year. */
const VERSION = createHash('sha256')
  .update(readFileSync(join(here, 'sagsspor.css')))
  .update(readFileSync(join(here, 'sagsspor.js')))
  .update(readFileSync(join(dkfds, 'css/dkfds.min.css')))
  .digest('base64url')
  .slice(0, 10);

/** @param name `sagsspor.css`, `dkfds/css/dkfds.min.css` */
export const assetUrl = (name: string): string => `/assets/${VERSION}/${name}`;

const YEAR = 31_536_000;
const [gzipped, brotlied] = [promisify(gzip), promisify(brotliCompress)];
type Coding = 'br' | 'gzip' | 'identity';
const packed = new Map<string, Promise<Buffer>>();

function bytesOf(name: string, file: string, coding: Coding): Promise<Buffer> {
  const key = `${coding} ${name}`;
  const known = packed.get(key) ?? read(file, coding);
  packed.set(key, known);
  return known;
}
async function read(file: string, coding: Coding): Promise<Buffer> {
  const bytes = readFileSync(file);
  if (coding === 'br') return brotlied(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  return coding === 'gzip' ? gzipped(bytes) : bytes;
}

/** Style sheets, fonts and signs: compressed once, and kept by the browser under an address that changes with them. */
export async function assetDoor(request: Request, response: Response, next: NextFunction): Promise<void> {
  const [, version, name = ''] = /^\/([\w-]{10})\/(.+)$/.exec(request.path) ?? [];
  const file = files.get(name);
  if (version !== VERSION || file === undefined || (request.method !== 'GET' && request.method !== 'HEAD'))
    return next();
  const type = extname(name);
  const coding = PACKED.has(type) ? codingFor(request) : 'identity';
  const bytes = await bytesOf(name, file, coding);
  response.setHeader('Cache-Control', `public, max-age=${YEAR}, immutable`);
  response.setHeader('Content-Type', TYPES[type] ?? 'application/octet-stream');
  if (PACKED.has(type)) response.setHeader('Vary', 'Accept-Encoding');
  if (coding !== 'identity') response.setHeader('Content-Encoding', coding);
  response.end(bytes);
}

function codingFor(request: Request): Coding {
  const found = request.acceptsEncodings(['br', 'gzip', 'identity']);
  return found === 'br' || found === 'gzip' ? found : 'identity';
}
