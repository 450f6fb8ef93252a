import { pipeline } from 'node:stream/promises';
import { Controller, Inject, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import { type Documents, tooLarge } from '../../application/documents/documents.js';
import { notFound } from '../../application/refusal.js';
import { id } from '../../domain/kernel/schema.js';
import { DOCUMENT, DOORS } from '../doors/doors.js';
import { asks, GetBy, Through } from '../doors/ways.js';
import { AskQuery, askOver } from './envelopes.js';
import { fileName } from './file-name.js';
import { Sessions } from './identity/sessions.js';
import { movingBody } from './walls/slow.js';

export const DOCUMENTS = Symbol('documents');

/** The bytes of documents (B-1): what comes is looked at and sealed as it comes, what goes is opened as it goes. */
@Controller()
export class DocumentRoutes {
  constructor(
    @Inject(DOCUMENTS) private readonly documents: Documents,
    @Inject(QueryBus) private readonly bus: QueryBus,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  @Through(DOORS.documents)
  async upload(@Req() request: Request) {
    const { actor } = this.sessions.required(request);
    // Before anything is read: what says that it is too large is not listened to.
    const size = saidSize(request);
    if (size !== undefined && size > DOCUMENT) throw tooLarge();
    movingBody(request);
    return this.documents.upload(actor, request, size);
  }

  @GetBy('api/documents/:id', asks('DocumentDetails'))
  async bytes(@Param('id') text: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { reader } = this.sessions.required(request);
    const asked = id.safeParse(text);
    if (!asked.success) throw notFound();
    const { name } = await askOver(this.bus, new AskQuery('DocumentDetails', { id: asked.data }, reader));
    await sendDocument(response, await this.documents.open(asked.data), name ?? asked.data);
  }
}

/** Node reads no more than that. */
export function saidSize({ headers }: Request): number | undefined {
  const said = headers['content-length'];
  return said === undefined ? undefined : Number(said);
}

type OpenedDocument = Awaited<ReturnType<Documents['open']>>;

export async function sendDocument(response: Response, { mediaType, size, bytes }: OpenedDocument, name: string) {
  response.setHeader('Content-Type', mediaType);
  response.setHeader('Content-Length', size);
  response.setHeader(
    'Content-Disposition',
    `attachment; filename*=UTF-8''${encodeURIComponent(fileName(name, mediaType))}`,
  );
  // Whatever it holds, it runs nowhere (commands.md: an attachment under a sandboxed CSP).
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'no-store');
  await pipeline(bytes, response).catch((error: unknown) => {
    // What does not open is cut off, never handed on as if it were whole.
    response.destroy(error instanceof Error ? error : undefined);
  });
}
