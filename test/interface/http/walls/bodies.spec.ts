import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { commands } from '../../../../src/domain/registry.js';
import { BODY } from '../../../../src/interface/doors/doors.js';
import { bodies } from '../../../../src/interface/http/walls/bodies.js';
import { bodySize } from '../../../../src/interface/http/walls/body-size.js';
import { cutsSlowOnes } from '../../../../src/interface/http/walls/slow.js';
import { behind } from './small-app.js';

const isKnown = (r: { readonly headers: Record<string, unknown> }) => r.headers.authorization !== undefined;
const app = behind(bodies(isKnown));
const post = (path: string, body: Uint8Array | string, type: string, more: Record<string, string> = {}) =>
  request(app)
    .post(path)
    .set({ Authorization: 'Bearer known', 'Content-Type': type, ...more })
    .serialize((sent: unknown) => sent as string)
    .send(body as string);
const json = (body: Uint8Array | string, more: Record<string, string> = {}) =>
  post('/api/commands/NotifyPolice', body, 'application/json', more);

describe('A body', () => {
  it('of JSON or a form is read as it was sent', async () => {
    expect((await json('{"id":"æ"}')).body).toEqual({ body: { id: 'æ' } });
    expect((await post('/commands/X', 'a=1&b=2&b=3', 'application/x-www-form-urlencoded')).body).toEqual({
      body: { a: '1', b: ['2', '3'] },
    });
  });

  it.each([
    ['in Latin-1', Buffer.from('{"name":"æ"}', 'latin1'), /likely ISO 8859-1/],
    ['in UTF-16', Buffer.from('\uFEFF{"name":"æ"}', 'utf16le'), /likely UTF-16LE/],
    ['with a key that stands twice', '{"name":"a","name":"b"}', /"name" twice/],
    ['that is not JSON', '{nonsense', /is not JSON/],
  ])('%s is refused and says why', async (_, bytes, says) => {
    const { status, body } = await json(bytes);
    expect([status, body.code, body.detail]).toEqual([400, 'validation-failed', expect.stringMatching(says)]);
  });
  it('that says it is in another encoding, or is packed, is refused', async () => {
    expect((await post('/api/x', '{}', 'application/json; charset=iso-8859-1')).status).toBe(400);
    expect((await json('{}', { 'Content-Encoding': 'gzip' })).status).toBe(400);
    expect((await post('/commands/X', 'name=%E6', 'application/x-www-form-urlencoded')).body.detail).toMatch(/Latin-1/);
  });

  it('of a caller that nobody knows is not read: 401 before 413 and 400', async () => {
    for (const sent of ['{nonsense', `{"a":"${'x'.repeat(BODY)}"}`])
      expect((await json(sent, { Authorization: '' }).unset('Authorization')).status).toBe(401);
  });

  it('holds 64 kB, and more only where that is declared', async () => {
    expect((await json(JSON.stringify({ a: 'x'.repeat(BODY - 20) }))).status).toBe(200);
    const { status, body } = await json(JSON.stringify({ a: 'x'.repeat(BODY) }));
    expect([status, body.code]).toEqual([413, 'payload-too-large']);
    expect(bodySize('/api/session')).toBe(BODY);
    expect(bodySize('/api/commands/NotifyPolice')).toBe(BODY);
    expect(bodySize('/api/commands/NoSuchCommand')).toBe(BODY);
    // Each of its texts may be of 20,000 characters, of three bytes each.
    for (const form of [
      '/do/QualifyConcern',
      '/concerns/5f5e0f6c/do/QualifyConcern',
      '/commands/QualifyConcern',
      '/drafts',
    ])
      expect(bodySize(form)).toBeGreaterThanOrEqual(3 * 3 * 60_000);
    expect(bodySize('/cases/5f5e0f6c/do/NoSuchCommand')).toBe(BODY);
    expect(bodySize('/api/commands/QualifyConcern')).toBeGreaterThanOrEqual(3 * 60_000);
    expect(Math.max(...[...commands.keys()].map((name) => bodySize(`/api/commands/${name}`)))).toBeLessThan(1_000_001);
  });
});

