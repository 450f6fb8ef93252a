import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { sendDocument } from '../../../src/interface/http/document-routes.js';
import { fileName } from '../../../src/interface/http/file-name.js';

const NAME = 'Brev "x".html\r\nSet-Cookie: a=b; æ';
const served = (bytes: Readable, size: number) =>
  request(
    express().get('/x', (_, response) => {
      void sendDocument(response, { mediaType: 'text/html', size, bytes } as never, NAME);
    }),
  )
    .get('/x')
    .buffer(true);

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
describe('The name of a document', () => {
  it.each([
    ['brev.pdf', 'application/pdf', 'brev.pdf'],
    ['Brev.JPEG', 'image/jpeg', 'Brev.JPEG'],
    ['brev.pdf.bat', 'text/plain', 'brev.pdf.bat.txt'],
    ['side.html', 'text/plain', 'side.html.txt'],
    ['billede.png', 'image/tiff', 'billede.png.tif'],
    ['brev.docm', DOCX, 'brev.docm.docx'],
    ['brev\u202etxt.exe', 'text/plain', 'brev_txt.exe.txt'],
    ['../../etc/passwd', 'text/plain', '.._.._etc_passwd.txt'],
    ['brev.bat. .', 'text/plain', 'brev.bat.txt'],
    ['', 'application/pdf', '.pdf'],
  ])('%j of a %s is given out as %j: its ending is what its bytes are', (name, mediaType, given) => {
    expect(fileName(name, mediaType)).toBe(given);
  });
});

describe('A document that is taken out', () => {
  it('is an attachment that runs nowhere and is kept nowhere, whatever it holds and is called', async () => {
    const { headers, text } = await served(Readable.from([Buffer.from('<script>')]), 8);
    expect(text).toBe('<script>');
    expect(headers).toMatchObject({
      'content-disposition': "attachment; filename*=UTF-8''Brev%20_x_.html__Set-Cookie_%20a%3Db%3B%20%C3%A6.bin",
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('that does not open to its end is cut off, never handed on as if it were whole', async () => {
    const breaks = async function* () {
      yield Buffer.from('half');
      throw new Error('damaged');
    };
    await expect(served(Readable.from(breaks()), 8)).rejects.toThrow(/aborted|hang up|reset/);
  });
});
