import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { charts } from '../../../src/interface/documents/charts/charts.js';
import { FORM_NAMES, FORMS } from '../../../src/interface/documents/forms.js';
import { built } from '../../support/built.js';
import { reportView } from '../../support/report-view.js';

const view = reportView('koebenhavn-2024', { published: true });
const YEARS = 60 * 24 * 365;

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
    const others = [
      elsewhere('Pacific/Kiritimati', 'da_DK.UTF-8', 7),
      elsewhere('America/Los_Angeles', 'ar_EG.UTF-8', 9 * YEARS),
    ];
    const ours = await here();
    expect(others.map(({ written }) => written)).toEqual([ours, ours]);
    // The children did see other zones and another year.
    expect(new Set(others.map(({ now }) => now.slice(11, 15))).size).toBe(2);
    expect(others.map(({ now }) => now.match(/GMT[+-]\d{4}/)?.[0])).toEqual([
      'GMT+1400',
      expect.stringMatching(/GMT-0[78]00/),
    ]);
  });

  it('is drawn the same again, whatever was drawn between', async () => {
    const first = await charts(view, 'da');
    await charts(reportView('koebenhavn-2016', { published: true, year: 2018 }), 'en');
    expect(await charts(view, 'da')).toEqual(first);
  });
});
