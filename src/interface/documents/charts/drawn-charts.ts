import { LRUCache } from 'lru-cache';
import { sha256 } from '../../../application/reports/report.js';
import type { ReportView } from '../../../application/reports/view.js';
import type { Language } from '../../words/words.js';
import { charts } from './charts.js';

/** Some 300 kB each. */
const KEPT = 16;
const AN_HOUR = 3_600_000;

/** The charts of the reports that were looked at last: to draw them takes longer than the rest of the page together. */
export class DrawnCharts {
  private readonly drawn: LRUCache<string, ReturnType<typeof charts>>;

  constructor(
    private readonly draw = charts,
    /** A clock that nobody sets. Milliseconds. */
    now: () => number = () => performance.now(),
  ) {
    this.drawn = new LRUCache({ max: KEPT, ttl: AN_HOUR, ttlResolution: 0, perf: { now } });
  }

  of(view: ReportView, language: Language): ReturnType<typeof charts> {
    const shown = hashOfShown(view, language);
    const known = this.drawn.get(shown);
    if (known) return known;
    const drawing = this.draw(view, language);
    this.drawn.set(shown, drawing);
    drawing.catch(() => this.drawn.delete(shown)); // what failed is drawn anew for who asks next
    return drawing;
  }
}

/** Without the position: each reading is an event of the log and moves it on, and no picture shows it. */
const hashOfShown = (
  { plan, definitions, trends, funnel, firstContacts, report }: ReportView,
  language: Language,
): string => {
  const { asOf: _, contentHash: __, ...figures } = report;
  return sha256({ language, plan, definitions, trends, funnel, firstContacts, figures });
};
