import { agenciesOn } from '../../domain/case/standing.js';
import { type CaseState, caseAggregate } from '../../domain/case/state.js';
import { aggregateOf, idOf } from '../../domain/kernel/event.js';
import { reassignment } from '../../domain/reassignment/reassignment.js';
import { commands } from '../../domain/registry.js';
import { decode } from '../codec.js';
import { loadRecord } from '../load.js';
import type { EventStore } from '../ports/event-store.js';
import type { References } from '../references.js';
import { Refused } from '../refusal.js';
import { uuidv5 } from '../uuidv5.js';
import type { CaseResult } from './case-result.js';
import type { CommandAnswer, CommandEnvelope } from './request.js';
import { systemCommand } from './system-command.js';

interface ReassigningParams {
  readonly fromUser: string;
  readonly toUser: string;
  readonly caseIds?: readonly string[];
}
type Execute = (given: CommandEnvelope) => Promise<CommandAnswer>;

/**
 * ReassignCases (B-6): what is asked for is written down first, then each case is given as AssignCaseworker gives it, under an id of its own, and
 * at last what became of each. Whatever stops in between, the same command again goes on from there and answers the same.
 */
export class Reassigning {
  constructor(
    private readonly store: EventStore,
    private readonly references: References,
    private readonly execute: Execute,
  ) {}

  async give(given: CommandEnvelope): Promise<CommandAnswer> {
    const begun = await this.store.findCommand(given.commandId);
    const asked = begun ? given : { ...given, request: { ...given.request, data: await this.whole(given) } };
    const first = await this.execute(asked);
    const { caseIds = [], ...who } = await this.asAsked(first);
    const noteId = uuidv5(`${given.commandId}/reassigned`);
    const noted = await this.resultsOf(noteId);
    if (noted) return { ...first, ...noted };
    const cases: CaseResult[] = [];
    for (const caseId of caseIds) cases.push(await this.one(caseId, who, given));
    await this.execute(note(given, noteId, cases));
    return { ...first, ...((await this.resultsOf(noteId)) ?? { cases }) };
  }

  /** Which cases: those named, else all open ones of the worker. */
  private async whole({ request, actor }: CommandEnvelope): Promise<ReassigningParams> {
    const data = request.data as ReassigningParams;
    if (data.caseIds) return data;
    const streams = (await this.references.to(data.fromUser)).filter((s) => aggregateOf(s) === caseAggregate.aggregate);
    const states = await Promise.all(streams.map(async (s) => [idOf(s), await this.stateOf(idOf(s))] as const));
    const open = states.filter(([, s]) => s.status === 'open' && s.assigned[actor.agency] === data.fromUser);
    return { ...data, caseIds: open.map(([caseId]) => caseId).sort() };
  }

  private async asAsked({ stream }: CommandAnswer): Promise<ReassigningParams> {
    const [first] = await this.store.readStream(stream);
    if (!first) throw new Error('a batch that was written is gone');
    return decode(first).data as ReassigningParams;
  }

  private async resultsOf(noteId: string): Promise<Pick<CommandAnswer, 'cases' | 'position'> | undefined> {
    const [noted] = (await this.store.findCommand(noteId))?.events ?? [];
    if (!noted) return undefined;
    const stored = (await this.store.readStream(noted.stream)).find((e) => e.eventId === noted.eventId);
    return stored && { cases: (decode(stored).data as { results: CaseResult[] }).results, position: stored.position };
  }

  private async one(
    caseId: string,
    { fromUser, toUser }: ReassigningParams,
    given: CommandEnvelope,
  ): Promise<CaseResult> {
    const state = await this.stateOf(caseId);
    const { agency } = given.actor;
    const holder = state.assigned[agency];
    // It is somebody else's: nobody who stays is to lose a case to a leaver's batch.
    if (agenciesOn(state).includes(agency) && holder !== undefined && holder !== fromUser && holder !== toUser)
      return { caseId, code: 'rule-violated', rule: 'not-on-case' };
    const each = given.request.command.definition.thenEach ?? '';
    const command = commands.get(each);
    if (!command) throw new Error(`there is no ${each}`);
    const data = { userId: toUser };
    const { at } = given.request;
    const request = { command, id: caseId, at, data, body: { id: caseId, ...(at ? { at } : {}), data } };
    try {
      const commandId = uuidv5(`${given.commandId}/${caseId}`);
      const { events } = await this.execute({ request, actor: given.actor, kind: given.kind, commandId });
      return { caseId, eventId: events[0]?.eventId };
    } catch (error) {
      if (!(error instanceof Refused) || error.code === 'unavailable') throw error;
      return { caseId, code: error.code, ...(error.rule ? { rule: error.rule } : {}) };
    }
  }

  private async stateOf(caseId: string): Promise<CaseState> {
    return (await loadRecord(this.store, caseAggregate.aggregate, caseId)).state as CaseState;
  }
}

function note({ request, actor }: CommandEnvelope, commandId: string, results: readonly CaseResult[]): CommandEnvelope {
  const { id, at } = request;
  // Two processes that finish the same batch say the same.
  const said = { id, at, data: { results }, body: { batch: id } };
  return systemCommand(reassignment.aggregate, 'NoteReassigned', { ...said, actor, commandId });
}
