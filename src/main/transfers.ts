import type { Executor } from '../application/commands/execute.js';
import type { Documents } from '../application/documents/documents.js';
import type { Transfers } from '../application/installation.js';
import type { PlanBook } from '../application/plan-book.js';
import type { EventStore } from '../application/ports/event-store.js';
import type { Installations } from '../application/ports/installations.js';
import type { Clock } from '../application/ports/runtime.js';
import type { Vault } from '../application/ports/vault.js';
import type { References } from '../application/references.js';
import { notFound } from '../application/refusal.js';
import { Sealing } from '../application/sealing.js';
import { SystemGiver } from '../application/transfers/giving.js';
import { hearing } from '../application/transfers/hearing.js';
import { IncomingTransfers } from '../application/transfers/incoming.js';
import { OutgoingTransfers } from '../application/transfers/outgoing.js';
import type { Plan } from '../domain/plan/schema.js';
import { installationsFrom } from '../infrastructure/transfer/installations-file.js';
import type { ReadModels } from '../projections/read-models.js';
import type { Config } from './settings.js';

/** Those that INSTALLATIONS_FILE names; undefined: none. @throws InstallationsFileError */
export async function installationsOf(
  { INSTALLATIONS_FILE: file }: Config,
  plans: readonly Plan[],
): Promise<Installations | undefined> {
  if (!file) return undefined;
  const taken = new Set(plans.flatMap((p) => [p.infohus, ...p.agencies.map((a) => a.code)]));
  const { JoseInstallations } = await import('../infrastructure/transfer/jose-installations.js');
  return JoseInstallations.from(installationsFrom(file, taken));
}

interface TransferDependencies {
  readonly store: EventStore;
  readonly vault: Vault;
  readonly references: References;
  readonly book: PlanBook;
  readonly documents: Documents;
  readonly executor: Executor;
  readonly live: ReadModels;
  readonly clock: Clock;
}

export function transfersOf(us: Installations, around: TransferDependencies): Transfers {
  const { store, vault, references, book, documents, executor, live: models, clock } = around;
  const sealing = new Sealing(store, vault);
  const giver = new SystemGiver(executor, vault);
  const outgoing = new OutgoingTransfers({
    ...{ us, documents, giver, models, clock },
    packing: { store, sealing, references, book },
  });
  const incoming = new IncomingTransfers({ us, store, sealing, documents, giver, clock });
  return { outgoing, incoming, others: us.others, hear: hearing({ us, outgoing, incoming }) };
}

/** What is carried as a file; nothing was handed to anybody where none is configured. */
export const carriers = (transfers: Transfers | undefined) => ({
  answerTo: (id: string) => transfers?.incoming.answerTo(id) ?? Promise.reject(notFound()),
  messageOf: (id: string) => transfers?.outgoing.messageOf(id) ?? Promise.reject(notFound()),
});
