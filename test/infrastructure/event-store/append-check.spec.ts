import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isInstant } from '../../../src/infrastructure/event-store/append-check.js';

describe('an instant of the log', () => {
  it('is any ISO UTC instant with milliseconds since 1970', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.parse('9999-12-31T23:59:59.999Z') }), (milliseconds) => {
        expect(isInstant(new Date(milliseconds).toISOString())).toBe(true);
      }),
    );
  });

  it.each(['2026-11-20', '2026-11-20T12:00:00Z', '2026-02-30T00:00:00.000Z', '1969-12-31T23:59:59.999Z', 'now'])(
    'is not %s',
    (text) => {
      expect(isInstant(text)).toBe(false);
    },
  );
});
