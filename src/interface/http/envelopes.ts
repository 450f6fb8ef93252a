import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler, type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import type { Reader } from '../../application/authorization/reader.js';
import { Executor } from '../../application/commands/execute.js';
import type { CommandAnswer, CommandEnvelope } from '../../application/commands/request.js';
import { Asker, parsedParams } from '../../application/queries/asker.js';
import { type Answer, type Params, type QueryName, queryNamed } from '../../application/queries/catalogue.js';
import { Freshness, type Stand } from '../../application/queries/freshness.js';
import type { PageLooks } from '../../application/queries/page-looks.js';
import type { Shown } from '../../application/queries/shown.js';
import { stepUpNeeded } from '../../application/refusal.js';

/** The one envelope that carries a command over Nest's bus. */
export class ExecuteCommand {
  constructor(
    readonly given: CommandEnvelope,
    /** Whether who gives it has logged in just now (sessions.ts). */
    readonly steppedUp: boolean,
  ) {}
}

/** A page that only shows is of one moment: it looks once at how new everything is. */
export interface PageMoment {
  stand?: Promise<Stand>;
  /** What it has asked waited for what there is. */
  isReached?: true;
  /** What it looks at, where it has that written down before it leaves; else each answer waits for that. */
  looks?: PageLooks;
  /** What it has shown before, where it stays open. */
  shown?: Shown;
}

/** The one envelope that carries a query: its name and parameters, who asks, and the position that the answer must not be older than. */
export class AskQuery<N extends QueryName = QueryName> {
  constructor(
    readonly name: N,
    readonly params: Params<N>,
    readonly reader: Reader,
    readonly after?: number,
    /** Of the page that asks. */
    readonly page?: PageMoment,
    /** Told how far a long answer has come. */
    readonly progress?: (position: number) => void,
  ) {}
}
export const askOver = <N extends QueryName>(bus: QueryBus, query: AskQuery<N>): Promise<Answer<N>> =>
  bus.execute<AskQuery<N>, Answer<N>>(query);

@CommandHandler(ExecuteCommand)
export class ExecuteCommandHandler implements ICommandHandler<ExecuteCommand, CommandAnswer> {
  constructor(@Inject(Executor) private readonly executor: Executor) {}
  async execute({ given, steppedUp }: ExecuteCommand): Promise<CommandAnswer> {
    if (given.request.command.definition.stepUp && !steppedUp) throw stepUpNeeded();
    return this.executor.execute(given);
  }
}

@QueryHandler(AskQuery)
export class AskQueryHandler implements IQueryHandler<AskQuery, unknown> {
  constructor(
    @Inject(Asker) private readonly asker: Asker,
    @Inject(Freshness) private readonly freshness: Freshness,
  ) {}
  async execute({ name, params, reader, after, page: asking, progress }: AskQuery): Promise<unknown> {
    const query = queryNamed(name);
    if (query.stepUp?.(parsedParams(query, params) as never) && !reader.steppedUp) throw stepUpNeeded();
    const page = asking ?? {};
    const withLooks = query.tellsOfLooks === true;
    const isOld = !query.asItStands && (!page.isReached || withLooks);
    if (withLooks) await page.looks?.record();
    if (withLooks || !page.stand) page.stand = this.freshness.stand();
    const stand = await page.stand;
    // What is told of the reader on every page shows the reader's own write too, and is told all the same where that does not come.
    const isOwn = query.asItStands && after !== undefined;
    const own = isOwn && this.freshness.reach(after, false, stand).catch(() => undefined);
    const reached = isOld && this.freshness.reach(after, withLooks, stand);
    await Promise.all([own, reached, this.asker.lookAtPlans(stand.head)]);
    if (!query.asItStands) page.isReached = true;
    return this.asker.ask(name, params, reader, {
      ...{ plansSeen: true, stand: isOwn ? undefined : stand },
      // What tells of looks tells of those of this page too; a page that writes reads what it wrote.
      page: withLooks || isOwn ? undefined : asking,
      ...{ progress, shown: page.shown, looks: page.looks },
    });
  }
}
