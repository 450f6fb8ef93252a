import { Controller, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Sleep } from '../../application/ports/runtime.js';
import { within } from '../../application/within.js';
import { DOORS } from '../doors/doors.js';
import { Through } from '../doors/ways.js';

export type Health = 'ok' | 'degraded' | 'unavailable';

/** Milliseconds: whoever asks for health gives up soon, and a database that answers later than this is not reached. */
const PATIENCE = 2_000;

interface Models {
  status(): Promise<readonly { readonly failure: string | null }[]>;
}

/** What those who run the machine ask of it. One look for all who ask at once: nobody can keep the database busy by asking. */
export class HealthDoor {
  private looking: Promise<Health> | undefined;
  constructor(
    private readonly models: Models,
    private readonly alerts: { readonly refused: number },
    /** May stand elsewhere than the read models (EVENT_STORE_URL), and be away while they are not. */
    private readonly log: { head(): Promise<unknown> },
    private readonly sleep: Sleep,
  ) {}

  look(): Promise<Health> {
    this.looking ??= this.once().finally(() => {
      this.looking = undefined;
    });
    return within(this.sleep, PATIENCE, this.looking, () => 'unavailable');
  }

  private async once(): Promise<Health> {
    try {
      const [models] = await Promise.all([this.models.status(), this.log.head()]);
      return models.some(({ failure }) => failure !== null) || this.alerts.refused > 0 ? 'degraded' : 'ok';
    } catch {
      return 'unavailable';
    }
  }
}

@Controller()
export class HealthRoute {
  constructor(@Inject(HealthDoor) private readonly door: HealthDoor) {}

  /** Without a login, so it says one word: `degraded` where a read model has stopped, or an alert cannot be raised. */
  @Through(DOORS.health)
  async health(@Res({ passthrough: true }) response: Response): Promise<{ status: Health }> {
    const status = await this.door.look();
    response.status(status === 'unavailable' ? 503 : 200);
    return { status };
  }
}
