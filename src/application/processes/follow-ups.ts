import type { Send } from '../../domain/kernel/decider.js';
import { type Actor, streamOf } from '../../domain/kernel/event.js';
import { canonical } from '../canonical.js';
import { decode, referring, resolved } from '../codec.js';
import type { CommandEnvelope } from '../commands/request.js';
import { systemCommand } from '../commands/system-command.js';
import { type EventStore, StoreUnavailable } from '../ports/event-store.js';
import { Refused } from '../refusal.js';
import type { Sealing } from '../sealing.js';
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
    private readonly ids: SystemIds,
    private readonly execute: (given: CommandEnvelope) => Promise<unknown>,
  ) {}

  /** Everything that was cut short; one that cannot be finished stops no other. @returns how many commands @throws what the first met */
  async finishAll(): Promise<number> {
    const open = (await this.store.promises?.open()) ?? [];
    const errors: unknown[] = [];
    for (const commandId of open) await this.finish(commandId).catch((error: unknown) => errors.push(error));
    if (errors.length > 0) throw errors[0];
    return open.length;
  }

  /** What can never be kept stops no start: it is said, here and at every later look. @throws where the log is away */
  async finishAtStart(complaint: (error: unknown) => void): Promise<void> {
    await this.finishAll().catch((error: unknown) => {
      if (error instanceof StoreUnavailable || (error instanceof Refused && error.code === 'unavailable')) throw error;
      complaint(error);
    });
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
    const commandId = followUpOf(this.ids, origin.commandId, stream);
    const done = async () =>
      (await wroteBy(this.store, origin.commandId, stream)) !== undefined ||
      (await followedIn(this.store, this.ids, origin.commandId, stream)) !== undefined;
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
      await this.execute(given(told, data, followUpOf(this.ids, origin.commandId, `${stream}/refused`), origin));
    }
  }
}

/** Command ids of the system, under the installation's key: nobody can know one, and so take it beforehand. */
export type SystemIds = Pick<Sealing, 'systemCommandId'>;

const followUpOf = (ids: SystemIds, commandId: string, stream: string) =>
  ids.systemCommandId(`follow-up/${commandId}/${stream}`);

const wroteBy = async (store: EventStore, commandId: string, stream: string) => {
  const found = await store.findCommand(commandId);
  return found?.events.find((event) => event.stream === stream);
};

/** What followed in the stream: under its own id, or under the plain one of an older log, which anybody may have taken for something else. */
async function followedIn(store: EventStore, ids: SystemIds, commandId: string, stream: string) {
  const own = await wroteBy(store, followUpOf(ids, commandId, stream), stream);
  if (own) return own;
  const older = await wroteBy(store, uuidv5(`${commandId}/${stream}`), stream);
  const [stored] = older ? await store.readStream(stream, { from: older.version, to: older.version }) : [];
  return stored && decode(stored).actor.kind === 'system' ? older : undefined;
}

async function firstOf(store: EventStore, commandId: string) {
  const [first] = (await store.findCommand(commandId))?.events ?? [];
  return first && (await store.readStream(first.stream, { from: first.version, to: first.version }))[0];
}

/** What followed a command in other streams, on a log that appends to one at a time. */
export async function followedBy(store: EventStore, ids: SystemIds, commandId: string) {
  const { promise } = (await firstOf(store, commandId)) ?? {};
  const promised = promise === undefined ? [] : (JSON.parse(promise) as readonly Promised[]);
  const found = await Promise.all(promised.map(({ to, id }) => followedIn(store, ids, commandId, streamOf(to, id))));
  return found.flatMap((event) => event ?? []);
}

function given(
  { to, id, command: name }: Pick<Promised, 'to' | 'id' | 'command'>,
  data: object,
  commandId: string,
  { actor: { userId, agency, role }, at }: Origin,
): CommandEnvelope {
  const actor = { userId, agency, role };
  return systemCommand(to, name, { id, at, data, body: { commandId }, actor, commandId });
}
