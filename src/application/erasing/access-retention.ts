import { access } from '../../domain/access/access.js';
import { addMonths, localDateOf } from '../../domain/kernel/calendar.js';
import type { Recorded } from '../../domain/kernel/event.js';
import { retentionMonths } from '../../domain/plan/retention.js';
import { infohuseOf } from '../../domain/plan/roles.js';
import type { Plan } from '../../domain/plan/schema.js';
import { decode } from '../codec.js';
import type { Executor } from '../commands/execute.js';
import { systemActor, systemCommand } from '../commands/system-command.js';
import type { PlanBook } from '../plan-book.js';
import type { Shredder } from '../ports/erasing.js';
import type { EventStore } from '../ports/event-store.js';
import type { Clock, Sleep } from '../ports/runtime.js';
import { ownScope } from '../sealing.js';
import { uuidOf } from '../uuid-of.js';
import { shred } from './shred.js';

interface AccessRetentionDependencies extends Shredder {
  readonly store: EventStore;
  readonly book: PlanBook;
  readonly executor: Pick<Executor, 'execute'>;
  readonly clock: Clock;
  readonly sleep: Sleep;
}
/** What AccessExpired says. */
interface Expired {
  readonly authorisation: string;
  readonly erased: readonly string[];
}
interface Looked {
  readonly today: string;
  /** By what authorised them: streams of which the list says that they go, and those that are gone. */
  readonly listed: ReadonlySet<string>;
  readonly finished: ReadonlySet<string>;
}
/** Access events in which somebody wrote why. */
const WRITTEN = ['RecordConsulted', 'BreakGlassUsed', 'BreakGlassReviewed'];
/** A day: days alone end a period. Milliseconds. */
const LOOK = 86_400_000;

/**
 * Access events have a retention of their own (plan data, five years by default): when it is over, what people wrote in them goes (why a glass was
 * broken, why an address was asked for), by the plan alone. That somebody looked stays, and stays provable: the events are as they were. It can be
 * killed at any point: what still has a text is found again, and each step done twice is done once.
 */
export class AccessRetention {
  constructor(private readonly around: AccessRetentionDependencies) {}

  /** Until the signal aborts. What fails is said and tried again at the next look. */
  async follow(signal: AbortSignal, complaint: (error: unknown) => void): Promise<void> {
    while (!signal.aborted) {
      await this.run().catch(complaint);
      await this.around.sleep(LOOK, signal);
    }
  }

  /** @returns of how many streams the texts went. @throws StoreUnavailable, VaultUnavailable: what is left is done at the next run */
  async run(): Promise<number> {
    const { store, clock, book } = this.around;
    const today = localDateOf(clock.now());
    const streams = new Set<string>();
    const expired: Expired[] = [];
    for await (const batch of store.readAll({ types: [...WRITTEN, 'AccessExpired'] }))
      for (const event of batch.map(decode))
        if (event.type === 'AccessExpired') expired.push(event.data as Expired);
        else if (isOver(event, book.plans, today)) streams.add(event.stream);
    let gone = 0;
    const finished = await this.finishedOf(expired);
    // Read once: every line of it is signed, and there is one stream a user and day.
    const listed = new Set((await this.around.destroyed.entries()).map(({ decidedBy }) => decidedBy));
    for (const stream of streams) if (await this.erase(stream, { today, listed, finished })) gone++;
    return gone;
  }

  /** What is said, and of which no text is left: it is not gone through again day by day. */
  private async finishedOf(expired: readonly Expired[]): Promise<ReadonlySet<string>> {
    const there = new Set(
      (await this.around.store.readSegments(expired.flatMap(({ erased }) => erased))).map(({ eventId }) => eventId),
    );
    return new Set(
      expired.filter(({ erased }) => !erased.some((id) => there.has(id))).map(({ authorisation }) => authorisation),
    );
  }

  private async erase(stream: string, { today, listed, finished }: Looked): Promise<boolean> {
    const { store, vault, segments, executor, clock, book } = this.around;
    const key = `access-retention/${stream}`;
    const authorisation = uuidOf(vault.digest('system-command', key));
    if (finished.has(authorisation)) return false;
    const events = (await store.readStream(stream)).map(decode);
    // A glass that is reviewed late goes with its review: they have one key.
    if (!events.every((e) => isOver(e, book.plans, today))) return false;
    const at = clock.now();
    // A start may have finished what was listed, all but the saying of it.
    if (!listed.has(authorisation) && (await store.readSegments(events.map((e) => e.eventId))).length === 0)
      return false;
    const scopes = [ownScope(stream)];
    const gone = await shred(store, this.around, { decidedBy: authorisation, at, scopes, streams: [stream] });
    const command = systemCommand(access.aggregate, 'ExpireAccess', {
      // In a stream of its own: what somebody looked at on a day stays as it was.
      ...{ id: authorisation, at, data: { authorisation, keys: gone.keys, erased: gone.erased }, body: { key } },
      actor: systemActor('eraser', 'installation'),
      commandId: authorisation,
    });
    const { fresh } = await executor.execute(command);
    await segments.erase(gone.segments);
    return fresh;
  }
}

/** Of an agency of several Infohuse the longest period holds; of who operates the machine, the longest of all. */
function isOver({ actor, recordedAt }: Recorded, plans: readonly Plan[], day: string): boolean {
  const of = infohuseOf(plans, actor.agency, day);
  const infohuse = of.length > 0 ? of : [...new Set(plans.map((plan) => plan.infohus))];
  const months = infohuse.flatMap((infohus) => retentionMonths('access', infohus, { plans, day })?.months ?? []);
  return months.length > 0 && addMonths(localDateOf(recordedAt), Math.max(...months)) < day;
}
