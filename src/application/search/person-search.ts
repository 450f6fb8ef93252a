import { aggregateOf, idOf, type Recorded } from '../../domain/kernel/event.js';
import { history } from '../../domain/kernel/history.js';
import type { Sealed } from '../../domain/kernel/sealed.js';
import { personAggregate } from '../../domain/person/state.js';
import { decode } from '../codec.js';
import type { EventStore } from '../ports/event-store.js';
import type { PersonIndex } from '../ports/person-index.js';
import type { Vault } from '../ports/vault.js';
import { Sealing } from '../sealing.js';
import { type Sought, termsOf } from './tokens.js';

const TYPES = [
  'PersonRegistered',
  'PersonDetailsChanged',
  'PersonErased',
  'EventCorrected',
  'EventAnnulled',
  'SealedTextConfirmed',
];
const SOUGHT = ['name', 'birthDate', 'cpr'] as const;
/** Bytes of a digest that stand in the index: two words meet by chance less than once in all registers of the world. */
const LENGTH = 16;

/**
 * Finds persons by name, birth date or civil registration number without any of these lying readable anywhere: an index of digests under an
 * installation key, kept up with the log. A person who changes is found by what is true now, one who was erased by nothing.
 */
export class PersonSearch {
  private readonly sealing: Sealing;
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly index: PersonIndex,
  ) {
    this.sealing = new Sealing(store, vault);
  }

  /** Ids as they were registered: who they are now, and who may know of them, is for whoever asks. */
  async find(sought: Sought, most: number): Promise<readonly string[]> {
    await this.catchUp();
    const tokens = termsOf(sought).map((term) => this.token(term));
    return tokens.length === 0 ? [] : this.index.having(tokens, most);
  }

  /** Brings the index to the head of the log. Several processes may do this. @throws VaultUnavailable, StoreUnavailable */
  async catchUp(): Promise<void> {
    const { position: head } = await this.store.head();
    let from = await this.index.position();
    if (from >= head) return;
    for await (const batch of this.store.readAll({ from: from + 1, to: head, types: TYPES })) {
      const streams = new Set(
        batch.flatMap(({ stream }) => (aggregateOf(stream) === personAggregate.aggregate ? [stream] : [])),
      );
      const to = batch.at(-1)?.position ?? from;
      if (!(await this.index.put(from, to, await this.tokensOf([...streams])))) return this.catchUp();
      from = to;
    }
    if (from < head) await this.index.put(from, head, new Map());
  }

  /** For what a backup may have brought back. */
  async makeAnew(): Promise<void> {
    await this.index.clear();
  }

  private async tokensOf(streams: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    if (streams.length === 0) return new Map();
    const events = (await this.store.readStreams(streams)).map(decode);
    const fields = new Map(streams.map((stream) => [stream, sealedOf(events.filter((e) => e.stream === stream))]));
    const opened = await this.sealing.open([...fields.values()].flatMap((own) => Object.values(own)));
    return new Map(
      [...fields].map(([stream, own]) => {
        const sought = Object.fromEntries(
          Object.entries(own).map(([field, value]) => [field, textOf(opened.get(value))]),
        );
        return [idOf(stream), termsOf(sought).map((term) => this.token(term))];
      }),
    );
  }

  private token(term: string): string {
    return Buffer.from(this.vault.digest('blind-index', term)).subarray(0, LENGTH).toString('base64url');
  }
}

type Fields = Readonly<Partial<Record<(typeof SOUGHT)[number], Sealed>>>;

/** The newest value of each field that a person is found by; nothing of one who was erased, whatever a key ring still remembers. */
function sealedOf(events: readonly Recorded[]): Fields {
  const own = history(events);
  if (own.some(({ type }) => type === 'PersonErased')) return {};
  const told = own.flatMap(({ data }) =>
    SOUGHT.flatMap((field) => {
      const value = (data as Fields)[field];
      return value === undefined ? [] : [[field, value] as const];
    }),
  );
  return Object.fromEntries(told);
}
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
