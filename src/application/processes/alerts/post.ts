import { type AbsenceState, substituteOn } from '../../../domain/absence/absence.js';
import { addHours, localDateOf } from '../../../domain/kernel/calendar.js';
import type { Recorded } from '../../../domain/kernel/event.js';
import type { AlertRow } from '../../../projections/deadline-alerts/deadline-alerts.js';
import { decode } from '../../codec.js';
import type { RecordNumbers } from '../../numbers/record-numbers.js';
import type { EventStore } from '../../ports/event-store.js';
import {
  type Directory,
  type Mailer,
  MailRefused,
  MailUnavailable,
  type Outbox,
  type Outgoing,
} from '../../ports/mail.js';
import type { ReadModels } from '../../ports/read-models.js';
import type { Clock } from '../../ports/runtime.js';
import { uuidv5 } from '../../uuidv5.js';
import { type LetterAlert, letterAbout } from './letter.js';

/** Hours until the next attempt: after a minute, five, a quarter, an hour, then every four hours until a day has gone. */
const PAUSES = [1 / 60, 5 / 60, 1 / 4, 1, 4] as const;
const GIVE_UP_HOURS = 24;
const AT_ONCE = 20;

export interface PostOffice {
  readonly store: Pick<EventStore, 'readAll' | 'head'>;
  readonly models: Pick<ReadModels, 'cases' | 'register' | 'counted'>;
  readonly numbers: Pick<RecordNumbers, 'of'>;
  readonly outbox: Outbox;
  readonly mailer: Mailer;
  readonly directory: Directory;
  readonly clock: Clock;
  /** Where the pages are, as the readers of the letters reach them. */
  readonly baseUrl: string;
}
type Alerted = LetterAlert &
  Pick<AlertRow, 'agency' | 'caseId'> & {
    readonly to?: string;
    readonly concernId?: string;
  };

/** Sends what was alerted by e-mail: made from the log, once, whatever stops in between; sent again until the server takes it. */
export class Post {
  constructor(private readonly office: PostOffice) {}

  /** Makes letters of the alerts that are new in the log, one an address. What was alerted before the first time is left alone. */
  async forward(): Promise<number> {
    const { store, outbox, clock } = this.office;
    const { position: head } = await store.head();
    const from = await outbox.position();
    if (from === null) {
      await outbox.put([], null, head, clock.now());
      return 0;
    }
    if (head <= from) return 0;
    const byAddress = [...(await this.byAddress(await this.numbered(await this.alertsBetween(from, head))))];
    // Letters and position are written together, so that the place in the batch is name enough; an address makes no id.
    const letters = byAddress.map(([to, own], i) => ({
      id: uuidv5(`letter/${from}/${head}/${i}`),
      to,
      ...letterAbout(own, this.office.baseUrl),
    }));
    return (await outbox.put(letters, from, head, clock.now())) ? letters.length : 0;
  }

  /** Sends what is due. @returns how many left */
  async deliver(): Promise<number> {
    const { outbox, clock } = this.office;
    const due = await outbox.claim(clock.now(), AT_ONCE);
    const left = await Promise.all(due.map((letter) => this.send(letter)));
    return left.filter(Boolean).length;
  }

  private async send(letter: Outgoing): Promise<boolean> {
    const { outbox, mailer, clock } = this.office;
    try {
      await mailer.send(letter);
    } catch (error) {
      const now = clock.now();
      if (error instanceof MailRefused) await outbox.failed(letter.id, now, error.code, null);
      else if (error instanceof MailUnavailable) await outbox.failed(letter.id, now, error.code, next(letter, now));
      else throw error;
      return false;
    }
    await outbox.delivered(letter.id, clock.now());
    return true;
  }

  private async alertsBetween(from: number, to: number): Promise<readonly Alerted[]> {
    const alerts: Alerted[] = [];
    for await (const batch of this.office.store.readAll({ from: from + 1, to })) {
      const told = batch.filter((e) => e.type === 'DeadlineAlertRaised' || e.type === 'DeadlineMissed');
      alerts.push(...told.map((e) => alerted(decode(e))));
    }
    return alerts;
  }

  private async numbered(alerts: readonly Alerted[]): Promise<readonly Alerted[]> {
    const about = ({ caseId, concernId }: Alerted) => caseId ?? concernId ?? '';
    const { numbers, models } = this.office;
    const found = await numbers.of(models, alerts.map(about));
    return alerts.map((alert) => ({ ...alert, number: found.get(about(alert)) }));
  }

  private async byAddress(alerts: readonly Alerted[]): Promise<ReadonlyMap<string, readonly Alerted[]>> {
    const letters = new Map<string, Alerted[]>();
    if (alerts.length === 0) return letters;
    const assigned = await this.assigned(new Set(alerts.map((a) => a.infohus)));
    const away = (await this.office.models.register('absence')).map(({ state }) => state);
    for (const alert of alerts) {
      for (const address of this.addresses(alert, assigned, away))
        letters.set(address, [...(letters.get(address) ?? []), alert]);
    }
    return letters;
  }

  /** The agency's mailbox, and whoever of the agency has the case; on days of absence the substitute. */
  private addresses(alert: Alerted, assigned: Assigned, away: readonly AbsenceState[]): ReadonlySet<string> {
    const { directory, clock } = this.office;
    const { agency, caseId, to = 'caseworker' } = alert;
    if (!agency) return new Set();
    const userId = to === 'caseworker' && caseId ? assigned.get(caseId)?.[agency] : undefined;
    const standIn = userId && substituteOn(away, userId, agency, localDateOf(clock.now()));
    const own = userId ? directory.user(standIn ?? userId) : [];
    return new Set([...directory.mailbox(agency, to), ...own]);
  }

  private async assigned(infohuse: ReadonlySet<string>): Promise<Assigned> {
    const rows = await Promise.all([...infohuse].map((infohus) => this.office.models.cases({ infohus })));
    return new Map(rows.flat().map(({ caseId, state }) => [caseId, state.assigned]));
  }
}
type Assigned = ReadonlyMap<string, Readonly<Record<string, string>>>;

const alerted = ({ type, data }: Recorded): Alerted => ({
  ...(data as Alerted),
  state: type === 'DeadlineMissed' ? 'missed' : (data as Alerted).state,
});

/** When it is tried again; null once a day has gone. */
function next({ attempt, firstAt }: Outgoing, now: string): string | null {
  const at = addHours(now, PAUSES[Math.min(attempt, PAUSES.length) - 1] ?? 4);
  return at > addHours(firstAt, GIVE_UP_HOURS) ? null : at;
}
