import { history } from '../../domain/kernel/history.js';
import { type IncomingState, incomingAggregate } from '../../domain/transfer/state.js';
import { sealedIn } from '../codec.js';
import { systemActor } from '../commands/system-command.js';
import type { Attached } from '../documents/attached.js';
import type { Documents } from '../documents/documents.js';
import { type Loaded, loadRecord } from '../load.js';
import type { EventStore } from '../ports/event-store.js';
import { type Installations, NotBelieved } from '../ports/installations.js';
import type { Clock } from '../ports/runtime.js';
import { Refused } from '../refusal.js';
import type { Sealing } from '../sealing.js';
import { uuidv5 } from '../uuidv5.js';
import { type SystemGiver, TRANSFERS } from './giving.js';
import {
  type Answered,
  type Handed,
  type Heard,
  heard,
  holdingsIn,
  knockedBy,
  type Message,
  spoken,
} from './messages.js';

export interface ReceivingDependencies {
  readonly us: Installations;
  readonly store: EventStore;
  readonly sealing: Sealing;
  readonly documents: Pick<Documents, 'takeIn'>;
  readonly giver: SystemGiver;
  readonly clock: Clock;
}

/** Two senders may choose the same id: the record here is of both. */
export const incomingIdOf = ({ from, transferId }: Pick<Message, 'from' | 'transferId'>): string =>
  uuidv5(`incoming/${from}/${transferId}`);

/** Takes what other installations hand over, and says how it stands (B-7): the same message again has the same answer. */
export class IncomingTransfers {
  constructor(private readonly around: ReceivingDependencies) {}

  /** Who says that it comes: signed by one we know, for us, some minutes ago at most. @throws NotBelieved */
  async knocked(signed: string): Promise<void> {
    const { us, clock } = this.around;
    await knockedBy(us, signed, clock.now());
  }

  /** @returns the answer, as it is carried back. @throws NotBelieved: nothing is kept, and nothing answered */
  async receive(carried: string): Promise<string> {
    const { us } = this.around;
    const said = await heard(us, carried);
    const { message } = said;
    if (message.says === 'answered') throw new NotBelieved('it is an answer');
    const id = incomingIdOf(message);
    let known = await this.load(id);
    const { answer } = stateOf(known);
    if (message.says === 'handed' && (answer === null || answer.what === 'accepted')) {
      await this.take(id, known, said, message).catch((error: unknown) => {
        // Taken here before all of its documents were in, it gets those that can be got; one that is refused for good holds the answer back no more.
        const isForGood = error instanceof Refused && error.code !== 'unavailable';
        if (answer === null || !isForGood) throw error;
      });
      known = await this.load(id);
    }
    if (message.says === 'withdrawn' && stateOf(known).answer === null) {
      await this.give(id, 'RecallTransfer', {}, message, 'recalled');
      known = await this.load(id);
    }
    return this.answer(message, known);
  }

  /** The answer to what came in, for who carries it as a file. @throws NotBelieved where nothing did */
  async answerTo(id: string): Promise<string> {
    const known = await this.load(id);
    const { received } = stateOf(known);
    if (!received) throw new NotBelieved('nothing came in by that id');
    return this.answer({ from: received.installation, transferId: received.transferId }, known);
  }

  /** First the record, then its documents: cut short in between, the sender has no answer and sends it again. */
  private async take(id: string, known: Loaded, { signed, documents }: Heard, message: Handed): Promise<void> {
    if (stateOf(known).received === null) await this.register(id, signed, message);
    const attached = new Set(history(known.events).flatMap(({ type, data }) => nameOfDocument(type, data)));
    const actor = systemActor(TRANSFERS, message.from);
    for (const [i, { sha256, title, name, kind }] of message.package.documents.entries()) {
      if (attached.has(sha256)) continue;
      const sealed = documents[i];
      if (sealed === undefined) throw new NotBelieved('a document that it names is missing');
      const bytes = await this.around.us.open(sealed);
      const { documentId, sha256: found } = await this.around.documents.takeIn(actor, single(bytes));
      if (found !== sha256) throw new NotBelieved('a document is not the one that it names');
      const data = { documentId, kind, title: title || name || sha256.slice(0, 8), ...(name ? { name } : {}) };
      await this.give(id, 'AttachDocument', data, message, `document/${i}/${documentId}`);
    }
  }

  private async register(id: string, signed: string, message: Handed): Promise<void> {
    const { package: pack, transferId, from: installation, what, sentAt, recordId: originId, reason } = message;
    const chain = await holdingsIn(this.around.us, message);
    const named = pack.persons.flatMap(({ number, name, role, ageGroup, ...more }) =>
      name && role && ageGroup
        ? [{ personId: uuidv5(`incoming/${id}/person/${number}`), name, role, ageGroup, ...more }]
        : [],
    );
    const data = {
      ...{ infohus: this.around.us.infohus, transferId, installation, what, sentAt, originId, hash: pack.hash, signed },
      subjects: named.map(({ personId, role, ageGroup }) => ({ personId, role, ageGroup })),
      persons: named.map(({ personId, name, birthDate, address, contact, protectedAddress }) => ({
        ...{ personId, name },
        ...(birthDate ? { birthDate } : {}),
        ...(address ? { address } : {}),
        ...(contact ? { contact } : {}),
        ...(protectedAddress ? { protectedAddress } : {}),
      })),
      chain: chain.map(({ agency, since: from, until: to }) => ({ agency, from, ...(to ? { to } : {}) })),
      description: [reason, pack.description].filter(Boolean).join('\n\n').slice(0, 20_000),
    };
    await this.give(id, 'ReceiveTransfer', data, message, 'received');
  }

  private give(
    id: string,
    command: string,
    data: object,
    { from, transferId }: Pick<Message, 'from' | 'transferId'>,
    what: string,
  ) {
    const key = `incoming/${from}/${transferId}/${what}`;
    return this.around.giver.give({ aggregate: incomingAggregate.aggregate, command, id, data, agency: from, key });
  }

  private async answer({ from: to, transferId }: Pick<Message, 'from' | 'transferId'>, known: Loaded): Promise<string> {
    const { us, clock, sealing } = this.around;
    const { received, receivedAt, answer } = stateOf(known);
    const refused = known.events.find(({ type }) => type === 'TransferRefused');
    const words = refused ? sealedIn(refused.data) : [];
    // Erased they are none: our mark for that is not told as their words.
    const [reason] = [...(await sealing.open(words)).values()].filter((text) => typeof text === 'string');
    const status: Answered['status'] = answer?.what ?? (received ? 'received' : 'unknown');
    return spoken(us, to, {
      ...{ says: 'answered', transferId, status, at: answer?.at ?? receivedAt ?? clock.now() },
      ...(received ? { hash: received.hash } : {}),
      ...(reason ? { reason } : {}),
    });
  }

  private load(id: string): Promise<Loaded> {
    return loadRecord(this.around.store, incomingAggregate.aggregate, id);
  }
}

const stateOf = ({ state }: Loaded) => state as IncomingState;
const nameOfDocument = (type: string, data: object): readonly string[] =>
  type === 'DocumentAttached' ? [(data as Attached).sha256] : [];
async function* single(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
