import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Queries } from '../../application/queries/queries.js';
import type { Answer, Given } from '../../application/request.js';
import type { Installation } from '../../installation.js';

export const INSTALLATION = Symbol('installation');

/** The one envelope that carries a command over Nest's bus. */
export class ExecuteCommand {
  constructor(readonly given: Given) {}
}
/** The one envelope that carries a question: what to ask of the queries. */
export class AskQuery<T = unknown> {
  constructor(readonly ask: (queries: Queries) => Promise<T>) {}
}

@CommandHandler(ExecuteCommand)
export class ExecuteCommandHandler implements ICommandHandler<ExecuteCommand, Answer> {
  constructor(@Inject(INSTALLATION) private readonly installation: Installation) {}
  execute({ given }: ExecuteCommand): Promise<Answer> {
    return this.installation.executor.execute(given);
  }
}

@QueryHandler(AskQuery)
export class AskQueryHandler implements IQueryHandler<AskQuery, unknown> {
  constructor(@Inject(INSTALLATION) private readonly installation: Installation) {}
  /** A page shows its own writes: the read models are brought to the head first. */
  async execute({ ask }: AskQuery): Promise<unknown> {
    await this.installation.projector.catchUp();
    return ask(this.installation.queries);
  }
}
