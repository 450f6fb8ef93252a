import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { TellsReadiness } from '../../application/ports/readiness.js';
import { type Door, isAt } from '../doors/define-door.js';
import { DOORS } from '../doors/doors.js';
import { ALIVE, readyNow } from './health.js';
import { ourHost } from './walls/hosts.js';

interface Told {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}
const json = (status: number, value: object): Told => ({
  ...{ status, type: 'application/json; charset=utf-8', text: JSON.stringify(value) },
});
const NOTHING: Told = { status: 404, type: 'text/plain; charset=utf-8', text: 'nothing is here\n' };
const MISDIRECTED: Told = { ...NOTHING, status: 421, text: 'there is nothing by that name here\n' };
const FAILED: Told = { ...NOTHING, status: 503, text: 'it cannot be told now\n' };

/** Milliseconds: who watches asks shortly, and of what takes longer there is nothing to wait for. */
const PATIENCE = 10_000;
const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** On this machine's own address only its own names are answered: a page elsewhere could else read by a name that it made to point here. */
const isRebound = ({ socket: { localAddress = '' }, headers: { host } }: IncomingMessage): boolean =>
  /^(?:::ffff:)?127\.|^::1$/.test(localAddress) && !ourHost(host, undefined);

/** What those ask who watch: three doors on a port of their own, which browsers and users have no way to (issue 15 item 2). */
export function watchersServer(of: {
  readonly metrics: () => Promise<string>;
  readonly readiness: TellsReadiness;
}): Server {
  const answers: readonly (readonly [Door, () => Promise<Told>])[] = [
    [
      DOORS.metrics,
      async () => ({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', text: await of.metrics() }),
    ],
    [DOORS.live, async () => json(200, ALIVE)],
    [
      DOORS.ready,
      async () => {
        const ready = await readyNow(of.readiness);
        return json(ready.status === 'ready' ? 200 : 503, ready);
      },
    ],
  ];
  const answer = async (request: IncomingMessage): Promise<Told> => {
    const { method = '', url = '' } = request;
    if (isRebound(request)) return MISDIRECTED;
    const [path = ''] = url.split('?');
    const found = answers.find(([door]) => isAt(door, method, path));
    return found ? found[1]().catch(() => FAILED) : NOTHING;
  };
  const server = createServer(
    { requestTimeout: PATIENCE, headersTimeout: PATIENCE / 2, maxHeaderSize: 8_192 },
    (request: IncomingMessage, response: ServerResponse) => {
      request.resume();
      void answer(request).then(({ status, type, text }) => {
        response.writeHead(status, { ...HEADERS, 'content-type': type });
        response.end(request.method === 'HEAD' ? undefined : text);
      });
    },
  );
  server.maxConnections = 50;
  return server;
}
