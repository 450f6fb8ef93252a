import { addHours } from '../../domain/kernel/calendar.js';
import { canonical } from '../canonical.js';
import type { PlanBook } from '../plan-book.js';
import { type Appended, type EventStore, StoreUnavailable, VersionConflict } from '../ports/event-store.js';
import type { Clock } from '../ports/runtime.js';
import { SILENT, type Telemetry } from '../ports/telemetry.js';
import { KeyDestroyed, type Vault, VaultUnavailable } from '../ports/vault.js';
import { FollowUps, promiseOf } from '../processes/follow-ups.js';
import { References } from '../references.js';
import { NeedsMending, Refused, violated } from '../refusal.js';
import { Sealing } from '../sealing.js';
import { isRefusal, timed } from '../telemetry/timed.js';
import { CommandDecision, type Deciding, type Uploads } from './command-decision.js';
import { Reassigning } from './reassigning.js';
import type { CommandAnswer, CommandEnvelope } from './request.js';

/** A lost race is run again; after this many somebody is writing without pause, and the caller is told. */
const TRIES = 8;

/**
 * Executes a command: has it been given before? what stands? who may? what do the rules say? append, all or nothing. The checks run in
 * the contract's order and the first failure answers (commands.md).
 */
export class Executor {
  private readonly sealing: Sealing;
  private readonly deciding: Deciding;
  /** Of a log that appends to one stream at a time; nothing to do on others. */
  readonly followUps: FollowUps;
  private readonly reassigning: Reassigning;
  /** The newest instant that this process has recorded: who acts while the clock lies behind it could else neither act before nor after what stands. */
  private recorded = '';
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
    plans: PlanBook,
    private readonly clock: Clock,
    /** Which streams name an id; by default as the log says, read once. */
    references: References = new References(store),
    /** Writes down that a person was denied, before the answer leaves (domain.md rule 11); `since`: when the command was given. */
    private readonly denied: (given: CommandEnvelope, since: string) => Promise<void> = async () => undefined,
    private readonly uploads?: Uploads,
    installations?: Deciding['installations'],
    private readonly telemetry: Telemetry = SILENT,
  ) {
    this.sealing = new Sealing(store, vault);
    this.deciding = { store, book: plans, sealing: this.sealing, references, uploads, installations };
    this.followUps = new FollowUps(store, this.sealing, (given) => this.execute(given));
    this.reassigning = new Reassigning(store, references, (given) => this.executeOne(given));
  }

  /** @throws Refused; `unavailable` means that the outcome may be unknown: give the same command again with the same id. */
  async execute(given: CommandEnvelope): Promise<CommandAnswer> {
    const { command } = given.request;
    const give = () => (command.definition.thenEach ? this.reassigning.give(given) : this.executeOne(given));
    return this.telemetry.step('command', { command: command.name, correlation: given.commandId }, (step) =>
      timed(this.telemetry, give, (seconds, result) => {
        const { error, done } = { error: undefined, done: undefined, ...result };
        if (isRefusal(error)) this.telemetry.count('refusals', { rule: error.rule ?? error.code });
        const outcome = done ? (done.fresh ? 'appended' : 'repeated') : isRefusal(error) ? 'refused' : 'failed';
        step.says({ outcome });
        this.telemetry.observe('command', seconds, {});
        this.telemetry.count('commands', { outcome });
      }),
    );
  }

  private async executeOne(given: CommandEnvelope): Promise<CommandAnswer> {
    const since = this.clock.now();
    try {
      const fingerprint = this.fingerprint(given);
      const before = await this.store.findCommand(given.commandId);
      if (before) {
        if (!this.store.capabilities.atomic) await this.followUps.finish(given.commandId);
        return answered(before, fingerprint, false);
      }
      return await this.decideAndAppend(given, fingerprint);
    } catch (error) {
      if (isDenial(error) && given.kind === 'person') await this.denied(given, since);
      if (error instanceof KeyDestroyed) throw violated('erased');
      if (error instanceof StoreUnavailable || error instanceof VaultUnavailable) {
        throw unreached(error);
      }
      throw error;
    }
  }

  private now(): string {
    const now = this.clock.now();
    return addHours(now, MOST_BEHIND) < this.recorded ? now : later(now, this.recorded);
  }

  /** Its key stands in the log now, sealed under the key of what it is about; what fails here is done by the sweep. */
  private async attached({ request }: CommandEnvelope): Promise<void> {
    if (request.command.definition.brings !== 'document') return;
    await this.uploads?.taken((request.data as { documentId: string }).documentId).catch(() => undefined);
  }

  private fingerprint({ request, actor }: CommandEnvelope): Uint8Array {
    const { userId, agency, role } = actor;
    return this.vault.digest('fingerprint', canonical([request.command.name, request.body, { userId, agency, role }]));
  }

  private async decideAndAppend(given: CommandEnvelope, fingerprint: Uint8Array): Promise<CommandAnswer> {
    for (let tried = 1; ; tried++) {
      const decidedAt = this.now();
      const attempt = new CommandDecision(given, this.deciding, decidedAt);
      const { changes, guards, envelope, sends } = await this.telemetry.step('decide', {}, () => attempt.decide());
      const writes = await this.sealing.seal(changes, envelope);
      const promise = this.store.capabilities.atomic || sends.length === 0 ? {} : { promise: promiseOf(sends) };
      try {
        const commandId = given.commandId;
        const appended = await this.store.append({
          commandId,
          fingerprint,
          clock: later(decidedAt, this.clock.now()),
          writes: [...writes, ...guards],
          ...promise,
        });
        for (const { recordedAt } of appended.events) this.recorded = later(this.recorded, recordedAt);
        // Of a command that another process wrote at the same time nobody here knows whether it came to the end of its streams.
        const halfway = appended.left ?? (appended.outcome === 'duplicate' && !this.store.capabilities.atomic);
        if (halfway) await this.followUps.finish(commandId);
        else if ('promise' in promise) await this.store.promises?.complete(commandId);
        await this.attached(given);
        return answered(appended, fingerprint, appended.outcome === 'appended');
      } catch (error) {
        if (!(error instanceof VersionConflict) || tried === TRIES) throw conflictAsRefusal(error);
      }
    }
  }
}

