import type pg from 'pg';
import type { AccessLog } from '../application/access-log.js';
import type { Executor } from '../application/commands/execute.js';
import type { Documents } from '../application/documents/documents.js';
import type { Drafts } from '../application/drafts.js';
import type { Transfers } from '../application/installation.js';
import { RecordNumbers } from '../application/numbers/record-numbers.js';
import type { PlanBook } from '../application/plan-book.js';
import type { EventStore } from '../application/ports/event-store.js';
import type { Clock } from '../application/ports/runtime.js';
import type { Telemetry } from '../application/ports/telemetry.js';
import type { Vault } from '../application/ports/vault.js';
import { afterBirthdays } from '../application/processes/after-birthdays.js';
import { Alerts } from '../application/processes/alerts/alerts.js';
import { AlertScheduler } from '../application/processes/alerts/scheduler.js';
import { beside } from '../application/processes/beside.js';
import { ComingOfAge } from '../application/processes/coming-of-age.js';
import { hourly } from '../application/processes/hourly.js';
import { RetentionAlerts } from '../application/processes/retention-alerts.js';
import { sleep } from '../infrastructure/clock/sleep.js';
import { DatabaseGate } from '../infrastructure/read-store/alert-gate.js';
import type { Projector } from '../infrastructure/read-store/projector.js';
import type { ReadModels } from '../projections/read-models.js';
import { leaversOf } from './leavers.js';
import { postOffice } from './post-office.js';
import type { Config } from './settings.js';

interface Around {
  readonly store: EventStore;
  readonly models: ReadModels;
  readonly vault: Vault;
  readonly book: PlanBook;
  readonly executor: Executor;
  readonly clock: Clock;
  readonly access: AccessLog;
  readonly projector: Projector;
  readonly documents: Documents;
  readonly drafts: Drafts;
  readonly transfers: Transfers | undefined;
}

/** What reacts to the log and to the clock: alerts first, and after each pass of theirs what is sent, fetched and swept. */
export async function processesOf(config: Config, around: Around, pool: pg.Pool, telemetry: Telemetry) {
  const { store, models, vault, book, executor, clock, projector, documents, drafts, transfers } = around;
  const alerts = new Alerts(models, book, executor, clock, vault, telemetry);
  const leavers = leaversOf(config, { models, vault, executor });
  const post = await postOffice(config, { store, models, clock, numbers: new RecordNumbers(vault) }, pool);
  const gate = new DatabaseGate(pool);
  const passes = afterBirthdays(new ComingOfAge(around), alerts, new RetentionAlerts(around), projector);
  const scheduler = new AlertScheduler(passes, {
    ...{ store, clock, gate, sleep },
    catchUp: () => projector.catchUp(),
    afterwards: [
      async () => post?.forward().then(() => post.deliver()),
      beside(async () => transfers?.outgoing.exchange()),
      hourly(clock, async () => leavers && projector.catchUp().then(() => leavers.look())),
      () => documents.sweep(),
      () => drafts.sweep(),
    ],
  });
  return { alerts, gate, scheduler, leavers };
}
