import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { charts } from '../../../src/interface/documents/charts/charts.js';
import { FORM_NAMES, FORMS } from '../../../src/interface/documents/forms.js';
import { built } from '../../support/built.js';
import { reportView } from '../../support/report-view.js';
import { sampled } from '../../support/sample.js';

const view = reportView('koebenhavn-2024', { published: true });
const YEARS = 60 * 24 * 365;
const PLACES = [
  { zone: 'America/Los_Angeles', language: 'ar_EG.UTF-8', minutes: 9 * YEARS, later: 8, seen: /GMT-0[78]00/ },
  { zone: 'Pacific/Kiritimati', language: 'da_DK.UTF-8', minutes: 7, later: -1, seen: /GMT\+1400/ },
];

async function here(): Promise<Record<string, string>> {
  const written: Record<string, string> = {};
  for (const name of FORM_NAMES)
    written[name] = createHash('sha256')
      .update(await FORMS[name].write(view, 'da'))
      .digest('hex');
  return written;
}

function elsewhere(zone: string, language: string, minutes: number): { written: unknown; now: string } {
  const script = ['test/interface/documents/elsewhere.mjs', built('interface/documents/forms.js'), String(minutes)];
  const { status, stdout, stderr } = spawnSync(process.execPath, script, {
    ...{ encoding: 'utf8', input: JSON.stringify(view) },
    env: { PATH: process.env.PATH, TZ: zone, LANG: language, LC_ALL: language },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

describe('The same report', () => {
  it('is the same bytes in every form, in another process, zone, language and decade', async () => {
    const ours = await here();
    for (const { zone, language, minutes, later, seen } of sampled(PLACES, 1)) {
      const { written, now } = elsewhere(zone, language, minutes);
      expect(written).toEqual(ours);
      // The child did see another zone and another year.
      expect(now.match(/GMT[+-]\d{4}/)?.[0]).toMatch(seen);
      expect(Number(now.slice(11, 15)) - new Date().getFullYear()).toBeGreaterThanOrEqual(later);
    }
  });

  it('is drawn the same again, whatever was drawn between', async () => {
    const first = await charts(view, 'da');
    await charts(reportView('koebenhavn-2016', { published: true, year: 2018 }), 'en');
    expect(await charts(view, 'da')).toEqual(first);
  });
});
