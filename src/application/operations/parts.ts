import { addHours, localDateOf } from '../../domain/kernel/calendar.js';
import type { Ledger } from '../audit/ledger.js';
import { isSignedBy, parseVerifier } from '../audit/note.js';
import type { BlobStore, Scanner } from '../ports/blobs.js';
import { type CivilRegister, RegisterFailed } from '../ports/civil-register.js';
import type { EventStore } from '../ports/event-store.js';
import type { Outbox } from '../ports/mail.js';
import type { PartName, PartState, PartStatus, PartsStatus } from '../ports/parts.js';
import type { ReadModelStatus } from '../ports/read-model-status.js';
import { APART, type Clock, type Sleep } from '../ports/runtime.js';
import type { ErasingVault } from '../ports/vault.js';
import type { Leavers } from '../processes/leavers.js';
import { within } from '../within.js';

export interface PartsDependencies {
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly store: Pick<EventStore, 'head'>;
  readonly models: ReadModelStatus;
  readonly vault: Pick<ErasingVault, 'living'>;
  /** The months whose wrapping key is there, the oldest first. */
  months(): Promise<readonly string[]>;
  /** Of this process; one that raises none has refused none. */
  readonly alerts: { readonly refused: number };
  readonly outbox: Pick<Outbox, 'counts'> | undefined;
  /** Where documents lie. */
  readonly blobs: Pick<BlobStore, 'look'> & { readonly in: 'database' | 'folder' | 'bucket' };
  readonly scanner: Scanner | undefined;
  /** The list of active users; undefined: there is none. */
  readonly leavers: Pick<Leavers, 'preview'> | undefined;
  /** Whether published figures are open to everybody. */
  readonly isOpen: boolean;
  /** Undefined: it is not connected. */
  readonly civilRegister: Pick<CivilRegister, 'look'> | undefined;
  readonly ledger: Pick<Ledger, 'newest'>;
  readonly verifier: string;
}

/** Milliseconds: a part that answers later than this is not reached. */
const PATIENCE = 2_000;
/** No key. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
/** A head that is not signed after so many hours: whoever signs has stopped (`serve` does so every minute). */
const SIGNED_WITHIN = 1;

/** Hours: a certificate takes weeks to renew. */
const RENEWED_WITHIN = 30 * 24;
/** Hours. */
const CALLED_EVERY = 5 / 60;

/** So many events behind is a server that works: each look of its own is an event. */
const FEW = 100;

const says = (
  part: PartName,
  state: PartState,
  code: string,
  values: PartStatus['values'] = {},
): readonly PartStatus[] => [{ part, state, says: code, values }];

/** How every part is, each asked by itself and for no longer than two seconds: one that is away hides no other. `doctor` says the same. */
export class Parts implements PartsStatus {
  constructor(private readonly of: PartsDependencies) {}

  async parts(): Promise<readonly PartStatus[]> {
    const all = await Promise.all([
      this.reached('log', () => this.log()),
      this.reached('models', () => this.models()),
      this.reached('vault', () => this.vault()),
      this.reached('keys', () => this.keys()),
      this.reached('alerts', async () => this.alerts()),
      this.reached('mail', () => this.mail()),
      this.reached('documents', () => this.documents()),
      this.reached('scanner', () => this.scanner()),
      this.reached('leavers', () => this.leavers()),
      this.reached('open-data', async () => this.openData()),
      this.reached('civil-register', () => this.civilRegister()),
      this.reached('checkpoints', () => this.checkpoints()),
    ]);
    return all.flat();
  }

  private async reached(part: PartName, look: () => Promise<readonly PartStatus[]>) {
    const away = says(part, 'wrong', 'not-reached');
    return within(
      this.of.sleep,
      PATIENCE,
      look().catch(() => away),
      () => away,
    );
  }

  private async log() {
    return headStanding(await this.of.store.head(), this.of.clock.now());
  }

  private async models() {
    const { models, rebuild } = await this.of.models.status();
    const stopped = models.filter(({ failure }) => failure !== null);
    const behind = models.filter(({ position, head, failure }) => failure === null && head - position > FEW);
    const cut = rebuild && !rebuild.running ? rebuild : undefined;
    const found = [
      ...stopped.map(({ name, position, failure }) =>
        says('models', 'wrong', 'model-stopped', { model: name, position, failure: failure ?? '' }),
      ),
      ...behind.map(({ name, position, head }) =>
        says('models', 'look', 'model-behind', { model: name, events: head - position }),
      ),
      ...(cut
        ? [says('models', 'look', 'rebuild-cut', { phase: cut.phase, slices: cut.slices, done: cut.slicesDone })]
        : []),
    ].flat();
    return found.length > 0 ? found : says('models', 'well', 'models-follow', { models: models.length });
  }

