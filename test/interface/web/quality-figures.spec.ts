import { describe, expect, it } from '@jest/globals';
import { pageFor } from '../../../src/interface/web/layout.js';
import { QualityFigures } from '../../../src/interface/web/quality/quality.js';

const page = { ...pageFor('da', undefined, '/'), infohus: 'koebenhavn' };
const counts = [
  { kind: 'late-registration', agency: 'SOF', count: 12 },
  { kind: 'late-registration', agency: '*', count: '<5' },
  { kind: 'late-import', agency: '*', count: '<5' },
];
const shown = (found: object) =>
  String(QualityFigures({ page, found: { shows: 'figures', counts: [], ...found } as never }))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('The quality of the data at a glance', () => {
  it('says of each kind what may be told of an agency, and that the others are withheld each by itself', () => {
    const told = shown({ counts });
    expect(told).toMatch(/Sen registrering SOF: 12; Alle andre myndigheder, hver for sig: (<|&lt;)5/);
    expect(told).toMatch(/Indlæst fra fil Alle myndigheder, hver for sig: (<|&lt;)5/);
  });

  it('says where nothing was found', () => {
    expect(shown({})).not.toContain('Sen registrering');
  });
});
