import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { CommandAnswer, CommandEnvelope } from '../../application/commands/request.js';
import type { Sleep } from '../../application/ports/runtime.js';
import type { Queries } from '../../application/queries/queries.js';
import { reached } from '../../application/queries/reached.js';
import { Refused } from '../../application/refusal.js';
import type { Installation } from '../../main/compose.js';
import { ProjectionFailed } from '../../projections/projection-failed.js';

export const INSTALLATION = Symbol('installation');

/** The one envelope that carries a command over Nest's bus. */
export class ExecuteCommand {
  constructor(readonly given: CommandEnvelope) {}
}
/** The one envelope that carries a question: what to ask of the queries, and the position that the answer must not be older than. */
export class AskQuery<T = unknown> {
  constructor(
    readonly ask: (queries: Queries) => Promise<T>,
    readonly after?: number,
  ) {}
}

@CommandHandler(ExecuteCommand)
export class ExecuteCommandHandler implements ICommandHandler<ExecuteCommand, CommandAnswer> {
  constructor(@Inject(INSTALLATION) private readonly installation: Installation) {}
  execute({ given }: ExecuteCommand): Promise<CommandAnswer> {
    return this.installation.executor.execute(given);
  }
}

@QueryHandler(AskQuery)
export class AskQueryHandler implements IQueryHandler<AskQuery, unknown> {
  private catchingUp: Promise<void> | undefined;
  constructor(@Inject(INSTALLATION) private readonly installation: Installation) {}

  async execute({ ask, after }: AskQuery): Promise<unknown> {
    const { store, live, queries } = this.installation;
    const behind = (await live.position()) < (after ?? (await store.head()).position);
    if (behind && after === undefined) await this.installation.projector.catchUp().catch(stopped);
    if (behind && after !== undefined) {
      this.catchUpBeside();
      await reached(live, after, sleep);
    }
    return ask(queries);
  }

  /** Whoever follows the log may be another process, and slow to wake. A read model that fails is said there, and not by this reader. */
  private catchUpBeside(): void {
    this.catchingUp ??= this.installation.projector
      .catchUp()
      .catch(() => undefined)
      .finally(() => {
        this.catchingUp = undefined;
      });
  }
}

/** An answer from a read model that stands still would be taken for the truth. @throws Refused unavailable */
function stopped(error: unknown): never {
  if (!(error instanceof ProjectionFailed)) throw error;
  throw new Refused(
    'unavailable',
    'A part of what is shown has stopped following the record. Nothing is lost; whoever runs the system is told by "doctor".',
  );
}

const sleep: Sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
