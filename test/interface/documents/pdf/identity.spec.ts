import { describe, expect, it } from '@jest/globals';
import { pdfReport } from '../../../../src/interface/documents/pdf/index.js';
import { reportView } from '../../../support/report-view.js';

const idOf = (bytes: Uint8Array) => /\/ID \[(<\w+>)/.exec(Buffer.from(bytes).toString('latin1'))?.[1];

describe('A report on paper', () => {
  it('is dated by the instant that its figures hold for', async () => {
    const view = reportView('koege-2024', { year: 2024 });
    const text = Buffer.from(await pdfReport({ ...view, clock: '2025-03-04T05:06:07.000Z' }, 'da')).toString('latin1');
    expect(text.match(/D:\d{14}Z/g)).toEqual(['D:20250304050607Z', 'D:20250304050607Z']);
    expect(text).toContain('<xmp:CreateDate>2025-03-04T05:06:07Z</xmp:CreateDate>');
  });

  it('has an id of its own for other content, another edition and another language', async () => {
    const view = reportView('koege-2024', { year: 2024, published: true });
    const other = { ...view, report: { ...view.report, contentHash: '01'.repeat(32) } };
    const next = { ...view, report: { ...view.report, publication: 4 } };
    const made = [pdfReport(view, 'da'), pdfReport(view, 'en'), pdfReport(other, 'da'), pdfReport(next, 'da')];
    const ids = (await Promise.all(made)).map(idOf);
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(4);
  });
});
