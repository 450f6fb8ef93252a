import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Installation } from '../../main/compose.js';
import { INSTALLATION } from './envelopes.js';
import { Sessions } from './identity/sessions.js';
import { ReadModelWatch } from './read-models.js';

type Health = 'ok' | 'degraded' | 'unavailable';

/** Milliseconds: whoever asks for health gives up soon, and a database that answers later than this is not reached. */
const PATIENCE = 2_000;

/** What those who run the machine ask of it. */
@Controller()
export class OperationsController {
  private looking: Promise<Health> | undefined;
  constructor(
    @Inject(INSTALLATION) private readonly installation: Installation,
    @Inject(ReadModelWatch) private readonly watch: ReadModelWatch,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  @Get('api/read-models')
  async readModels(@Req() request: Request) {
    return this.watch.see(this.sessions.required(request).actor);
  }

  /** Without a login, so it says one word: `degraded` where a read model has stopped and what it shows grows old. */
  @Get('health')
  async health(@Res({ passthrough: true }) response: Response): Promise<{ status: Health }> {
    // One look for all who ask at once: nobody can keep the database busy by asking.
    this.looking ??= this.look().finally(() => {
      this.looking = undefined;
    });
    const status = await inTime(this.looking);
    response.status(status === 'unavailable' ? 503 : 200);
    return { status };
  }

  private async look(): Promise<Health> {
    try {
      const models = await this.installation.projector.status();
      return models.some(({ failure }) => failure !== null) ? 'degraded' : 'ok';
    } catch {
      return 'unavailable';
    }
  }
}

async function inTime(look: Promise<Health>): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Health>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, 'unavailable');
  });
  return Promise.race([look, late]).finally(() => clearTimeout(timer));
}