describe('Whoever sends slowly, or too much,', () => {
  let servers: readonly Server[] = [];
  afterEach(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    servers = [];
  });
  async function listening(): Promise<Server> {
    const server = createServer(app);
    servers = [...servers, server];
    cutsSlowOnes(server, { headers: 200, request: 400, idle: 5_000, every: 50 });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return server;
  }
  /** @param drip sent byte by byte for as long as the connection stands: something always moves */
  async function said(to: Server, sent: string, drip?: string): Promise<string> {
    const socket = connect((to.address() as AddressInfo).port, '127.0.0.1');
    let answer = '';
    socket.on('data', (part) => {
      answer += part;
    });
    socket.on('error', () => undefined);
    socket.write(sent);
    const dripping = drip === undefined ? undefined : setInterval(() => socket.writable && socket.write(drip), 20);
    // Not `once` of node:events, which an error ends: who is cut off may be told so by a reset after the answer.
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(dripping);
    return answer;
  }
  const answerTo = async (sent: string, drip?: string) => said(await listening(), sent, drip);
  const open = (of: Server) => new Promise<number>((tell) => of.getConnections((_, n) => tell(n)));
  const HEAD = 'POST /api/x HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: x\r\n';
  it('headers is cut off', async () => {
    expect(await answerTo('POST /api/x HTTP/1.1\r\nHost: 127.0.0.1\r\nX-')).toMatch(/^HTTP\/1.1 408/);
  });
  it('a body is cut off', async () => {
    expect(await answerTo(`${HEAD}Content-Length: 100\r\n\r\n{"a":`)).toMatch(/^HTTP\/1.1 408/);
  });
  it('headers or a body byte by byte is cut off all the same: that something moves is not enough', async () => {
    expect(await answerTo('POST /api/x HTTP/1.1\r\nHost: 127.0.0.1\r\nX-', 'a')).toMatch(/^HTTP\/1.1 408/);
    expect(await answerTo(`${HEAD}Content-Length: 9000\r\n\r\n`, ' ')).toMatch(/^HTTP\/1.1 408/);
    expect(await answerTo(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n')).toMatch(/^HTTP\/1.1 408/);
  });
  it('holds no place meanwhile: many at once are all let go of, and the next one is answered', async () => {
    const server = await listening();
    const slow = Array.from({ length: 100 }, (_, n) =>
      said(server, n % 2 ? `${HEAD}Content-Length: 100\r\n\r\n{` : 'POST /api/x HTTP/1.1\r\nX-'),
    );
    const answers = await Promise.all(slow);
    expect(answers.filter((answer) => !answer.startsWith('HTTP/1.1 408'))).toEqual([]);
    expect(await open(server)).toBe(0);
    const short = `${HEAD}Connection: close\r\nContent-Length: 2\r\n\r\n{}`;
    expect(await said(server, short)).toMatch(/^HTTP\/1.1 200/);
  });
  it('is told so (413) at the header that says how much is coming, and in the midst where none does', async () => {
    expect(await answerTo(`${HEAD}Content-Length: ${BODY + 1}\r\n\r\n{`)).toMatch(/^HTTP\/1.1 413/);
    const part = `4000\r\n${' '.repeat(0x4000)}\r\n`;
    const sent = `${HEAD}Transfer-Encoding: chunked\r\n\r\n${part.repeat(BODY / 0x4000 + 1)}`;
    expect(await answerTo(sent)).toMatch(/^HTTP\/1.1 413/);
  });
  it('is cut off although it was answered long ago: nobody holds a place by sending on', async () => {
    const nobody = HEAD.replace('Authorization: x\r\n', '');
    for (const [sent, code] of [
      [nobody, 401],
      [HEAD, 413],
    ] as const) {
      const answer = await answerTo(`${sent}Content-Length: ${BODY * 1_000}\r\n\r\n`, ' ');
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${code}`));
      expect(await open(servers.at(-1) as Server)).toBe(0);
    }
  });
});
