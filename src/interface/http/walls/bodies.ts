import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { textOf } from '../../../application/input/decode.js';
import { InputFault, refusedInput } from '../../../application/input/fault.js';
import { formFields } from '../../../application/input/form.js';
import { strictJson } from '../../../application/input/strict-json.js';
import { invalid, Refused } from '../../../application/refusal.js';
import { bringsDocument } from '../../../domain/registry.js';
import { DOORS, doorAt } from '../../doors/doors.js';
import { isMultipart } from '../multipart.js';
import { bodySize } from './body-size.js';

const EMPTY = new Uint8Array();
const readers = new Map<number, RequestHandler>();
function readerOf(limit: number): RequestHandler {
  const made = readers.get(limit) ?? express.raw({ limit, inflate: false, type: () => true });
  readers.set(limit, made);
  return made;
}

/**
 * The one reader of what is sent: JSON under `/api`, forms elsewhere. Of a caller of the API whom nobody knows not a byte is read (commands.md: 401
 * before 413 and 400); a form is read for who is logged out, too, so that it can be given back filled.
 */
export const bodies =
  (isKnown: (request: Request) => boolean) => (request: Request, response: Response, next: NextFunction) => {
    if (request.method === 'GET' || request.method === 'HEAD') {
      next();
      return;
    }
    const isApi = request.path.startsWith('/api/');
    // A door that is open to who is not logged in says by what else it is guarded.
    const door = doorAt(request.method, request.path);
    const by = door?.by ?? 'session';
    if (isApi && by === 'session' && !isKnown(request)) {
      next(new Refused('not-authenticated', 'Log in, or send a token of this installation as a bearer token.'));
      return;
    }
    // The bytes of a document, or of a transfer, go through as they come: whoever takes them counts them (B-1, B-7).
    if (door === DOORS.documents || door === DOORS.transfers || bringsFile(request)) {
      next();
      return;
    }
    const limit = bodySize(request.path);
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      next(tooLarge(limit));
      return;
    }
    // The reader below would wait for all the rest before it says so.
    let isAnswered = false;
    let size = 0;
    request.on('data', (part: Uint8Array) => {
      size += part.length;
      if (size <= limit || isAnswered) return;
      isAnswered = true;
      next(tooLarge(limit));
    });
    readerOf(limit)(request, response, (error?: unknown) => {
      if (isAnswered) return;
      try {
        if (error) throw isTooLarge(error) ? tooLarge(limit) : error;
        request.body = read(request, isApi);
        next();
      } catch (fault) {
        next(fault instanceof InputFault ? refusedInput(fault) : fault);
      }
    });
  };

const bringsFile = (request: Request) =>
  bringsDocument(/\/do\/(\w+)$/.exec(request.path)?.[1] ?? '') && isMultipart(request);
const isTooLarge = (error: unknown) => (error as { readonly status?: number }).status === 413;
const tooLarge = (limit: number) => new Refused('payload-too-large', `A request here holds at most ${limit} bytes.`);

function read(request: Request, isApi: boolean): unknown {
  const bytes: Uint8Array = Buffer.isBuffer(request.body) ? request.body : EMPTY;
  const charset = /;\s*charset="?([\w.:-]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset))
    throw invalid([{ path: '', message: 'must be in UTF-8' }]);
  if (!isApi) return formFields(bytes);
  return bytes.length === 0 ? {} : strictJson(textOf(bytes));
}
