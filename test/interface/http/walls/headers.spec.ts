import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { headers } from '../../../../src/interface/http/walls/headers.js';
import { securityTxt } from '../../../../src/interface/http/walls/security-txt.js';
import { configFrom } from '../../../../src/main/config.js';
import { behind } from './small-app.js';

const answered = async (isTls: boolean, path = '/') => (await request(behind(headers(isTls))).get(path)).headers;

describe('The headers of an answer', () => {
  it('tell a browser that came over TLS never to come without it, and one on the loopback address nothing of that', async () => {
    expect((await answered(true))['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
    expect((await answered(false))['strict-transport-security']).toBeUndefined();
  });
  it('allow nothing inline, but on the pages of the documentation', async () => {
    for (const path of ['/', '/api/cases', '/docsx', '/login'])
      expect((await answered(true, path))['content-security-policy']).not.toMatch(/unsafe|\*|data:/);
    expect((await answered(true, '/docs'))['content-security-policy']).toMatch(/unsafe-inline/);
    expect((await answered(true, '/docs'))['content-security-policy']).toMatch(/frame-ancestors 'none'/);
  });
});

describe('security.txt', () => {
  it('names whom the configuration names, and ends within a year (RFC 9116)', () => {
    const text = securityTxt(
      '2026-03-01T10:00:00.000Z',
      'mailto:sikkerhed@kommune.example',
      'https://sagsspor.example',
    );
    expect(text).toContain('Contact: mailto:sikkerhed@kommune.example\nExpires: 2026-08-28T00:00:00.000Z\n');
    expect(text).toContain('Canonical: https://sagsspor.example/.well-known/security.txt\n');
  });
  it('takes no contact that nobody can write to', () => {
    for (const SECURITY_CONTACT of ['us', 'http://x', 'mailto:', 'mailto:a@b\nExpires: never'])
      expect(() => configFrom({ SECURITY_CONTACT })).toThrow('SECURITY_CONTACT takes');
  });
});
