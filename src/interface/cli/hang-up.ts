import type { Server } from 'node:http';

/** A request under way may be answered yet; whoever reads or writes slower than this is cut off. Milliseconds. */
const GRACE = 2_000;

/** Takes no more connections, and is closed soon: the slowest client does not decide when the process ends. */
export async function hangUp(server: Server, grace = GRACE): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), grace);
  await closed;
  clearTimeout(cut);
}

/** What the system says of a port, in words that say what to do. */
export function portRefused(error: unknown, port: number | string, host = '127.0.0.1'): unknown {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  if (code === 'EADDRINUSE')
    return new Error(
      `port-in-use: another program listens on ${host}:${port}: --port takes another one, 0 = any free one`,
    );
  if (code === 'EACCES')
    return new Error(
      `port-refused: the system gives port ${port} to its administrator only: --port takes one above 1023`,
    );
  return error;
}
