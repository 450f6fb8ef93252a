import { describe, expect, it } from '@jest/globals';
import { type PackView } from '../../../../src/interface/documents/insight.js';
import { pdfPack } from '../../../../src/interface/documents/pdf/insight.js';
import { pageFor } from '../../../../src/interface/web/layout.js';
import { InsightPage } from '../../../../src/interface/web/rights/insight.js';
import { nameOf, openPdf, type Value } from './objects.js';
import { pagesOf } from './pages.js';

const at = '2017-03-05T09:00:00.000Z';
const long = 'et langt ord efter et andet '.repeat(600);
const pack: PackView = {
  ...{ personIds: ['p'], controller: 'SOF', at, restrictedSince: null, elsewhere: ['BUF'] },
  requests: [{ receivedAt: at, dueAt: at, state: 'overdue' }],
  events: [
    {
      ...{ eventId: 'e', at, recordedAt: at, type: 'ContactRecorded', record: 'case', recordId: 'k', agency: 'SOF' },
      data: { kind: 'call', summary: `Om [third person]. ${long}`, personId: 'd9428888-122b-41e1-b85c-61c7c1b7b2a0' },
    },
  ],
  disclosures: [{ at, from: 'SOF', to: 'BUF', legalBasis: 'GDPR-DBL', categories: ['identity'] }],
  looks: [{ day: '2017-06-01', agency: 'SOF', purpose: 'casework', record: 'case', count: 3 }],
  documents: [],
  withheld: [{ ground: 'dbl-22-2', count: 1 }],
  ...{ contentHash: '0a'.repeat(32), readByTwo: false },
};
const textOf = (bytes: Uint8Array) =>
  pagesOf(openPdf(bytes))
    .map((page) => [...page.lines.values()].flat().join(' '))
    .join(' ');

describe('A pack on paper', () => {
  it('is the same bytes for the same pack, tagged, in Danish, with all that it holds and no id', async () => {
    const [one, other] = [await pdfPack(pack, 'da'), await pdfPack(pack, 'da')];
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
    const pages = pagesOf(openPdf(one));
    expect(pages.flatMap((page) => page.unmarked)).toEqual([]);
    expect(pages.length).toBeGreaterThan(1);
    const text = textOf(one);
    for (const said of ['Udkast', '[tredjemand]', 'BUF', 'GDPR-DBL', 'sagsbehandling', '§ 22, stk. 2'])
      expect(text).toContain(said);
    expect(text).not.toMatch(/d9428888|third person/);
    expect(text.replaceAll(/\s+/g, ' ').split('et langt ord').length - 1).toBe(600);
  });

  it('is kept for long: fonts and colours are in the file, it says which standard, and nothing in it runs or is locked (PDF/A-2a)', async () => {
    const bytes = await pdfPack(pack, 'da');
    const file = openPdf(bytes);
    const root = file.object(file.trailer.Root);
    const xmp = file.stream(root.Metadata);
    expect([/<pdfaid:part>(.)</.exec(xmp)?.[1], /<pdfaid:conformance>(.)</.exec(xmp)?.[1]]).toEqual(['2', 'A']);
    // Schemas that PDF/A does not know would need a description of their own.
    expect(xmp).not.toContain('pdfuaid');
    const [intent] = root.OutputIntents as readonly Value[];
    expect(nameOf(file.object(intent).S)).toBe('GTS_PDFA1');
    const profile = file.object(intent).DestOutputProfile;
    expect(file.stream(profile).slice(36, 40)).toBe('acsp');
    expect(file.object(root.MarkInfo)).toMatchObject({ Marked: true });
    const text = Buffer.from(bytes).toString('latin1');
    const fonts = text.match(/\/Type \/FontDescriptor/g)?.length ?? 0;
    expect(fonts).toBeGreaterThan(0);
    expect(text.match(/\/FontFile[23]? \d+ 0 R/g)?.length).toBe(fonts);
    expect(text).not.toMatch(/\/(Encrypt|JavaScript|JS|AA|Launch|EmbeddedFiles|XFA)\b/);
  });

  it('says when two officers have read it', async () => {
    const text = textOf(await pdfPack({ ...pack, readByTwo: true }, 'da'));
    expect(text).toContain('Gennemset af to');
    expect(text).not.toContain('Udkast');
  });

  it('is shown to compliance with a choice of what to except, and the way to the file', () => {
    const chosen = { withhold: 'e:dbl-22-1', documents: '' };
    const document = { documentId: 'd', eventId: 'e', title: 'Brev', mediaType: 'text/plain', size: 9, sha256: '' };
    const shown = { ...pack, documents: [{ ...document, included: true }] };
    const page = String(InsightPage({ page: pageFor('da', undefined, '/'), id: 'p', pack: shown, chosen }));
    expect(page).toContain('href="/persons/p/insight/documents/d?infohus="');
    expect(page).toMatch(/name="include" value="d" checked/);
    expect(page).toContain('href="/persons/p/insight.pdf?infohus=&amp;withhold=e%3Adbl-22-1"');
    expect(page).toContain('<input type="checkbox" name="except" value="e"');
    expect(page).toContain('[tredjemand]');
  });

  it('draws what can be done about the person now: no answer where nobody asked, nothing let go on that does not rest', () => {
    const acts = (of: Partial<PackView>) => {
      const chosen = { withhold: '', documents: '' };
      const shown = { ...pack, ...of };
      const html = String(InsightPage({ page: pageFor('da', undefined, '/'), id: 'p', pack: shown, chosen }));
      return [...html.matchAll(/\/do\/(\w+)/g)].map((found) => found[1]);
    };
    expect(acts({})).toEqual(['RequestInsight', 'DeliverInsight', 'RestrictProcessing', 'RequestErasure']);
    expect(acts({ requests: [], restrictedSince: at })).toEqual([
      'RequestInsight',
      'LiftRestriction',
      'RequestErasure',
    ]);
    const [request] = pack.requests;
    const met = request ? [{ ...request, state: 'met-late' }] : [];
    expect(acts({ requests: met })).not.toContain('DeliverInsight');
  });
});
