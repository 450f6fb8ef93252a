import { type AbsenceState, substituteOn } from '../../../domain/absence/absence.js';
import { localDateOf } from '../../../domain/kernel/calendar.js';
import type { Recorded } from '../../../domain/kernel/event.js';
import type { AlertRow } from '../../../projections/deadline-alerts/deadline-alerts.js';
import type { ReadModels } from '../../../projections/read-models.js';
import { decode } from '../../codec.js';
import type { RecordNumbers } from '../../numbers/record-numbers.js';
import type { StoredEvent } from '../../ports/event-store.js';
import type { Directory, Letter } from '../../ports/mail.js';
import type { Clock } from '../../ports/runtime.js';
import { type LetterAlert, letterAbout } from './alert-letter.js';
import type { LetterSource } from './post.js';

export interface AlertLettersDependencies {
  readonly models: Pick<ReadModels, 'cases' | 'register' | 'counted'>;
  readonly numbers: Pick<RecordNumbers, 'of'>;
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

/** What was alerted: one letter an address about all of a stretch. */
export class AlertLetters implements LetterSource {
  constructor(private readonly around: AlertLettersDependencies) {}

  isAbout({ type }: StoredEvent): boolean {
    return type === 'DeadlineAlertRaised' || type === 'DeadlineMissed';
  }

  async letters(events: readonly StoredEvent[]): Promise<readonly Omit<Letter, 'id'>[]> {
    const byAddress = await this.byAddress(await this.numbered(events.map((e) => alerted(decode(e)))));
    return [...byAddress].map(([to, own]) => ({ to, ...letterAbout(own, this.around.baseUrl) }));
  }

  private async numbered(alerts: readonly Alerted[]): Promise<readonly Alerted[]> {
    const about = ({ caseId, concernId }: Alerted) => caseId ?? concernId ?? '';
    const { numbers, models } = this.around;
    const found = await numbers.of(models, alerts.map(about));
    return alerts.map((alert) => ({ ...alert, number: found.get(about(alert)) }));
  }

  private async byAddress(alerts: readonly Alerted[]): Promise<ReadonlyMap<string, readonly Alerted[]>> {
    const letters = new Map<string, Alerted[]>();
    if (alerts.length === 0) return letters;
    const assigned = await this.assigned(new Set(alerts.map((a) => a.infohus)));
    const away = (await this.around.models.register('absence')).map(({ state }) => state);
    for (const alert of alerts) {
      for (const address of this.addresses(alert, assigned, away))
        letters.set(address, [...(letters.get(address) ?? []), alert]);
    }
    return letters;
  }

  /** The agency's mailbox, and whoever of the agency has the case; on days of absence the substitute. */
  private addresses(alert: Alerted, assigned: Assigned, away: readonly AbsenceState[]): ReadonlySet<string> {
    const { directory, clock } = this.around;
    const { agency, caseId, to = 'caseworker' } = alert;
    if (!agency) return new Set();
    const userId = to === 'caseworker' && caseId ? assigned.get(caseId)?.[agency] : undefined;
    const standIn = userId && substituteOn(away, userId, agency, localDateOf(clock.now()));
    const own = userId ? directory.user(standIn ?? userId) : [];
    return new Set([...directory.mailbox(agency, to), ...own]);
  }

  private async assigned(infohuse: ReadonlySet<string>): Promise<Assigned> {
    const rows = await Promise.all([...infohuse].map((infohus) => this.around.models.cases({ infohus })));
    return new Map(rows.flat().map(({ caseId, state }) => [caseId, state.assigned]));
  }
}
type Assigned = ReadonlyMap<string, Readonly<Record<string, string>>>;

const alerted = ({ type, data }: Recorded): Alerted => ({
  ...(data as Alerted),
  state: type === 'DeadlineMissed' ? 'missed' : (data as Alerted).state,
});
