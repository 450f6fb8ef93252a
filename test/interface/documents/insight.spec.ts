import { describe, expect, it } from '@jest/globals';
import { QUERY_NAMES, queryNamed } from '../../../src/application/queries/catalogue.js';
import { type PackView, packText } from '../../../src/interface/documents/insight.js';

const consulted = QUERY_NAMES.flatMap((name) => {
  const { leaves } = queryNamed(name);
  return Object.entries(leaves).flatMap(([how, what]) => (['consults', 'exports'].includes(how) ? [String(what)] : []));
});

describe('What is held, in the pack for the person', () => {
  it('says days, moments and purposes as a Danish letter does: no ISO date and no code', () => {
    const data = { receivedOn: '2026-11-08', startsAt: '2026-11-08T09:00:00.000Z', purpose: 'crime-prevention' };
    const event = { eventId: 'e', at: '2026-11-08T09:00:00.000Z', type: 'InsightRequested', data };
    const disclosures = [{ at: event.at, to: 'SOF', legalBasis: 'GDPR-DBL', categories: ['identity'] }];
    const looks = [{ day: '2026-11-09', agency: 'SOF', purpose: 'audit', record: 'case', count: 1 }];
    const text = packText({ events: [event], disclosures, withheld: [], looks } as unknown as PackView, 'da');
    expect(text.held[0]).toMatchObject({ day: '8. nov. 2026' });
    expect(text.held[0]?.said).toBe(
      'Modtaget den: 8. nov. 2026\nBegynder: 8. nov. 2026 10.00\nFormål: forebyggelse af kriminalitet',
    );
    expect([text.disclosed[0]?.[0], text.looks[0]?.[0]]).toEqual(['8. nov. 2026', '9. nov. 2026']);
  });
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
