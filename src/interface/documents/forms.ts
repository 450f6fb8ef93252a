import type { ReportView, ShownReport } from '../../application/reports/view.js';
import type { Language } from '../words/words.js';

interface Form {
  readonly type: string;
  readonly extension: string;
  /** Bytes that no terminal should be sent. */
  readonly binary: boolean;
  write(view: ReportView, language: Language): Promise<string | Uint8Array>;
}

/** A report as text of JSON: what `report reproduce` takes, byte for byte. */
export const printed = (report: ShownReport): string => `${JSON.stringify(report, null, 2)}\n`;

/** What a report can be written as. What draws and writes them is loaded when it is asked for: it takes longer than the figures. */
export const FORMS = {
  json: {
    ...{ type: 'application/json; charset=utf-8', extension: 'json', binary: false },
    write: async ({ report }) => printed(report),
  },
  table: {
    ...{ type: 'text/plain; charset=utf-8', extension: 'txt', binary: false },
    write: async (view, language) => `${(await import('./table.js')).textReport(view, language)}\n`,
  },
  csv: {
    ...{ type: 'text/csv; charset=utf-8', extension: 'csv', binary: false },
    write: async (view, language) => (await import('./csv.js')).csvReport(view, language),
  },
  xlsx: {
    ...{ type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extension: 'xlsx', binary: true },
    write: async (view, language) => (await import('./xlsx.js')).xlsxReport(view, language),
  },
  pdf: {
    ...{ type: 'application/pdf', extension: 'pdf', binary: true },
    write: async (view, language) => (await import('./pdf/index.js')).pdfReport(view, language),
  },
  svg: {
    ...{ type: 'image/svg+xml; charset=utf-8', extension: 'svg', binary: false },
    async write(view, language) {
      const { charts, chartSheet } = await import('./charts/charts.js');
      return chartSheet(await charts(view, language), view, language);
    },
  },
} as const satisfies Readonly<Record<string, Form>>;
export type FormName = keyof typeof FORMS;
export const FORM_NAMES = Object.keys(FORMS) as readonly FormName[];
export const isForm = (name: string): name is FormName => Object.hasOwn(FORMS, name);

/** `sikker-by-koege-2024-internal.pdf`: codes and years only. */
export const fileName = ({ report }: ReportView, form: FormName): string => {
  const internal = report.suppressBelow === undefined ? 'internal' : 'internal-withheld';
  const state = report.publication === undefined ? internal : `edition-${report.publication}`;
  return `sikker-by-${report.infohus}-${report.plan}-${report.year}-${state}.${FORMS[form].extension}`;
};
