import { describe, expect, it } from '@jest/globals';
import { QUERY_NAMES, queryNamed } from '../../../src/application/queries/catalogue.js';
import { type PackView, packText } from '../../../src/interface/documents/insight.js';

const consulted = QUERY_NAMES.flatMap((name) => {
  const { leaves } = queryNamed(name);
  return Object.entries(leaves).flatMap(([how, what]) => (['consults', 'exports'].includes(how) ? [String(what)] : []));
});

describe('Who looked at what, in the pack for the person', () => {
  it('names in words whatever can be looked at: it said “subject-access” in Danish', () => {
    const looks = consulted.map((record) => ({ day: '2026-11-29', agency: 'BIF', purpose: 'audit', record, count: 1 }));
    const pack = { events: [], disclosures: [], withheld: [], looks } as unknown as PackView;
    for (const language of ['da', 'en'] as const) {
      const said = packText(pack, language).looks.map(([, , , what]) => what);
      expect(consulted.filter((record, i) => said[i] === record)).toEqual([]);
    }
    expect(consulted).toContain('subject-access');
  });
});
