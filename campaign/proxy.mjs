import { connect, createServer } from 'node:net';

/** Asks the server to execute what was sent, commit, and answer. */
const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);

/**
 * A TCP proxy before PostgreSQL that cuts connections where it hurts most: a statement has been forwarded, the server may commit it, and its
 * answer never arrives. `cut()` arms it; the next append that is sent whole (up to its Sync message) is the one.
 */
export async function proxy(targetPort) {
  const open = new Set();
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
    client.on('data', (chunk) => {
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
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: server.address().port,
    cut: () => {
      armed++;
    },
    cuts: () => cuts,
    close: () => {
      for (const client of open) client.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
