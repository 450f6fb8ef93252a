import { Controller, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { instant as instantSchema } from '../../../domain/kernel/schema.js';
import { FileSigner, sealed } from '../../documents/pdf/seal.js';
import { asks, GetBy } from '../../doors/ways.js';
import type { QueryParams } from '../../http/query-params.js';
import { chainPicture, endOf } from '../case/case-pictures.js';
import { planName } from '../choices.js';
import { withOffset } from '../form-schema.js';
import { type Ask, inItsInfohus, known, PageController, SENT } from '../page-controller.js';
import { hrefOf, type Replayed, ReplayPage } from './replay.js';
import { momentOf, type Steps, stepAt, stepsOf } from './steps.js';

/** Seconds between steps while it plays. */
const PLAY = 3;

/** A case as of any moment, by step, by day and time, by either clock. Each step is a look, and leaves its trace. */
@Controller()
export class ReplayController extends PageController {
  @Inject(FileSigner) private readonly signer!: FileSigner;

  @GetBy('cases/:id/replay', asks('CaseAsOf', 'CaseVisibility', 'CaseHandovers', 'CaseNames'))
  replay(@Req() request: Request, @Res() response: Response, @Param('id') asked: string, @Query() query: QueryParams) {
    return this.show(request, response, async (page, _, ask) => {
      const shown = await replayed(ask, known(asked), query);
      // Without a script: the browser asks for the next step by itself.
      const next = (shown.step ?? -1) + 1;
      if (shown.isPlaying) response.setHeader('Refresh', `${PLAY}; url=${hrefOf(page, shown, next, '&play=1')}`);
      const own = shown.found ? await inItsInfohus(ask, page, shown.found.infohus) : page;
      const chain = shown.found ? await chainPicture(own, shown.handovers, endOf(shown.found)) : null;
      return ReplayPage({ page: own, shown: { ...shown, chain } });
    });
  }
  /** The same on paper, with every event up to then, signed: what is given to a court or an authority. */
  @GetBy('cases/:id/replay.pdf', asks('CaseReplay'))
  file(@Req() request: Request, @Res() response: Response, @Param('id') asked: string, @Query() query: QueryParams) {
    return this.showOrSend(request, response, async (shownOn, { actor }, ask) => {
      const clock = query.clock === 'occurred' ? 'occurred' : 'recorded';
      const at = typeof query.at === 'string' ? query.at : '';
      const replay = await ask('CaseReplay', { id: known(asked), at, clock });
      const page = await inItsInfohus(ask, shownOn, replay.case.infohus);
      const { plan, language } = page;
      const moment = { at: at === '' ? String(replay.visibility.position) : at, clock } as const;
      const { pdfReplay } = await import('../../documents/pdf/replay.js');
      const pdf = await pdfReplay(
        {
          ...{ replay, moment, by: actor.userId },
          chain: await chainPicture(page, replay.handovers, endOf(replay.case)),
          agencyName: (code) => planName(plan?.agencies, code, language),
          basisName: (code) => planName(plan?.legalBases, code, language),
        },
        language,
      );
      const of = replay.case.number ?? 'sag';
      const about = [`replay ${of} ${moment.at} ${clock}`, `made ${replay.made} by ${actor.userId}`];
      response.type('application/pdf').setHeader('Content-Disposition', `attachment; filename="${of}.pdf"`);
      response.send(Buffer.from(await sealed(pdf, about, this.signer.sign)));
      return SENT;
    });
  }
}

async function replayed(ask: Ask, id: string, query: QueryParams): Promise<Omit<Replayed, 'chain'>> {
  const whole = await ask('CaseAsOf', { id, at: '', clock: 'recorded' });
  const steps = stepsOf(whole.timeline, query.clock === 'occurred' ? 'occurred' : 'recorded');
  const step = stepIn(steps, query);
  const event = step === undefined ? undefined : steps.events[step];
  const moment = event ? { id, ...momentOf(steps, event) } : undefined;
  return {
    caseId: whole.caseId,
    number: whole.number ?? '',
    ...{ steps, step },
    at: moment?.at ?? '',
    isPlaying: query.play === '1' && step !== undefined && step < steps.events.length - 1,
    found: moment ? await ask('CaseAsOf', { ...moment, texts: true }) : undefined,
    handovers: moment ? await ask('CaseHandovers', moment) : [],
    sights: moment ? await ask('CaseVisibility', moment) : undefined,
    names: new Map(Object.entries(await ask('CaseNames', { id }))),
  };
}

/** A chosen day and time wins over the number of the step; without either it is the newest. */
function stepIn(steps: Steps, { step, when }: QueryParams): number | undefined {
  const chosen = typeof when === 'string' && when !== '' ? instantSchema.safeParse(withOffset(when)) : undefined;
  if (chosen?.success) return stepAt(steps, chosen.data);
  const last = steps.events.length - 1;
  const wanted = Number(step ?? last + 1) - 1;
  return Number.isInteger(wanted) ? Math.min(Math.max(wanted, 0), last) : last;
}
