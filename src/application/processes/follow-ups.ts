import type { Send } from '../../domain/kernel/decider.js';
import { type Actor, streamOf } from '../../domain/kernel/event.js';
import { aggregateNamed } from '../../domain/registry.js';
import { canonical } from '../canonical.js';
import { decode, referring, resolved } from '../codec.js';
import type { CommandEnvelope } from '../commands/request.js';
import type { EventStore } from '../ports/event-store.js';
import { Refused } from '../refusal.js';
import { uuidv5 } from '../uuidv5.js';

/** What a command sends to other aggregates, as it stands beside its first event until it is done. */
interface Promised {
  readonly to: string;
  readonly id: string;
  readonly command: string;
  readonly data: object;
  readonly ifRefused?: { readonly command: string; readonly data: object };
}

export const promiseOf = (sends: readonly Send[]): string =>
  canonical(sends.map(({ to, data, ...send }) => ({ ...send, to: to.aggregate, data: referring(data) })));

/** The command that sent it, as far as what follows needs to know it. */
interface Origin {
  readonly commandId: string;
  readonly to: string;
  readonly id: string;
  readonly actor: Actor;
  readonly at: string;
}

/**
 * The process manager for commands that write several streams on a log that appends to one at a time (design "Several streams"). The first stream
 * holds all that is needed to finish; what is missing is given as commands with ids of their own, so that finishing twice, here or in another
 * process, does it once. What has become impossible is said to the sender by an event.
 */
export class FollowUps {
  constructor(
    private readonly store: EventStore,
    private readonly execute: (given: CommandEnvelope) => Promise<unknown>,
  ) {}

  /** Everything that was cut short. @returns how many commands */
  async finishAll(): Promise<number> {
    const open = (await this.store.promises?.open()) ?? [];
    for (const commandId of open) await this.finish(commandId);
    return open.length;
  }

  async finish(commandId: string): Promise<void> {
    const first = await firstOf(this.store, commandId);
    if (!first) return;
    if (first.promise !== undefined) {
      const { actor, occurredAt } = decode(first);
      const [to = ''] = first.stream.split('-', 1);
      const origin = { commandId, to, id: first.stream.slice(to.length + 1), actor, at: occurredAt };
      for (const promised of JSON.parse(first.promise) as readonly Promised[]) await this.keep(promised, origin);
    }
    await this.store.promises?.complete(commandId);
  }

  private async keep(promised: Promised, origin: Origin): Promise<void> {
    const stream = streamOf(promised.to, promised.id);
    const commandId = followUpOf(origin.commandId, stream);
    const done = async () => (await this.wrote(origin.commandId, stream)) || (await this.wrote(commandId, stream));
    if (await done()) return;
    try {
      await this.execute(given(promised, resolved(promised.data), commandId, origin));
    } catch (error) {
      if (!(error instanceof Refused) || error.code === 'unavailable') throw error;
      // Whoever gave the command, or another process that finishes it, may have done so between our two looks.
      if (await done()) return;
      const { ifRefused } = promised;
      if (!ifRefused) throw error;
      const told = { ...ifRefused, to: origin.to, id: origin.id };
      const data = { ...ifRefused.data, rule: error.rule ?? error.code };
      await this.execute(given(told, data, uuidv5(`${origin.commandId}/${stream}/refused`), origin));
    }
  }

  private async wrote(commandId: string, stream: string): Promise<boolean> {
    const found = await this.store.findCommand(commandId);
    return found?.events.some((event) => event.stream === stream) ?? false;
  }
}

const followUpOf = (commandId: string, stream: string) => uuidv5(`${commandId}/${stream}`);

async function firstOf(store: EventStore, commandId: string) {
  const [first] = (await store.findCommand(commandId))?.events ?? [];
  return first && (await store.readStream(first.stream, { from: first.version, to: first.version }))[0];
}

/** What followed a command in other streams, on a log that appends to one at a time. */
export async function followedBy(store: EventStore, commandId: string) {
  const { promise } = (await firstOf(store, commandId)) ?? {};
  const promised = promise === undefined ? [] : (JSON.parse(promise) as readonly Promised[]);
  const found = await Promise.all(
    promised.map(({ to, id }) => store.findCommand(followUpOf(commandId, streamOf(to, id)))),
  );
  return found.flatMap((command) => command?.events ?? []);
}

function given(
  { to, id, command: name }: Pick<Promised, 'to' | 'id' | 'command'>,
  data: object,
  commandId: string,
  { actor: { userId, agency, role }, at }: Origin,
): CommandEnvelope {
  const decider = aggregateNamed(to);
  const definition = decider?.commands[name];
  if (!decider || !definition) throw new Error(`there is no command ${name} of ${to}`);
  return {
    request: { command: { name, definition, on: [decider] }, id, at, data, body: { commandId } },
    actor: { userId, agency, role },
    kind: 'system',
    commandId,
  };
}
