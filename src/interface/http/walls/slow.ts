import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Milliseconds: whoever sends slower than this is cut off (408), so that a few slow ones cannot hold all connections. */
export interface Patience {
  readonly headers: number;
  /** For the whole of what is sent, the bytes of a document aside. */
  readonly request: number;
  /** Nothing moves, in either direction. */
  readonly idle: number;
  /** How often it is looked. */
  readonly every: number;
}
export const PATIENCE: Patience = { headers: 10_000, request: 30_000, idle: 120_000, every: 2_000 };
/** Open at once; one more is hung up on. */
const CONNECTIONS = 2_000;

/** Before it listens: the interval is read then. Node's own limit of a request knows no exception: ours stands beside it. */
export function cutsSlowOnes(server: Server, patience: Patience = PATIENCE): void {
  server.headersTimeout = patience.headers;
  server.requestTimeout = 0;
  server.timeout = patience.idle;
  server.maxConnections = CONNECTIONS;
  Object.assign(server, { connectionsCheckingInterval: patience.every });
  server.prependListener('request', (request, response) => waits(request, response, patience.request));
}

const waiting = new WeakMap<IncomingMessage, NodeJS.Timeout>();
function waits(request: IncomingMessage, response: ServerResponse, most: number): void {
  const timer = setTimeout(() => {
    if (request.complete) return;
    // What was answered without its body (401, 413) is not sent on for ever: Node would read it, and hold the connection.
    if (response.headersSent) return void request.destroy();
    response.writeHead(408, { Connection: 'close' }).end();
    response.once('close', () => request.destroy());
  }, most);
  timer.unref();
  waiting.set(request, timer);
  const over = () => clearTimeout(timer);
  request.once('end', over).once('close', over);
}

/**
 * The bytes of a document take as long as they take, for as long as they move (B-1): 25 MB over a slow line, or sixty at once of which most wait for
 * their turn. Whoever is asked for more and sends nothing is cut off where they are read (taking-in.ts).
 */
export function movingBody(request: IncomingMessage): void {
  clearTimeout(waiting.get(request));
  request.socket.setTimeout(0); // Node sets it anew with the connection's next request
}
