import { describe, expect, it } from '@jest/globals';
import { BreachLettersPage, BreachPage } from '../../../src/interface/web/breach/breaches.js';
import { pageFor } from '../../../src/interface/web/layout.js';

const breach = {
  ...{ breachId: 'b', discoveredAt: '2026-11-29T18:16:00.000Z', losses: ['confidentiality'], state: 'upcoming' },
  ...{ account: 'ssp-medarbejder', from: null, to: null, networkAddress: null, dueAt: '2026-12-02T18:16:00.000Z' },
  ...{ risk: null, notifiedAt: null, informed: 0, closedAt: null, infohus: 'koebenhavn', version: 1, timeline: [] },
} as unknown as Parameters<typeof BreachPage>[0]['breach'];
const shown = (of: object) =>
  String(BreachPage({ page: pageFor('da', undefined, '/'), breach: { ...breach, ...of }, seen: undefined }));

describe('The page of a breach', () => {
  it('says which days its login was looked at in, where none were given: that nothing was seen is told of those only', () => {
    expect(shown({})).toContain('ssp-medarbejder, søn. 29. nov. – søn. 29. nov.');
    expect(shown({ from: '2026-11-26', to: '2026-11-28' })).toContain('tors. 26. nov. – lør. 28. nov.');
  });

  it('says what stands against closing it, and offers to close it when nothing does', () => {
    const notified = '2026-11-30T08:00:00.000Z';
    for (const [of, says] of [
      [{}, 'Afslut bruddet: Vurdér først'],
      [{ risk: 'some' }, 'Afslut bruddet: Der er en risiko: anmeld'],
      [{ risk: 'high', notifiedAt: notified }, 'Afslut bruddet: Risikoen er høj'],
    ] as const) {
      expect(shown(of)).toContain(says);
      expect(shown(of)).not.toContain('/do/CloseBreach');
    }
    expect(shown({ risk: 'unlikely' })).toContain('/do/CloseBreach');
    expect(shown({ risk: 'high', notifiedAt: notified, informed: 2 })).toContain('/do/CloseBreach');
  });

  it('writes to those whom it concerns with days as people write them', () => {
    const seen = { persons: [{ personId: 'p', name: 'Emil' }], records: [], exports: [], searches: [] };
    const letters = (of: object) =>
      String(BreachLettersPage({ page: pageFor('da', undefined, '/'), breach: { ...breach, ...of }, seen }));
    expect(letters({})).toContain('(29. nov. 2026)');
    expect(letters({ from: '2026-11-26', to: '2026-11-28' })).toContain('(26. nov. 2026 – 28. nov. 2026)');
  });
});