/** Hours: an instant further ahead was a fault, by which nothing more is dated. */
const MOST_BEHIND = 25;
/** A clock that is put back makes nothing happen after it was recorded (domain.md section 4). */
const later = (a: string, b: string) => (a > b ? a : b);

/** What stays so until somebody mends it is said as such: whoever repeats it would wait in vain. */
function unreached(error: Error): Refused {
  const outage = error instanceof StoreUnavailable ? error.outage : undefined;
  if (outage?.lasting) return new NeedsMending(`The record could not be reached: ${outage.why}.`);
  const why = outage ? `: ${outage.why}` : '';
  return new Refused(
    'unavailable',
    `The record could not be reached${why}. Give the same command again with the same id.`,
  );
}

/** By *who*, or hidden: what somebody asked for and was not given. */
const isDenial = (error: unknown): boolean =>
  error instanceof Refused && (error.code === 'not-permitted' || error.code === 'not-found');

const conflictAsRefusal = (error: unknown) =>
  error instanceof VersionConflict
    ? new Refused('version-conflict', 'Somebody else wrote at the same time. Look again, then repeat.')
    : error;

function answered(found: Omit<Appended, 'outcome'>, fingerprint: Uint8Array, fresh: boolean): CommandAnswer {
  if (Buffer.compare(found.fingerprint, fingerprint) !== 0) {
    throw new Refused(
      'idempotency-mismatch',
      'This command id was used for another request. Use a new id for a new command.',
    );
  }
  const [first] = found.events;
  if (!first) throw new Error('a command without events stands in the log');
  const own = found.events.filter((e) => e.stream === first.stream);
  return {
    stream: first.stream,
    version: own.at(-1)?.version ?? first.version,
    position: found.events.at(-1)?.position ?? first.position,
    events: found.events.map(({ eventId, type }) => ({ eventId, type })),
    fresh,
  };
}
