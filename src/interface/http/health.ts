import { Controller, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Needed, TellsReadiness } from '../../application/ports/readiness.js';
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

export const READINESS = Symbol('readiness');

export interface Ready {
  readonly status: 'ready' | 'not-ready';
  /** What stands against it, by name. */
  readonly missing: readonly Needed[];
}
export async function readyNow(readiness: TellsReadiness): Promise<Ready> {
  const missing = await readiness.look();
  return { status: missing.length === 0 ? 'ready' : 'not-ready', missing };
}
export const ALIVE = { status: 'alive' } as const;

@Controller()
export class HealthRoute {
  constructor(
    @Inject(HealthDoor) private readonly door: HealthDoor,
    @Inject(READINESS) private readonly readiness: TellsReadiness,
  ) {}

  /** Asks nothing: whoever restarts a process that does not answer must not do so because a database is away. */
  @Through(DOORS.live)
  live(): typeof ALIVE {
    return ALIVE;
  }

  /** Whoever balances load sends nothing here while it is 503. */
  @Through(DOORS.ready)
  async ready(@Res({ passthrough: true }) response: Response): Promise<Ready> {
    const ready = await readyNow(this.readiness);
    response.status(ready.status === 'ready' ? 200 : 503);
    return ready;
  }

  /** Without a login, so it says one word: `degraded` where a read model has stopped, or an alert cannot be raised. */
  @Through(DOORS.health)
  async health(@Res({ passthrough: true }) response: Response): Promise<{ status: Health }> {
    const status = await this.door.look();
    response.status(status === 'unavailable' ? 503 : 200);
    return { status };
  }
}
