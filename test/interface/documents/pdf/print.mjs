// Prints the PDF of a test's view: node print.mjs PLAN LANGUAGE published|internal [YEAR] > report.pdf
// LATER=1 moves the wall clock nine years on.
import { register } from 'node:module';

register('../typescript-hooks.mjs', import.meta.url);
if (process.env.LATER === '1') {
  const Real = Date;
  const late = Real.now() + 9 * 365 * 86_400_000;
  globalThis.Date = class extends Real {
    constructor(...args) {
      super(...(args.length === 0 ? [late] : args));
    }
    static now() {
      return late;
    }
  };
}
const { reportView } = await import('../../../support/report-view.js');
const { pdfReport } = await import('../../../../src/interface/documents/pdf/index.js');
const [plan, language, form, year = '2025'] = process.argv.slice(2);
const view = reportView(plan, { published: form === 'published', year: Number(year) });
process.stdout.write(await pdfReport(view, language));
