import type { ReportView } from '../../../application/reports/view.js';
import { LANGUAGES, type Language } from '../../words/words.js';

/** On what terms published figures are open, and where. */
export interface Opening {
  /** Where browsers reach us, without a slash at the end. */
  readonly baseUrl: string;
  /** The address of the licence. */
  readonly licence: string;
  /** The authority that publishes, by its name. */
  readonly publisher: string;
}

/** Stable: another publication of the same plan and year takes the place of the one before. */
const nameOf = ({ report }: ReportView): string => `${report.plan}-${report.year}`;
export const tableName = (view: ReportView): string => `${nameOf(view)}.csv`;
/** Where whoever has the table alone looks for it (CSV on the Web, 5.3). */
export const metadataName = (view: ReportView): string => `${tableName(view)}-metadata.json`;
export const CATALOGUE = 'catalogue.ttl';

export const both = (say: (language: Language) => string): readonly object[] =>
  LANGUAGES.map((language) => ({ '@value': say(language), '@language': language }));
