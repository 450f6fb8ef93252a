import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DOORS } from '../../doors/doors.js';
import { Through } from '../../doors/ways.js';
import { html, PageController } from '../page-controller.js';
import { ABOUT, AboutPage } from './about.js';

/** What is said to anybody: nothing of any record, so nothing is asked and nothing left in the access log. */
@Controller()
export class ShellController extends PageController {
  @Through(DOORS.about)
  about(@Req() request: Request, @Res() response: Response) {
    const name = request.path.slice(1) as keyof typeof ABOUT;
    html(response, AboutPage({ page: this.page(request), about: ABOUT[name] }));
  }
}
