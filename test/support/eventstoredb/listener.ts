import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Server, ServerCredentials } from '@grpc/grpc-js';

export interface Listener {
  readonly port: number;
  /** Breaks all connections as a failing network does: without a word of gRPC. */
  dropConnections(): void;
  close(): Promise<void>;
}

/**
 * Takes the connections itself and hands them to the gRPC server, which offers no way to break them: closing its sessions
 * tells clients "cancelled", and only a broken socket makes them say "unavailable".
 */
export async function listen(
  server: Server,
  host: string,
  port: number,
  credentials: ServerCredentials,
): Promise<Listener> {
  const injector = server.createConnectionInjector(credentials);
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    injector.injectConnection(socket);
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(port, host, resolve);
  });
  const dropConnections = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const close = async () => {
    const closed = new Promise((resolve) => listener.close(resolve));
    dropConnections();
    server.forceShutdown();
    await closed;
  };
  return { port: (listener.address() as AddressInfo).port, dropConnections, close };
}
