import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

/** One statement as the superuser who owns the database. */
export async function sql<R extends pg.QueryResultRow>(url: string, ...statements: string[]): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    let rows: R[] = [];
    for (const statement of statements) rows = (await client.query<R>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

/** Resolves when the condition holds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await wait(10);
}

/** A wire to the server that can be cut: `open` passes on, `deaf` passes requests but breaks at the first answer,
 * `silent` takes all and passes nothing on, `cut` takes nothing. */
export class Wire {
  state: 'open' | 'deaf' | 'silent' | 'cut' = 'open';
  readonly #pairs = new Set<readonly [Socket, Socket]>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async to(target: string): Promise<Wire> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = new URL(target);
    url.port = String(typeof address === 'object' && address !== null ? address.port : 0);
    const wire = new Wire(server, url.href);
    server.on('connection', (near) => wire.#join(near, dial(Number(port), hostname)));
    return wire;
  }

  #join(near: Socket, far: Socket): void {
    const pair = [near, far] as const;
    this.#pairs.add(pair);
    const end = () => {
      this.#pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    if (this.state === 'cut') end();
    near.on('data', (data) => this.state === 'silent' || far.write(data));
    far.on('data', (data) => {
      if (this.state === 'silent') return;
      if (this.state === 'open') near.write(data);
      else end();
    });
  }

  cut(): void {
    this.state = 'cut';
    for (const [near, far] of this.#pairs) {
      near.destroy();
      far.destroy();
    }
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
