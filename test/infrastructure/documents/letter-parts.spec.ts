import { describe, expect, it } from '@jest/globals';
import { partsOf } from '../../../src/infrastructure/documents/letter-parts.js';

const quoted = (type: string, body: string) =>
  partsOf(`Content-Type: ${type}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${body}`)[0]?.bytes ??
  Buffer.from('');

describe('A quoted-printable part of a letter', () => {
  it('is read byte by byte, its soft line ends left out, letters that were not quoted as they are', () => {
    expect(quoted('text/plain', 'bl=C3=A5b=\r\n\u00e6r =zz').toString('utf8')).toBe('bl\u00e5b\u00e6r =zz');
  });

  it('of many megabytes comes whole', () => {
    expect(quoted('text/plain', 'a=41'.repeat(3_000_000)).length).toBe(6_000_000);
  });

  it('is not read where it is a page: nobody renders it', () => {
    expect(quoted('text/html', 'bl=C3=A5').length).toBe(0);
  });
});