  private async vault() {
    await this.of.vault.living([NOBODY]);
    return says('vault', 'well', 'vault-answers');
  }

  private async keys() {
    const months = await this.of.months();
    const [oldest = '', newest = ''] = [months[0], months.at(-1)];
    return says('keys', 'well', 'keys-of-months', { months: months.length, oldest, newest });
  }

  private alerts() {
    const { refused } = this.of.alerts;
    return refused > 0
      ? says('alerts', 'wrong', 'alerts-refused', { refused })
      : says('alerts', 'well', 'alerts-raised');
  }

  private async mail() {
    if (!this.of.outbox) return says('mail', 'off', 'mail-off');
    const { waiting, delivered, 'given-up': lost } = await this.of.outbox.counts();
    return says('mail', lost > 0 ? 'look' : 'well', lost > 0 ? 'mail-lost' : 'mail-sent', { waiting, delivered, lost });
  }

  private async documents() {
    await this.of.blobs.look();
    return says('documents', 'well', `documents-in-${this.of.blobs.in}`);
  }

  /** It is given nothing to look at, and has to say that nothing is wrong with it. */
  private async scanner() {
    if (!this.of.scanner) return says('scanner', 'off', 'scanner-off');
    await this.of.scanner.scan(nothing());
    return says('scanner', 'well', 'scanner-answers');
  }

  /** Who asks may be another process than the one that closes: so the list is looked at, and nobody is closed. */
  private async leavers() {
    if (!this.of.leavers) return says('leavers', 'off', 'leavers-off');
    const { outcome, known, missing } = await this.of.leavers.preview();
    if (outcome === 'unread') return says('leavers', 'wrong', 'leavers-unread');
    if (outcome === 'too-few') return says('leavers', 'wrong', 'leavers-too-few', { known, missing });
    return says('leavers', 'well', 'leavers-listed', { known });
  }

  private openData() {
    return this.of.isOpen ? says('open-data', 'well', 'open-data-open') : says('open-data', 'off', 'open-data-off');
  }

  private called:
    | { readonly at: string; readonly answer: Promise<{ readonly certificateUntil: string } | string> }
    | undefined;
  /** Nobody is looked up. While it is away the record is what it was: nothing relies on it. */
  private async civilRegister() {
    const { civilRegister, sleep, clock } = this.of;
    const part = 'civil-register';
    if (!civilRegister) return says(part, 'off', 'register-off');
    const failed = (error: unknown) => (error instanceof RegisterFailed ? error.why : 'register-away');
    const now = clock.now();
    // Whoever watches asks every few seconds: the other side is not called for each.
    if (!this.called || addHours(this.called.at, CALLED_EVERY) < now)
      this.called = { at: now, answer: civilRegister.look().catch(failed) };
    const looked = await within(sleep, PATIENCE / 2, this.called.answer, () => 'register-silent' as const);
    if (typeof looked === 'string') return says(part, 'look', looked);
    const { certificateUntil } = looked;
    const isNear = certificateUntil < addHours(now, RENEWED_WITHIN);
    return says(part, isNear ? 'look' : 'well', isNear ? 'register-certificate-ends' : 'register-answers', {
      until: localDateOf(certificateUntil),
    });
  }

  private async checkpoints() {
    const newest = await this.of.ledger.newest();
    if (!newest) return says('checkpoints', 'look', 'never-signed');
    const { position, recordedAt } = await this.of.store.head();
    const { size, at } = newest.checkpoint;
    const late = position > size && addHours(recordedAt, SIGNED_WITHIN) < this.of.clock.now();
    const found = [
      ...(isSignedBy(newest, parseVerifier(this.of.verifier)) ? [] : says('checkpoints', 'wrong', 'not-our-key')),
      ...(position < size ? says('checkpoints', 'wrong', 'end-missing', { events: position, size, at }) : []),
      ...(late ? says('checkpoints', 'look', 'not-signed-since', { size, at, events: position - size }) : []),
    ];
    return [
      ...(found.length > 0 ? found : says('checkpoints', 'well', 'signed', { size, at })),
      ...(newest.signatures.length > 1
        ? says('witness', 'well', 'witnessed', { witnesses: newest.signatures.length - 1 })
        : says('witness', 'look', 'no-witness')),
    ];
  }
}
async function* nothing(): AsyncGenerator<Uint8Array> {}

/** `recordedAt` never goes back: what a wrong clock once said dates all that follows, until that day is here. */
export function headStanding(
  { position, recordedAt }: { readonly position: number; readonly recordedAt: string },
  now: string,
): readonly PartStatus[] {
  const isAhead = Date.parse(recordedAt) - Date.parse(now) > APART;
  return says('log', isAhead ? 'wrong' : 'well', isAhead ? 'head-in-future' : 'head-at', { position, recordedAt });
}
