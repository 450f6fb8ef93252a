import { Controller, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Documents } from '../../../application/documents/documents.js';
import type { Params } from '../../../application/queries/catalogue.js';
import { asks, GetBy } from '../../doors/ways.js';
import { DOCUMENTS, sendDocument } from '../../http/document-routes.js';
import type { QueryParams } from '../../http/query-params.js';
import { known, PageController, SENT } from '../page-controller.js';
import { ErasurePage, RequestsPage } from './erasure.js';
import { type Chosen, InsightPage } from './insight.js';
import { InsightPartsPage } from './insight-parts.js';
import { RetentionMovesPage, RetentionPage } from './retention.js';

/** The pages of compliance on the rights of those whom the records are about. */
@Controller()
export class RightsController extends PageController {
  @Inject(DOCUMENTS) private readonly documents!: Documents;

  @GetBy('retention', asks('Retention'))
  retention(@Req() request: Request, @Res() response: Response, @Query() asked: QueryParams) {
    return this.show(request, response, async (page, _, ask) => {
      const state = (asked.state || undefined) as Params<'Retention'>['state'];
      const kind = (asked.kind || undefined) as Params<'Retention'>['kind'];
      return RetentionPage({ page, state, kind, rows: await ask('Retention', { infohus: page.infohus, state, kind }) });
    });
  }
  @GetBy('person-requests', asks('PersonRequests'))
  requests(@Req() request: Request, @Res() response: Response, @Query('open') asked: string | undefined) {
    return this.show(request, response, async (page, _, ask) => {
      const open = (asked || undefined) as Params<'PersonRequests'>['open'];
      return RequestsPage({ page, rows: await ask('PersonRequests', { infohus: page.infohus, open }) });
    });
  }
  @GetBy('persons/:id/erasure', asks('PersonErasure'))
  erasure(@Req() request: Request, @Res() response: Response, @Param('id') asked: string) {
    return this.show(request, response, async (page, _, ask) => {
      const id = known(asked);
      return ErasurePage({ page, id, erasure: await ask('PersonErasure', { id }) });
    });
  }
  @GetBy('persons/:id/insight', asks('SubjectAccess'))
  insight(@Req() request: Request, @Res() response: Response, @Param('id') asked: string, @Query() query: QueryParams) {
    return this.show(request, response, async (page, _, ask) => {
      const id = known(asked);
      const chosen = chosenIn(query);
      return InsightPage({ page, id, chosen, pack: await ask('SubjectAccess', { id, ...chosen }) });
    });
  }
  @GetBy('persons/:id/insight-parts', asks('InsightParts'))
  parts(@Req() request: Request, @Res() response: Response, @Param('id') asked: string) {
    return this.show(request, response, async (page, _, ask) => {
      const id = known(asked);
      return InsightPartsPage({ page, id, rows: await ask('InsightParts', { id }) });
    });
  }
  @GetBy('persons/:id/insight/documents/:documentId', asks('InsightDocument'))
  document(@Req() request: Request, @Res() response: Response, @Param() asked: Asked) {
    return this.showOrSend(request, response, async (_, __, ask) => {
      const documentId = known(asked.documentId);
      const { title } = await ask('InsightDocument', { id: known(asked.id), documentId });
      await sendDocument(response, await this.documents.open(documentId), title ?? documentId);
      return SENT;
    });
  }
  @GetBy('persons/:id/insight.zip', asks('SubjectAccess'))
  insightPackage(
    @Req() request: Request,
    @Res() response: Response,
    @Param('id') asked: string,
    @Query() query: QueryParams,
  ) {
    return this.showOrSend(request, response, async ({ language }, _, ask) => {
      const pack = await ask('SubjectAccess', { id: known(asked), ...chosenIn(query) });
      // What draws on paper is loaded where somebody asks for it: no start waits for it.
      const { zippedPack } = await import('../../documents/insight-package.js');
      const zip = Buffer.from(await zippedPack(pack, this.documents, language));
      return sentAs(response, 'zip', zip);
    });
  }
  @GetBy('persons/:id/insight.pdf', asks('SubjectAccess'))
  insightFile(
    @Req() request: Request,
    @Res() response: Response,
    @Param('id') asked: string,
    @Query() query: QueryParams,
  ) {
    return this.showOrSend(request, response, async ({ language }, _, ask) => {
      const pack = await ask('SubjectAccess', { id: known(asked), ...chosenIn(query) });
      const { pdfPack } = await import('../../documents/pdf/insight.js');
      const pdf = Buffer.from(await pdfPack(pack, language));
      return sentAs(response, 'pdf', pdf);
    });
  }
  @GetBy('retention/:kind/:id', asks('RetentionMoves'))
  moves(@Req() request: Request, @Res() response: Response, @Param('kind') kind: string, @Param('id') id: string) {
    return this.show(request, response, async (page, _, ask) => {
      const about = { kind: kind as Params<'RetentionMoves'>['kind'], recordId: known(id) };
      const moves = await ask('RetentionMoves', { kind: about.kind, id: about.recordId });
      return RetentionMovesPage({ page, moves, about });
    });
  }
}

/** The pack, under a name that tells of nobody. */
function sentAs(response: Response, kind: 'zip' | 'pdf', bytes: Buffer): typeof SENT {
  response.type(`application/${kind}`).setHeader('Content-Disposition', `attachment; filename="indsigt.${kind}"`);
  response.send(bytes);
  return SENT;
}

interface Asked {
  readonly id: string;
  readonly documentId: string;
}
const ticked = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [String(value)];
const chosenIn = (query: QueryParams): Chosen => ({
  withhold: withholdIn(query),
  documents: typeof query.documents === 'string' ? query.documents : ticked(query.include).join(','),
});

/** As the query takes it: from a link, or from what was ticked on the page. */
function withholdIn({ withhold, except, ground }: QueryParams): string {
  const before = typeof withhold === 'string' && withhold !== '' ? [withhold] : [];
  return [...before, ...ticked(except).map((eventId) => `${eventId}:${ground}`)].join(',');
}
