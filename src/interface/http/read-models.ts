import { Inject, Injectable } from '@nestjs/common';
import { decide, purposeOf } from '../../application/authorization/policy.js';
import type { Reader } from '../../application/queries/queries.js';
import type { Actor } from '../../domain/kernel/event.js';
import type { Progress } from '../../infrastructure/read-store/rebuild/state.js';
import type { Installation } from '../../main/compose.js';
import { INSTALLATION } from './envelopes.js';

export interface ReadModelView {
  readonly name: string;
  readonly position: number;
  readonly head: number;
  /** Events of the log that are not in it yet. */
  readonly lag: number;
  readonly state: 'live' | 'behind' | 'stopped';
  /** Events a second since somebody last looked; null the first time. */
  readonly rate: number | null;
  /** The position of the event that it cannot fold, and the kind of error. */
  readonly failedAt: number | null;
  readonly failure: string | null;
}
export interface ReadModelsView {
  readonly models: readonly ReadModelView[];
  readonly rebuild: Progress | null;
}

/** As on the command line: to see how the machine works is an administrator's work, and shows nothing about anybody. */
const operating = (actor: Actor): Reader => ({
  actor,
  purpose: actor.role === 'administrator' ? 'operation' : purposeOf(actor.role),
});

export function maySeeReadModels(actor: Actor): boolean {
  return decide(actor, 'verify', 'log', operating(actor).purpose, []);
}

/**
 * How the read models are, for the API and the pages. Not asked over the query bus: that brings the read models to the head first, and fails where
 * one has stopped, which is when this is looked at.
 */
@Injectable()
export class ReadModelWatch {
  constructor(@Inject(INSTALLATION) private readonly installation: Installation) {}

  /** @throws Refused not-permitted, with the denial recorded */
  async see(actor: Actor): Promise<ReadModelsView> {
    await this.installation.queries.permit(operating(actor), 'verify', 'log');
    const { models, rebuild } = await this.installation.readModels.status();
    return {
      models: models.map(({ name, position, head, state, rate, failedAt, failure }) => ({
        ...{ name, position, head, lag: head - position, state },
        ...{ rate: rate ?? null, failedAt, failure },
      })),
      rebuild: rebuild ?? null,
    };
  }
}
