import { connect, createServer, type Socket } from 'node:net';

/** Asks the server to execute what was sent, commit, and answer. */
const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);

export interface Wire {
  readonly port: number;
  cut(): void;
  /** Connections go to this port from now on; those that are open are ended. */
  turn(port: number): void;
  /** How often it was done. */
  cuts(): number;
  close(): Promise<void>;
}

/**
 * A TCP proxy before PostgreSQL that cuts connections where it hurts most: a statement has been forwarded, the server may commit it, and its
 * answer never arrives. `cut()` arms it; the next append that is sent whole (up to its Sync message) is the one.
 */
export async function proxy(to: number): Promise<Wire> {
  let targetPort = to;
  const open = new Set<Socket>();
  let armed = 0;
  let cuts = 0;
  const server = createServer((client) => {
    const backend = connect(targetPort, '127.0.0.1');
    open.add(client);
    const end = () => {
      client.destroy();
      backend.destroy();
      open.delete(client);
    };
    for (const side of [client, backend]) side.on('error', end).on('close', end);
    client.on('data', (chunk: Buffer) => {
      backend.write(chunk);
      if (armed > 0 && chunk.includes('append-') && chunk.subarray(-5).equals(SYNC)) {
        armed--;
        cuts++;
        backend.removeAllListeners('data');
        client.destroy();
        // The server reads what was sent and answers to nobody.
        setTimeout(end, 200).unref();
      }
    });
    backend.on('data', (chunk) => client.write(chunk));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut: () => {
      armed++;
    },
    cuts: () => cuts,
    turn: (port) => {
      targetPort = port;
      for (const client of open) client.destroy();
    },
    close: () => {
      for (const client of open) client.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
