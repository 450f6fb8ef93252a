import { addHours } from '../../domain/kernel/calendar.js';
import { aggregateOf, idOf, type Recorded } from '../../domain/kernel/event.js';
import { history } from '../../domain/kernel/history.js';
import type { ReadModels } from '../../projections/read-models.js';
import { decode } from '../codec.js';
import type { Documents } from '../documents/documents.js';
import { type Installations, NotBelieved } from '../ports/installations.js';
import type { Clock } from '../ports/runtime.js';
import { opened } from '../queries/records.js';
import type { Packing } from '../queries/sharing/package.js';
import { notFound, Refused } from '../refusal.js';
import type { SystemGiver } from './giving.js';
import { type Answered, type Handed, heard, knockOn, packed, type SignedHolding, spoken } from './messages.js';
import { type HandedRecord, handedPackage } from './packing.js';

export interface SendingDependencies {
  readonly us: Installations;
  readonly packing: Omit<Packing, 'now'>;
  readonly documents: Pick<Documents, 'open'>;
  readonly giver: SystemGiver;
  readonly models: Pick<ReadModels, 'holdings'>;
  readonly clock: Clock;
}
/** Hours until another is asked again: a minute, five, a quarter, an hour, then every four hours for as long as it owes an answer. */
const PAUSES = [1 / 60, 5 / 60, 1 / 4, 1, 4] as const;
const OF_TRANSFERS = ['TransferSent', 'TransferDelivered', 'TransferAccepted', 'TransferDeclined', 'TransferWithdrawn'];

interface Sent {
  readonly transferId: string;
  readonly installation: string;
  readonly reason: string;
  readonly legalBasis: string;
  readonly hash: string;
  readonly asOf: number;
}
interface Told {
  readonly categories: readonly string[];
  readonly statements?: readonly string[];
  readonly documents?: readonly string[];
  readonly necessity: string;
}
/** One that the other side still owes a word about. */
interface Waiting {
  readonly installation: string;
  delivered: boolean;
  withdrawn: boolean;
  tried: number;
  due: string;
}

/** Sends what was handed over, and asks for the answer until it is there (B-7). What is sent twice is the same and is taken once. */
export class OutgoingTransfers {
  private readonly waiting = new Map<string, Waiting>();
  /** Where each was handed over. */
  private readonly streams = new Map<string, string>();
  private seen = 0;

  constructor(private readonly around: SendingDependencies) {}

  /** One round over all that is due. What fails is tried again later; the first complaint is thrown when the others are done. */
  async exchange(): Promise<void> {
    await this.follow();
    const now = this.around.clock.now();
    const failed: unknown[] = [];
    for (const [transferId, one] of this.waiting) {
      if (one.due > now) continue;
      one.due = addHours(now, PAUSES[Math.min(one.tried++, PAUSES.length - 1)] ?? 4);
      await this.ask(transferId, one).catch((error: unknown) => {
        // It can be made no more: what it was taken from was erased. Nothing is left to be sent, and its answer is owed all the same.
        if (error instanceof Refused && error.code === 'not-found') this.waiting.delete(transferId);
        else failed.push(error);
      });
    }
    if (failed.length > 0) throw failed[0];
  }

  /** As it is carried. @throws Refused not-found where nothing by that id was handed over, or what it holds was erased since */
  async messageOf(transferId: string): Promise<string> {
    const { us, documents } = this.around;
    const { handed, files, to } = await this.handed(transferId);
    const bytes: string[] = [];
    for (const { documentId } of files) {
      const found = await documents.open(documentId);
      const parts: Uint8Array[] = [];
      for await (const part of found.bytes) parts.push(part);
      bytes.push(await us.seal(to, Buffer.concat(parts)));
    }
    return spoken(us, to, handed, bytes);
  }

  /** What the receiver signed of it is written down, once. @returns its word. @throws NotBelieved */
  async answered(carried: string): Promise<Answered> {
    const { us } = this.around;
    const { message, signed } = await heard(us, carried);
    if (message.says !== 'answered') throw new NotBelieved('it is no answer');
    const { record, event, sent } = await this.sent(message.transferId);
    if (sent.installation !== message.from) throw new NotBelieved('it was handed to another installation');
    if (message.hash !== undefined && message.hash !== sent.hash)
      throw new NotBelieved('it answers another package than the one that was sent');
    await this.record(record, message, { signed, sentAt: event.occurredAt });
    return message;
  }

  private async ask(transferId: string, one: Waiting): Promise<void> {
    const { us } = this.around;
    const short = () => spoken(us, one.installation, { says: one.withdrawn ? 'withdrawn' : 'asked', transferId });
    const first = await us.carry(
      one.installation,
      one.delivered || one.withdrawn ? await short() : await this.messageOf(transferId),
      await knockOn(us, one.installation, this.around.clock.now()),
    );
    if (first === undefined) return; // carried as files
    const { status } = await this.answered(first);
    const over = status === 'accepted' || status === 'declined' || status === 'recalled';
    if (over || (one.withdrawn && status === 'unknown')) this.waiting.delete(transferId);
    // It has lost what it said that it had: it is sent anew.
    else one.delivered = status === 'received';
  }

