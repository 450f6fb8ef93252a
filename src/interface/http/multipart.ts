import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import type { Request } from 'express';
import { tooLarge } from '../../application/documents/documents.js';
import { Refused } from '../../application/refusal.js';

export type MultipartForm = Record<string, string | string[]>;
export interface SentFile {
  readonly field: string;
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}
/** Of a form beside its file; as many and as long as any task asks for. */
const LIMITS = { fields: 300, fieldSize: 100_000, files: 1, parts: 320 };
/** Bytes of the fields of one form together: what is beyond them is not kept, and the form is refused. */
const FIELDS_IN_ALL = 1_000_000;
/** What is refused is read to its end, so that the browser shows the answer; of more than this nothing is read. */
const READ_OUT = 100_000_000;

export const isMultipart = (request: Request): boolean => request.is('multipart/form-data') === 'multipart/form-data';

/**
 * A form with one file, as it comes: `take` has the file's bytes, and the fields that stood before it. What `take` throws is thrown when the form
 * has been read. @throws Refused
 */
export async function multipartForm(
  request: Request,
  take: (file: SentFile, form: MultipartForm) => Promise<void>,
): Promise<{ readonly form: MultipartForm; readonly fault?: unknown }> {
  if (Number(request.headers['content-length'] ?? 0) > READ_OUT) throw tooLarge();
  const form: MultipartForm = Object.create(null);
  let taking: Promise<void> | undefined;
  let fault: unknown;
  const reader = busboy({ headers: request.headers, limits: LIMITS, defParamCharset: 'utf8' });
  let held = 0;
  reader.on('field', (name, value) => {
    held += Buffer.byteLength(name) + Buffer.byteLength(value);
    if (held > FIELDS_IN_ALL) {
      fault = new Refused('payload-too-large', `The fields of a form hold at most ${FIELDS_IN_ALL} bytes.`);
      return;
    }
    const before = form[name];
    form[name] = before === undefined ? value : [before, value].flat();
  });
  reader.on('file', (field, bytes, { filename }) => {
    // Cut off while nobody reads the file: the reader of the form says so, the process does not end of it.
    bytes.on('error', () => undefined);
    // A file that was not chosen comes as one without a name.
    if (!filename || fault !== undefined) return void bytes.resume();
    taking = take({ field, name: filename, bytes }, form)
      .catch((error: unknown) => {
        fault = error;
      })
      .finally(() => bytes.resume());
  });
  await pipeline(request, reader);
  await taking;
  return { form, fault };
}
