import type { AnyDecider, Context } from '../../domain/kernel/decider.js';
import { type Actor, streamOf } from '../../domain/kernel/event.js';
import { report as reports } from '../../domain/report/report.js';
import { type ReportsState, reportAggregate } from '../../domain/report/state.js';
import { SystemAppender } from '../commands/system-appender.js';
import { loadFrom } from '../load.js';
import type { PlanBook } from '../plan-book.js';
import { type EventStore, StoreUnavailable, VersionConflict } from '../ports/event-store.js';
import type { Clock, Ids } from '../ports/runtime.js';
import type { Vault } from '../ports/vault.js';
import { Refused } from '../refusal.js';
import { type Basis, statedBy } from './report.js';
import type { ShownReport } from './view.js';

export interface ArchiveCommand {
  readonly command: 'FreezeReport' | 'PublishReport';
  readonly data: object;
}
const TRIES = 8;

/** The reports of an Infohus that were frozen or published: a stream that is appended to as it stands, or not at all. */
export class ReportArchive {
  private readonly decided: SystemAppender;
  constructor(
    private readonly store: EventStore,
    vault: Vault,
    book: PlanBook,
    private readonly clock: Clock,
    ids: Ids,
  ) {
    this.decided = new SystemAppender(store, vault, book, ids);
  }

  async of(infohus: string): Promise<ReportsState> {
    return (await this.load(infohus)).state as ReportsState;
  }

  /**
   * Decides on what stands, again where somebody was quicker: two publications at once would not know of each other. Nothing decided:
   * nothing appended. @throws Refused version-conflict, unavailable
   */
  async keep<T>(
    actor: Actor,
    infohus: string,
    decide: (state: ReportsState) => { readonly answer: T; readonly keep?: ArchiveCommand },
  ): Promise<T> {
    for (let tried = 1; ; tried++) {
      const loaded = await this.load(infohus);
      const { answer, keep } = decide(loaded.state as ReportsState);
      if (!keep) return answer;
      const at = this.clock.now();
      const verdict = loaded.decider.decide(loaded.state, keep.command, keep.data, { at, now: at } as Context);
      if ('refused' in verdict) throw new Error(`${keep.command} was refused: ${verdict.refused}`);
      try {
        await this.decided.append(actor, at, { loaded, drafts: verdict.events });
        return answer;
      } catch (error) {
        if (error instanceof VersionConflict && tried < TRIES) continue;
        throw refusalOf(error);
      }
    }
  }

  private async load(infohus: string) {
    const stream = streamOf(reportAggregate.aggregate, infohus);
    return loadFrom(reports as AnyDecider, stream, await this.store.readStream(stream));
  }
}

function refusalOf(error: unknown): unknown {
  if (error instanceof VersionConflict)
    return new Refused('version-conflict', 'Other reports are being published at this moment. Try again.');
  if (error instanceof StoreUnavailable)
    return new Refused(
      'unavailable',
      'The record could not be reached. Look at the list of reports before you try again.',
    );
  return error;
}

/** What the event holds of a report: all of it, so that it is shown from there, and computed again to prove it. */
export function archived<R extends Pick<ShownReport, 'contentHash' | 'indicators'>>(
  basis: Basis,
  { contentHash, indicators }: R,
) {
  const { plan, clock, ...stated } = statedBy(basis);
  const { planHash, planHashes, year, position, judgedAt, headHash, definitionHash, definitions, codeVersion } = stated;
  return {
    ...{ infohus: plan.infohus, planId: plan.planId, planHash, year, position, judgedAt, ...(clock ? { clock } : {}) },
    ...(planHashes ? { planHashes } : {}),
    ...{ headHash, definitionHash, definitions, codeVersion, contentHash, indicators },
  };
}
