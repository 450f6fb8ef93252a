import { describe, expect, it } from '@jest/globals';
import { cookiesOver } from '../../../src/interface/http/identity/cookies.js';

const [token, value] = ['a'.repeat(43), 'b'.repeat(43)];
const made = (isTls: boolean) => {
  const { sessionIs, loginIs, languageIs, noSession, noLogin } = cookiesOver(isTls);
  return [sessionIs(token), loginIs(value), languageIs('en'), noSession, noLogin];
};

describe('Over TLS every cookie', () => {
  it('is of this host alone, of no script, and never sent in the clear', () => {
    for (const cookie of made(true)) {
      expect(cookie).toMatch(/^__Host-(sagsspor|sagsspor-login|language)=/);
      expect(cookie.split('; ').slice(1)).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'Secure']));
      expect(cookie).not.toContain('Domain=');
      expect(cookie).toMatch(/SameSite=(Strict|Lax)/);
    }
  });

  it('is read by that name: one that another host of the domain has set is not taken', () => {
    const { languageIn } = cookiesOver(true);
    expect([languageIn('language=en'), languageIn('__Host-language=en'), languageIn(undefined)]).toEqual([
      'da',
      'en',
      'da',
    ]);
  });
});

it('Without TLS, on this machine, none says that it was sent over it: a browser would drop it', () => {
  for (const cookie of made(false)) expect(cookie).not.toMatch(/__Host-|Secure/);
});
