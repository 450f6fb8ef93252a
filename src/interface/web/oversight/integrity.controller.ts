import { Body, Controller, Inject, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { asks, GetBy, PostBy } from '../../doors/ways.js';
import type { Answer } from '../answer.js';
import type { Form } from '../form-schema.js';
import type { Page } from '../page.js';
import { type Ask, known, PageController, SENT } from '../page-controller.js';
import { EventProofPage, proofFile } from './event-proof.js';
import { IntegrityPage } from './integrity.js';
import { Verifying } from './verifying.js';

/** Seconds until a page that shows a verification under way comes anew, without a script. */
const AGAIN = 2;

/** Whether the log holds: verified from here, and proven to others. */
@Controller()
export class IntegrityController extends PageController {
  @Inject(Verifying) private readonly verifying!: Verifying;

  @GetBy('integrity', asks('Integrity'))
  integrity(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, _, ask) => {
      const found = await ask('Integrity', {});
      const underWay = this.verifying.now();
      if (underWay?.isRunning) response.setHeader('Refresh', AGAIN);
      return IntegrityPage({ page: { ...page, unverified: stillUnverified(page, found) }, found, underWay });
    });
  }
  /** Goes on behind the page; who may not verify is told so before it begins. */
  @PostBy('integrity', asks('Integrity', 'VerifyLog'))
  verify(@Req() request: Request, @Res() response: Response, @Body() form: Form) {
    return this.show(request, response, async ({ infohus }, reader, ask) => {
      this.checked(request, form);
      await ask('Integrity', {});
      this.verifying.begin(reader);
      return `/integrity?infohus=${infohus}`;
    });
  }
  @GetBy('cases/:id/events/:position/proof', asks('CaseEventProof'))
  proof(
    @Req() request: Request,
    @Res() response: Response,
    @Param('id') asked: string,
    @Param('position') position: string,
  ) {
    return this.show(request, response, async (page, _, ask) => {
      const caseId = known(asked);
      return EventProofPage({ page, caseId, proof: await proofOf(ask, caseId, position) });
    });
  }
  @GetBy('cases/:id/events/:position/proof.json', asks('CaseEventProof'))
  proofFile(
    @Req() request: Request,
    @Res() response: Response,
    @Param('id') asked: string,
    @Param('position') position: string,
  ) {
    return this.showOrSend(request, response, async ({ infohus }, _, ask) => {
      const proof = await proofOf(ask, known(asked), position);
      if (!proof.bundle) return `/cases/${known(asked)}/events/${proof.position}/proof?infohus=${infohus}`;
      response.setHeader('Content-Disposition', `attachment; filename="${proofFile(proof)}"`);
      response.type('application/json').send(`${JSON.stringify(proof.bundle)}\n`);
      return SENT;
    });
  }
}

/** The banner is asked of before the page: what was verified between the two is not denied above its own row. */
function stillUnverified({ unverified }: Page, { verifications }: Answer<'Integrity'>): Page['unverified'] {
  const newest = verifications.find(({ whole }) => whole);
  const isNewer = newest !== undefined && newest.wrongAt === null && newest.at > (unverified?.verifiedAt ?? '');
  return isNewer ? undefined : unverified;
}

const proofOf = (ask: Ask, id: string, position: string) => ask('CaseEventProof', { id, position: Number(position) });
