import { Body, Controller, HttpCode, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { referenceIn } from '../../../application/numbers/record-numbers.js';
import type { Params } from '../../../application/queries/catalogue.js';
import { asks, GetBy, PostBy } from '../../doors/ways.js';
import type { Form } from '../form-schema.js';
import { PageController } from '../page-controller.js';
import { SearchPage } from './search.js';

const PLACES = { case: 'cases', concern: 'concerns', meeting: 'meetings' } as const;

/** By number in the address; a person by a form that is sent, so that no name and no number of anybody stands in an address. */
@Controller('search')
export class SearchController extends PageController {
  /** Where the record's page would be, whether there is one or not: that page answers for it. */
  @GetBy('', asks('InfohusContext'))
  byNumber(@Req() request: Request, @Res() response: Response, @Query('q') asked: unknown) {
    return this.show(request, response, async (page) => {
      const text = typeof asked === 'string' ? asked.trim() : '';
      const reference = referenceIn(text);
      if (!reference) return SearchPage({ page, noNumber: text !== '' });
      const named = reference.infohus === undefined ? `${page.infohus}:${text}` : text;
      return `/${PLACES[reference.kind]}/${encodeURIComponent(named)}?infohus=${page.infohus}`;
    });
  }

  @PostBy('', asks('FindPersons'))
  @HttpCode(200)
  byPerson(@Req() request: Request, @Res() response: Response, @Body() form: Form) {
    return this.show(request, response, async (page, _, ask) => {
      this.checked(request, form);
      const filled = (['name', 'birthDate', 'cpr', 'reason'] as const).flatMap((field) => {
        const value = form[field];
        return typeof value === 'string' && value.trim() !== '' ? [[field, value.trim()] as const] : [];
      });
      const found = await ask('FindPersons', Object.fromEntries(filled) as Params<'FindPersons'>);
      return SearchPage({ page, found });
    });
  }
}
