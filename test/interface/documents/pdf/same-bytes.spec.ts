import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { pdfReport } from '../../../../src/interface/documents/pdf/index.js';
import { reportView } from '../../../support/report-view.js';

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const idOf = (bytes: Uint8Array) => /\/ID \[(<\w+>)/.exec(Buffer.from(bytes).toString('latin1'))?.[1];

function elsewhere(zone: string, locale: string, later = ''): string {
  const env = { ...process.env, TZ: zone, LANG: locale, LC_ALL: locale, LATER: later };
  const print = ['test/interface/report/pdf/print.mjs', 'koebenhavn-2024', 'da', 'published'];
  const { status, stdout, stderr } = spawnSync(process.execPath, print, { env, maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(String(stderr));
  return hash(stdout);
}

describe('The same report on paper', () => {
  it('is the same bytes twice, and in another process, zone, language and decade', async () => {
    const view = reportView('koebenhavn-2024', { published: true });
    const here = hash(await pdfReport(view, 'da'));
    expect(hash(await pdfReport(view, 'da'))).toBe(here);
    expect(elsewhere('UTC', 'C')).toBe(here);
    expect(elsewhere('Pacific/Kiritimati', 'da_DK.UTF-8', '1')).toBe(here);
    expect(elsewhere('America/Los_Angeles', 'ar_EG.UTF-8')).toBe(here);
  });

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
