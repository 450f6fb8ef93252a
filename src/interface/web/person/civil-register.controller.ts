import { Body, Controller, HttpCode, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { REGISTER_RULES } from '../../../application/refusal-register.js';
import { asks, GetBy, PostBy } from '../../doors/ways.js';
import { problemOf } from '../../http/problem.js';
import { failed } from '../../http/walls/failures.js';
import { adviceIn } from '../../words/refusals.js';
import type { Form } from '../form-schema.js';
import { known, PageController } from '../page-controller.js';
import { said } from '../tasks/filled.js';
import { CivilRegisterPage, NoAnswerPage } from './civil-register.js';

/** Somebody is looked up in the civil register: in the answer to a form alone. */
@Controller()
export class CivilRegisterPages extends PageController {
  @PostBy('persons/:id/civil-register', asks('LookUpInCivilRegister', 'Person'))
  @HttpCode(200)
  lookUp(@Req() request: Request, @Res() response: Response, @Param('id') asked: string, @Body() form: Form) {
    return this.show(request, response, async (page, _, ask) => {
      this.checked(request, form);
      const [id, reason] = [known(asked), said(form.reason)];
      const reveal = form.reveal === 'address' ? ({ reveal: 'address' } as const) : {};
      const person = await ask('Person', { id });
      try {
        return CivilRegisterPage({
          page,
          person,
          found: await ask('LookUpInCivilRegister', { id, reason, ...reveal }),
        });
      } catch (error) {
        const { status, body } = problemOf(error);
        if (!body.rule || !(body.rule in REGISTER_RULES)) throw error;
        if (status >= 500) failed(response, error);
        response.status(status);
        return NoAnswerPage({ page, person, message: adviceIn(page.language, body) });
      }
    });
  }
  /** Loaded again, or in the other language: shown once, it is shown no more. */
  @GetBy('persons/:id/civil-register', asks('InfohusContext'))
  again(@Req() request: Request, @Res() response: Response, @Param('id') id: string) {
    return this.show(request, response, async ({ infohus }) => `/persons/${known(id)}?infohus=${infohus}`);
  }
}
