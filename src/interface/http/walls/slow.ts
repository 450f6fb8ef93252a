import type { Server } from 'node:http';

/** Milliseconds: whoever sends slower than this is cut off (408), so that a few slow ones cannot hold all connections. */
export interface Patience {
  readonly headers: number;
  readonly request: number;
  /** Nothing moves, in either direction. */
  readonly idle: number;
  /** How often it is looked. */
  readonly every: number;
}
export const PATIENCE: Patience = { headers: 10_000, request: 30_000, idle: 120_000, every: 2_000 };
/** Open at once; one more is hung up on. */
const CONNECTIONS = 2_000;

/** Before it listens: the interval is read then. */
export function cutsSlowOnes(server: Server, { headers, request, idle, every }: Patience = PATIENCE): void {
  server.headersTimeout = headers;
  server.requestTimeout = request;
  server.timeout = idle;
  server.maxConnections = CONNECTIONS;
  Object.assign(server, { connectionsCheckingInterval: every });
}
