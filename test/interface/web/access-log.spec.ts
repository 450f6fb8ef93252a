import { describe, expect, it } from '@jest/globals';
import { QUERY_NAMES, queryNamed } from '../../../src/application/queries/catalogue.js';
import { AccessLogPage, NobodyLookedPage, RecordAccessPage } from '../../../src/interface/web/access/access-log.js';
import { pageFor } from '../../../src/interface/web/layout.js';
import { named, sayIn } from '../../../src/interface/words/words.js';

const page = pageFor('da', undefined, '/access-log');
const at = '2017-04-01T08:00:00.000Z';
const look = {
  ...{ day: '2017-04-01', userId: 'one', agency: 'SOF', role: 'caseworker', way: 'opened' as const },
  ...{ record: 'case', recordId: 'd9428888-122b-41e1-b85c-61c7c1b7b2a0', number: 'S-2017-0042' },
  ...{ purpose: 'casework', first: at, last: at, count: 3 },
};

describe('The pages of who has seen what', () => {
  it('say it in Danish, the record by its number, and lead to who has seen that record', () => {
    const list = { rows: [look], next: null, prev: null, total: { count: 1, more: false } };
    const shown = String(AccessLogPage({ page, list, chosen: {}, isFirst: true }));
    for (const said of ['SOF, sagsbehandler', 'åbnet', 'S-2017-0042</a>', 'sagsbehandling', 'lør. 1. apr. 10.00'])
      expect(shown).toContain(said);
    expect(shown).toContain(`/access-log/records/${look.recordId}?`);
    expect(String(AccessLogPage({ page, list: { ...list, rows: [] }, chosen: {}, isFirst: true }))).toContain(
      'Ingen opslag',
    );
  });

  // Five rows of one day, one user and one case were alike: names, deadlines and who could see it were looked at too.
  it('say what was looked at of a record beside it', () => {
    const rows = [look, { ...look, record: 'names' }];
    const list = { rows, next: null, prev: null, total: { count: 2, more: false } };
    const shown = String(AccessLogPage({ page, list, chosen: {}, isFirst: true }));
    expect([...shown.matchAll(/S-2017-0042<\/a>([^<]*)</g)].map((found) => found[1])).toEqual(['', ' Navne']);
  });

  it('have a Danish word for whatever a question leaves in the log', () => {
    const left = QUERY_NAMES.flatMap((name) => {
      const { leaves } = queryNamed(name) as { leaves: Readonly<Record<string, unknown>> };
      return [leaves.consults, leaves.searches, leaves.exports].filter((of) => typeof of === 'string');
    });
    expect(left.length).toBeGreaterThan(30);
    expect([...new Set(left)].filter((of) => named(sayIn('da'), 'looked', of) === of)).toEqual([]);
  });

  it('say whether nobody looked, and the position up to which it holds', () => {
    const proof = {
      ...{ nobody: true, from: '2017-03-01', to: '2017-04-30', agency: 'SSP', number: 'S-2017-0042' },
      ...{ position: 77, recordedAt: at, headHash: 'ab'.repeat(32), read: 5, looks: [] },
    };
    const shown = String(NobodyLookedPage({ page, found: proof }));
    expect(shown).toContain('Ingen fra SSP har åbnet den i perioden ons. 1. mar. til søn. 30. apr.');
    expect(shown).toContain('til og med position 77');
    const looks = [{ position: 9, at, userId: 'one', role: 'caseworker', type: 'RecordConsulted' }];
    expect(String(NobodyLookedPage({ page, found: { ...proof, nobody: false, looks } }))).toContain(
      'i perioden ons. 1. mar. til søn. 30. apr.: 1',
    );
  });

  it('ask of which agency nobody is to have looked: all of them is no answer to that', () => {
    const found = { kind: 'case', number: 'S-2017-0042', name: null, looks: [] };
    const shown = String(RecordAccessPage({ page, id: look.recordId, found: found as never }));
    expect(/<select[^>]*name="agency"[^>]*>/.exec(shown)?.[0]).toContain('required');
    expect(shown).not.toContain(sayIn('da')('list.all'));
  });
});
