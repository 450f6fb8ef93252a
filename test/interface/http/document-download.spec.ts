import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { sendDocument } from '../../../src/interface/http/document-routes.js';

const NAME = 'Brev "x".html\r\nSet-Cookie: a=b; æ';
const served = (bytes: Readable, size: number) =>
  request(
    express().get('/x', (_, response) => {
      void sendDocument(response, { mediaType: 'text/html', size, bytes } as never, NAME);
    }),
  )
    .get('/x')
    .buffer(true);

describe('A document that is taken out', () => {
  it('is an attachment that runs nowhere and is kept nowhere, whatever it holds and is called', async () => {
    const { headers, text } = await served(Readable.from([Buffer.from('<script>')]), 8);
    expect(text).toBe('<script>');
    expect(headers).toMatchObject({
      'content-disposition': "attachment; filename*=UTF-8''Brev%20%22x%22.html%0D%0ASet-Cookie%3A%20a%3Db%3B%20%C3%A6",
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