  /** What is new in the log since the last look; all of it at the first. */
  private async follow(): Promise<void> {
    const { store } = this.around.packing;
    const { position } = await store.head();
    if (position <= this.seen) return;
    for await (const batch of store.readAll({ from: this.seen + 1, to: position, types: OF_TRANSFERS })) {
      for (const event of batch) this.take(decode(event));
    }
    this.seen = position;
  }

  private take({ type, data, stream }: Recorded): void {
    const { transferId, installation } = data as Sent;
    const known = this.waiting.get(transferId);
    if (type === 'TransferSent') {
      this.streams.set(transferId, stream);
      this.waiting.set(transferId, { installation, delivered: false, withdrawn: false, tried: 0, due: '' });
    } else if (type === 'TransferDelivered' && known) known.delivered = true;
    else if (type === 'TransferWithdrawn' && known) Object.assign(known, { withdrawn: true, tried: 0, due: '' });
    else if (known) this.waiting.delete(transferId);
  }

  private async record(
    { aggregate, id }: HandedRecord,
    answer: Answered,
    { signed, sentAt }: { readonly signed: string; readonly sentAt: string },
  ): Promise<void> {
    // A refusal whose words were erased there is a refusal all the same.
    const { transferId, status, reason = status, from } = answer;
    const command = RECORDED[status];
    if (!command) return;
    // Clocks differ: it was answered after it was sent and before we heard of it, whatever theirs says. Their own word is in what they signed.
    const now = this.around.clock.now();
    const at = answer.at < sentAt ? sentAt : answer.at > now ? now : answer.at;
    const data = {
      ...{ transferId, answer: signed },
      ...(status === 'received' ? { receivedAt: at } : {}),
      ...(status === 'declined' ? { reason } : {}),
    };
    const key = `${transferId}/${status}`;
    // As of the receiver's word; that it came in there is of no moment here.
    const when = status === 'received' ? undefined : at;
    await this.around.giver
      .give({ aggregate, command, id, at: when, data, agency: from, key })
      .catch((error: unknown) => {
        // It is answered already, by the same word or by a later one.
        if (!(error instanceof Refused && error.rule === 'not-pending')) throw error;
      });
  }

  private async handed(transferId: string) {
    const { us, packing, models, clock } = this.around;
    const { record, event, sent, told } = await this.sent(transferId);
    const { installation: to, asOf, legalBasis, reason, hash } = sent;
    const all = await handedPackage(
      { ...packing, now: clock.now() },
      record,
      event.actor,
      { installation: to, disclosure: told as never },
      { asOf, recordedAt: event.recordedAt },
    );
    if (all.hash !== hash) throw notFound(); // what it was taken from is no longer what it was
    const pack = packed.parse(all);
    const holdings = record.aggregate === 'case' ? await models.holdings(record.id) : [];
    const chain = await Promise.all(
      holdings.map(({ agency, since, until }) => {
        const said: SignedHolding = { from: us.own, to, transferId, agency, since, ...(until ? { until } : {}) };
        return us.sign(said);
      }),
    );
    const { categories, necessity } = told;
    const handed = {
      ...{ says: 'handed' as const, transferId, what: record.aggregate, recordId: record.id, sentAt: event.occurredAt },
      ...{ reason, legalBasis, necessity, categories: [...categories], package: pack, chain },
    } satisfies Omit<Handed, 'from' | 'to'>;
    return { handed, to, files: pack.documents };
  }

  /** What was handed over by that id, and what was disclosed with it. @throws Refused not-found */
  private async sent(transferId: string) {
    const { store, sealing } = this.around.packing;
    await this.follow();
    const stream = this.streams.get(transferId) ?? '';
    const events = history((await store.readStream(stream)).map(decode));
    const event = events.find((e) => e.type === 'TransferSent' && (e.data as Sent).transferId === transferId);
    const beside = events.find((e) => e.type === 'InformationDisclosed' && e.commandId === event?.commandId);
    if (!event || !beside) throw notFound();
    const show = await opened(sealing, [event, beside]);
    const told = (show(beside.data) as { readonly disclosure: Told }).disclosure;
    const record = { aggregate: aggregateOf(stream), id: idOf(stream) } as HandedRecord;
    return { record, event, sent: show(event.data) as Sent, told };
  }
}

/** Which command writes down which word of the receiver. */
const RECORDED: Readonly<Partial<Record<Answered['status'], string>>> = {
  received: 'RecordTransferReceipt',
  accepted: 'RecordTransferAcceptance',
  declined: 'RecordTransferRefusal',
};
