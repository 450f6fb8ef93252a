import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import type { Documents } from '../../../src/application/documents/documents.js';
import { Refused } from '../../../src/application/refusal.js';
import type { Session } from '../../../src/interface/http/identity/sessions.js';
import { bodies } from '../../../src/interface/http/walls/bodies.js';
import { cutsSlowOnes } from '../../../src/interface/http/walls/slow.js';
import { attachedIn, DocumentList } from '../../../src/interface/web/document/documents.js';
import { formWithFile } from '../../../src/interface/web/document/taking-file.js';
import { pageFor } from '../../../src/interface/web/layout.js';

const ID = 'd9428888-122b-41e1-b85c-61c7c1b7b2a0';
const session = { csrf: 'own', actor: { userId: 'u1', agency: 'SOF', role: 'caseworker' } } as unknown as Session;

/** A door behind the reader of bodies, as the task page is: it says what came, and what was kept of it. */
function door(upload: (bytes: AsyncIterable<Uint8Array>) => Promise<void> = async () => undefined) {
  const kept: string[] = [];
  const documents = {
    async upload(_: unknown, bytes: AsyncIterable<Uint8Array>) {
      await upload(bytes);
      let text = '';
      for await (const chunk of bytes) text += Buffer.from(chunk).toString('utf8');
      kept.push(text);
      return { documentId: ID };
    },
  } as unknown as Documents;
  const app = express();
  app.use(bodies(() => true));
  app.use(async (asked, response) => {
    const { form, fault } = await formWithFile(asked, session, documents);
    response.json({ form, fault: fault instanceof Refused ? [fault.code, fault.errors[0]?.path] : fault });
  });
  return { app, kept };
}
const AT = `/cases/${ID}/do/AttachDocument`;

describe('A form with a file (B-1)', () => {
  it('is read as it comes: its bytes are kept, and the form says under which id and what it was called', async () => {
    const { app, kept } = door();
    const { body } = await request(app)
      .post(AT)
      .field('_csrf', 'own')
      .field('data.title', 'Et brev')
      .field('data.subjects', ['a', 'b'])
      .attach('data.documentId', Buffer.from('Opdigtet'), 'brev på dansk.txt');
    expect(kept).toEqual(['Opdigtet']);
    expect(body).toEqual({
      form: {
        ...{ _csrf: 'own', 'data.title': 'Et brev', 'data.subjects': ['a', 'b'] },
        ...{ 'data.documentId': ID, 'data.name': 'brev på dansk.txt' },
      },
    });
  });

  it('of another login is not kept', async () => {
    const { app, kept } = door();
    await request(app).post(AT).field('_csrf', 'another').attach('data.documentId', Buffer.from('Opdigtet'), 'a.txt');
    expect(kept).toEqual([]);
  });

  it('holds no more than a million bytes of fields', async () => {
    const { app, kept } = door();
    const sending = request(app).post(AT).field('_csrf', 'own');
    for (let i = 0; i < 11; i++) sending.field(`data.${i}`, 'x'.repeat(99_000));
    const { body } = await sending.attach('data.documentId', Buffer.from('Opdigtet'), 'a.txt');
    expect([body.fault[0], kept, '_csrf' in body.form, 'data.10' in body.form]).toEqual([
      ...['payload-too-large', [], true, false],
    ]);
  });

  it('keeps what was typed where the file is refused, or was not chosen', async () => {
    const refusing = door(async () => {
      throw new Refused('type-not-allowed', 'no');
    });
    const big = Buffer.alloc(3_000_000, 'x');
    const { body } = await request(refusing.app)
      .post(AT)
      .field('_csrf', 'own')
      .field('data.title', 'Et brev')
      .attach('data.documentId', big, 'a.zip');
    expect(body).toMatchObject({ form: { 'data.title': 'Et brev' }, fault: ['type-not-allowed', null] });
    const none = await request(door().app).post(AT).field('_csrf', 'own').field('data.title', 'Et brev');
    expect(none.body).toMatchObject({ fault: ['validation-failed', 'data.documentId'] });
    // One that was received before comes as its id: it need not be sent again.
    const again = await request(door().app).post(AT).field('_csrf', 'own').field('data.documentId', ID);
    expect(again.body).toEqual({ form: { _csrf: 'own', 'data.documentId': ID } });
  });
});

describe('An upload that moves', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });
  /** The fields at once, then the file slower than the limit of other requests, on purpose. */
  async function slowly(csrf: string) {
    server = createServer(door().app);
    cutsSlowOnes(server, { headers: 100, request: 150, idle: 5_000, every: 20 });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const closed = once(socket, 'close'); // it may be over before the last pause is
    let answer = '';
    socket.on('error', () => undefined); // cut off while it still sends
    socket.on('data', (part) => {
      answer += part;
    });
    const field = (head: string, text: string) => `--B\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}`;
    const fields = `${field('name="_csrf"', csrf)}\r\n${field('name="data.documentId"; filename="a.txt"', 'o')}`;
    const rest = `${'pdigtet '.repeat(25)}\r\n--B--\r\n`;
    socket.write(
      `POST ${AT} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: ${fields.length + rest.length}\r\n\r\n${fields}`,
    );
    for (let at = 0; at < rest.length && !socket.destroyed; at += 20) {
      socket.write(rest.slice(at, at + 20));
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    await closed;
    return answer.slice(0, 12);
  }
  it('is not cut by the limit of a request', async () => {
    expect(await slowly('own')).toBe('HTTP/1.1 200');
  });
  it('has no longer than any other where the form is of another login', async () => {
    expect(await slowly('another')).toBe('HTTP/1.1 408');
  });
});

describe('The documents of a record', () => {
  const attached = (documentId: string, title: string) => ({
    ...{ type: 'DocumentAttached', eventId: `of ${documentId}`, occurredAt: '2026-03-01T09:00:00.000Z' },
    data: { documentId, kind: 'letter', title, size: 1_234_567, mediaType: 'text/plain' },
  });
  it('are listed, those that were taken off or annulled left out', () => {
    const timeline = [
      attached('a', 'Det ene'),
      attached('b', 'Det andet'),
      { ...attached('c', 'Det tredje'), annulled: true },
      { type: 'DocumentDetached', eventId: '1', occurredAt: '2026-03-02T09:00:00.000Z', data: { documentId: 'a' } },
    ];
    expect(attachedIn(timeline).map((d) => d.documentId)).toEqual(['b']);
    const acts = [{ command: 'DetachDocument', about: { documentId: 'b' }, against: null }];
    const shown = String(DocumentList({ page: pageFor('da', undefined, '/'), timeline, on: '/cases/x', acts }));
    for (const said of ['Det andet', 'brev', '1,2 MB', 'href="/api/documents/b"', 'documentId=b'])
      expect(shown).toContain(said);
  });
  it('are called as two people had them called, where their own words named somebody who was erased', () => {
    const data = { eventId: 'of b', decision: 'reseal', text: 'Brev fra skolen' };
    const timeline = [
      attached('a', 'Det ene'),
      attached('b', 'Om et navn'),
      { type: 'SealedTextConfirmed', eventId: '1', occurredAt: '2026-03-02T09:00:00.000Z', data },
    ];
    expect(attachedIn(timeline).map((d) => d.title)).toEqual(['Det ene', 'Brev fra skolen']);
  });
});
