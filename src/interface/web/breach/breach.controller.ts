import { isIP } from 'node:net';
import { Controller, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { notFound } from '../../../application/refusal.js';
import { misusedOn } from '../../../domain/breach/state.js';
import { asks, GetBy } from '../../doors/ways.js';
import type { Answer } from '../answer.js';
import { type Ask, inItsInfohus, known, PageController } from '../page-controller.js';
import { BreachesPage, BreachLettersPage, BreachPage } from './breaches.js';

/** The pages of compliance on breaches of the security of personal data. */
@Controller()
export class BreachController extends PageController {
  @GetBy('breaches', asks('Breaches'))
  list(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, _, ask) =>
      BreachesPage({ page, rows: await ask('Breaches', { infohus: page.infohus }) }),
    );
  }
  @GetBy('breaches/:id', asks('Breach', 'SeenBy', 'SeenFrom'))
  one(@Req() request: Request, @Res() response: Response, @Param('id') asked: string) {
    return this.show(request, response, async (page, _, ask) => {
      const { breach, seen } = await found(ask, asked);
      return BreachPage({ page: await inItsInfohus(ask, page, breach.infohus), breach, seen });
    });
  }
  @GetBy('breaches/:id/letters', asks('Breach', 'SeenBy', 'SeenFrom'))
  letters(@Req() request: Request, @Res() response: Response, @Param('id') asked: string) {
    return this.show(request, response, async (page, _, ask) => {
      const { breach, seen } = await found(ask, asked);
      if (!seen) throw notFound();
      return BreachLettersPage({ page: await inItsInfohus(ask, page, breach.infohus), breach, seen });
    });
  }
}

/** With what its login saw, where it was one, and what was seen from its network address. */
async function found(ask: Ask, asked: string) {
  const breach = await ask('Breach', { id: known(asked) });
  const { account, networkAddress: address } = breach;
  const days = misusedOn(breach);
  const all = [
    ...(account ? [await ask('SeenBy', { userId: account, ...days })] : []),
    ...(address && isIP(address) > 0 ? [await ask('SeenFrom', { address, ...days })] : []),
  ];
  return { breach, seen: all.length > 0 ? together(all) : undefined };
}

/** A look that both tell of is shown once. */
function together(all: readonly Answer<'SeenBy'>[]): Answer<'SeenBy'> {
  const once = <T>(of: (one: Answer<'SeenBy'>) => readonly T[]): T[] => [
    ...new Map(all.flatMap(of).map((row) => [JSON.stringify(row), row])).values(),
  ];
  return {
    records: once((one) => one.records),
    exports: once((one) => one.exports),
    searches: once((one) => one.searches),
    persons: once((one) => one.persons),
  };
}
