import { describe, expect, it } from '@jest/globals';
import { pageFor } from '../../../src/interface/web/layout.js';
import { Keys } from '../../../src/interface/web/shell/keys.js';
import { entriesFor } from '../../../src/interface/web/shell/navigation.js';
import { readerOf } from '../../support/given.js';

describe('The keys after g', () => {
  it.each(['BIF:compliance', 'BIF:analyst', 'BIF:administrator', 'BIF:coordinator', 'SOF:leader'])(
    'lead each to one page, and reach what %s has in the menu or in the lists of work',
    (who) => {
      const reader = readerOf(who);
      const session = { actor: reader.actor, reader, csrf: '', row: {}, until: '' } as never;
      const html = String(Keys({ page: pageFor('da', session, '/') }));
      const letters = [...html.matchAll(/data-key="(\w)"/g)].map((m) => m[1]);
      expect(letters).toEqual([...new Set(letters)]);
      expect(letters.length).toBeGreaterThanOrEqual(entriesFor(reader).length);
    },
  );
});
