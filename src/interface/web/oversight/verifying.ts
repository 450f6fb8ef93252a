import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Reader } from '../../../application/authorization/reader.js';
import { AskQuery, askOver } from '../../http/envelopes.js';

/** A verification of the whole log that somebody began from the page, as far as it has come. */
export interface UnderWay {
  readonly by: string;
  /** Position of the log that is checked. */
  readonly position: number;
  readonly isRunning: boolean;
  /** It was cut short: what came of it is not known. */
  readonly failed: boolean;
}

/**
 * Verifications of the whole log that are begun from a page and go on behind it: reading a long log takes minutes, and no page waits so long. One at a
 * time; what comes of it stands in the access log, so nothing here has to survive.
 */
@Injectable()
export class Verifying {
  private state: UnderWay | undefined;
  constructor(@Inject(QueryBus) private readonly queryBus: QueryBus) {}

  now(): UnderWay | undefined {
    return this.state;
  }

  /** Does nothing where one is under way. */
  begin(reader: Reader): void {
    if (this.state?.isRunning) return;
    const by = reader.actor.userId;
    const set = (state: Partial<UnderWay>) => {
      this.state = { position: 0, isRunning: true, failed: false, ...this.state, ...state, by };
    };
    set({ position: 0, isRunning: true, failed: false });
    const progress = (position: number) => set({ position });
    askOver(this.queryBus, new AskQuery('VerifyLog', {}, reader, undefined, undefined, progress)).then(
      () => set({ isRunning: false }),
      () => set({ isRunning: false, failed: true }),
    );
  }
}
