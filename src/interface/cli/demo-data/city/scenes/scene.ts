import type { Who } from '../../script.js';
import { type Case, handedTo, opened, triaged } from '../cases.js';
import { type Concern, qualified, type Received, received } from '../concerns.js';
import { atWork, fromDay, onDay, workingDay } from '../days.js';
import { DAY, HOUR, type Tale } from '../tale.js';

/** What is told by hand about a town's last weeks, so that each kind of thing that waits stands in somebody's list today. */
export class Scene {
  constructor(
    readonly tale: Tale,
    readonly today: string,
  ) {}

  /** So many working days before today, at that hour. */
  back(days: number, hour: number): number {
    return onDay(workingDay(this.today, -days), hour);
  }

  /** So many days before today, when people are at work. */
  ago(days: number, hour = 10): number {
    return atWork(onDay(fromDay(this.today, -days), hour));
  }

  date(days: number): string {
    return fromDay(this.today, days);
  }

  concern(ms: number, said: Received = {}): Concern {
    return received(this.tale, ms, {
      by: this.tale.town.reporters[2] ?? this.tale.town.lead,
      severity: 'low',
      minor: false,
      ...said,
    });
  }

  /** A case opened on a substantiated concern, triaged, in the hands of the lead. */
  case(ms: number, said: Received = {}, caseType?: string): Case {
    const concern = this.concern(ms - DAY, said);
    qualified(this.tale, concern, ms - HOUR, 'substantiated');
    return opened(this.tale, concern, ms, caseType);
  }

  /** The same, triaged and accepted by whom it was handed to. */
  held(by: Who, ms: number, said: Received = {}, caseType?: string): Case {
    const own = this.case(ms, said, caseType);
    triaged(this.tale, own, ms + HOUR, by);
    if (by.agency !== own.holder.agency) return handedTo(this.tale, own, by, ms + 2 * HOUR);
    this.tale.give('AssignCaseworker', own.id, ms + 2 * HOUR, own.holder, { userId: own.holder.userId });
    return own;
  }
}
