import { createHash } from 'node:crypto';
import { register } from 'node:module';

/** The forms of a report as another process writes them, with a wall clock that is wrong by the minutes of its argument. */
const late = Number(process.argv[2]) * 60_000;
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...given) {
    super(...(given.length === 0 ? [Real.now() + late] : given));
  }
  static now() {
    return Real.now() + late;
  }
};
register('./typescript-hooks.mjs', import.meta.url);
const { xlsxReport } = await import('../../../src/interface/documents/xlsx.js');
const { csvReport } = await import('../../../src/interface/documents/csv.js');
const { textReport } = await import('../../../src/interface/documents/table.js');
const { reportView } = await import('../../support/report-view.js');

const view = reportView('koebenhavn-2024', { published: true });
const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
const forms = [await xlsxReport(view, 'da'), csvReport(view, 'da'), textReport(view, 'da')].map(hash);
process.stdout.write(JSON.stringify({ forms, now: new Date().toString() }));
