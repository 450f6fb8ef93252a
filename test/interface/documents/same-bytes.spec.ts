import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { csvReport } from '../../../src/interface/documents/csv.js';
import { textReport } from '../../../src/interface/documents/table.js';
import { xlsxReport } from '../../../src/interface/documents/xlsx.js';
import { reportView } from '../../support/report-view.js';

const hash = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function elsewhere(zone: string, language: string, minutes: number): { forms: string[]; now: string } {
  const env = { ...process.env, TZ: zone, LANG: language, LC_ALL: language };
  const child = spawnSync(process.execPath, ['test/interface/report/forms-child.mjs', String(minutes)], {
    ...{ encoding: 'utf8' as const, env },
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout);
}

describe('The same report in another process', () => {
  it('is the same bytes in every form, in other zones and languages and years later', async () => {
    const view = reportView('koebenhavn-2024', { published: true });
    const here = [await xlsxReport(view, 'da'), csvReport(view, 'da'), textReport(view, 'da')].map(hash);
    const others = [
      elsewhere('UTC', 'C', 0),
      elsewhere('Pacific/Kiritimati', 'da_DK.UTF-8', 7),
      elsewhere('America/Los_Angeles', 'ar_EG.UTF-8', 60 * 24 * 365 * 3),
    ];
    expect(others.map(({ forms }) => forms)).toEqual([here, here, here]);
    // The children did see other zones and another day.
    expect(new Set(others.map(({ now }) => now.slice(0, 15))).size).toBeGreaterThan(1);
    expect(others.map(({ now }) => now.match(/GMT[+-]\d{4}/)?.[0])).toEqual([
      'GMT+0000',
      'GMT+1400',
      expect.stringMatching(/GMT-0[78]00/),
    ]);
  });
});
