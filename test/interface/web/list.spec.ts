import { describe, expect, it } from '@jest/globals';
import type { Page } from '../../../src/interface/web/layout.js';
import { headings, ListBody } from '../../../src/interface/web/list-body.js';
import { sayIn } from '../../../src/interface/words/words.js';
import { CASE_ORDERS } from '../../../src/projections/case-list/case-query.js';

const page = { infohus: 'koebenhavn', language: 'da', say: sayIn('da') } as Page;
const at = (chosen: Record<string, string>) => headings(page, '/cases', chosen, CASE_ORDERS);
const sortIn = (href: string) => new URLSearchParams(href.split('?')[1]).get('sort');

describe('The heading of a column', () => {
  it('says how the list is ordered, and turns it round', () => {
    expect(at({})('Åbnet', 'opened')).toMatchObject({ sorted: 'descending' });
    expect(sortIn(at({})('Åbnet', 'opened').href)).toBe('opened');
    expect(at({ sort: 'opened' })('Åbnet', 'opened')).toMatchObject({ sorted: 'ascending' });
    // The order that it has without being asked for is not asked for.
    expect(sortIn(at({ sort: 'opened' })('Åbnet', 'opened').href)).toBeNull();
  });
  it('of another order begins with the newest, and where it is by a code with A', () => {
    expect(at({})('Seneste', 'last').sorted).toBeUndefined();
    expect(sortIn(at({})('Seneste', 'last').href)).toBe('-last');
    expect(sortIn(at({})('Myndighed', 'agency').href)).toBe('agency');
    expect(sortIn(at({ sort: '-last' })('Seneste', 'last').href)).toBe('last');
  });
  it('keeps what is chosen, and leaves the place in the list', () => {
    expect(at({ status: 'open', sort: '-last' })('Åbnet', 'opened').href).toBe('/cases?infohus=koebenhavn&status=open');
  });
});

describe('A list', () => {
  const list = { rows: [1], next: 'n', prev: null, total: { count: 1000, more: true } };
  const drawn = String(
    ListBody({
      ...{ page, path: '/cases', chosen: { status: 'open', sort: '-last' }, list, isFirst: true, none: 'ingen' },
      ...{ fields: [{ name: 'from', label: 'Fra', is: 'date' }], file: '/api/cases.csv' },
      ...{ head: [at({ sort: '-last' })('Seneste', 'last'), 'Sag'], cells: [['i dag', 'S-1']] },
    }),
  );
  it('stays in its order when it is filtered, paged or downloaded', () => {
    expect(drawn).toContain('<input type="hidden" name="sort" value="-last"/>');
    expect(drawn).toContain('href="/cases?infohus=koebenhavn&amp;status=open&amp;sort=-last&amp;cursor=n"');
    expect(drawn).toContain('href="/api/cases.csv?infohus=koebenhavn&amp;status=open&amp;sort=-last"');
  });
  it('is ordered by a link, and tells a reader of screens how it stands', () => {
    expect(drawn).toMatch(/<th scope="col" aria-sort="descending"><a class="sort" href="[^"]+">Seneste/);
    expect(drawn).toContain('<th scope="col">Sag</th>');
  });
});
