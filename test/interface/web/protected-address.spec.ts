import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../../../src/interface/web/answer.js';
import { pageFor } from '../../../src/interface/web/layout.js';
import { PersonPage } from '../../../src/interface/web/person/person.js';
import { memoryApp } from '../../support/memory-app.js';

const page = pageFor('da', undefined, '/persons/p');
const drawn = (found: Partial<Answer<'Person'>>) => {
  const person = {
    ...{
      personId: 'p',
      name: 'Opdigtet',
      birthDate: null,
      contact: null,
      hasCpr: false,
      guardians: [],
      mergedInto: null,
    },
    ...{ parts: [], others: [], version: 1, timeline: [], address: null, protectedAddress: false, ...found },
  };
  const whole = String(PersonPage({ page, shown: { found: person as never, acts: [] } }));
  return whole.slice(whole.indexOf('<main'), whole.indexOf('</main'));
};

describe('A protected address on the page of a person (commands.md, Roles)', () => {
  it('is not drawn, and asked for by a form that is sent with a reason: neither stands in an address', () => {
    const shown = drawn({ protectedAddress: true });
    expect(shown).toMatch(/<form method="post" action="\/persons\/p\/address\?/);
    expect(shown).toMatch(/name="reason"[^>]* required/);
    expect(shown).toContain('Vis adressen');
  });
  it('stands there where it was asked for, without the form', () => {
    const shown = drawn({ protectedAddress: true, address: 'Opdigtet Vej 1' });
    expect(shown).toContain('Opdigtet Vej 1 (beskyttet)');
    expect(shown).not.toContain('Vis adressen');
  });
  it('is asked for nowhere else', () => {
    expect(drawn({ address: 'Opdigtet Vej 1' })).not.toContain('Vis adressen');
    expect(drawn({})).not.toContain('Vis adressen');
  });
  it('is shown once: loaded again, or in the other language, the page of the person stands there', async () => {
    const here = await memoryApp(() => '2026-11-29T08:00:00.000Z');
    const id = randomUUID();
    const again = await here
      .http()
      .get(`/persons/${id}/address?infohus=koebenhavn`)
      .set('Cookie', `sagsspor=${await here.token('bif-tovholder')}`);
    expect([again.status, again.headers.location]).toEqual([303, `/persons/${id}?infohus=koebenhavn`]);
    await here.close();
  });
});
