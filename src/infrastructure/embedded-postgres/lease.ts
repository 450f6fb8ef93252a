import { Socket } from 'node:net';
import pg from 'pg';
import { codeOf, messageOf } from './failure.js';

export const LEASE_NAME = 'sagsspor-lease';

// 'SAGS' in ASCII, and the use: advisory locks of the application have other first numbers.
const LOCK = '1396787027, 1';

/**
 * A process's word that it uses the server: a shared advisory lock of one session. It ends with the connection, so
 * a killed process leaves nothing behind. Advisory locks belong to one database: leases all live in `postgres`.
 */
export class Lease {
  #lost = false;

  private constructor(
    private readonly client: pg.Client,
    private readonly socket: Socket,
    /** The port it was taken on. */
    readonly port: number,
  ) {
    client.on('error', () => {
      this.#lost = true;
    });
    client.on('end', () => {
      this.#lost = true;
    });
  }

  /**
   * @param url connection string of the database `postgres`
   * @returns undefined where the server does not take connections (yet, or any more)
   * @throws the driver's error where waiting cannot help (a wrong password, for instance)
   */
  static async take(url: string, port: number): Promise<Lease | undefined> {
    const socket = new Socket();
    const client = new pg.Client({
      stream: () => socket,
      connectionString: url,
      application_name: LEASE_NAME,
      connectionTimeoutMillis: 5_000,
      query_timeout: 10_000,
      keepAlive: true,
    });
    const lease = new Lease(client, socket, port);
    try {
      await client.connect();
      if (await lease.ask(`pg_try_advisory_lock_shared(${LOCK})`)) {
        socket.unref();
        return lease;
      }
      await lease.end();
      return undefined;
    } catch (error) {
      await lease.end();
      if (serverIsAway(error)) return undefined;
      throw error;
    }
  }

  /** The process that serves this connection, by its number in the server's namespace. */
  async backend(): Promise<number | undefined> {
    try {
      const sql = 'select pg_backend_pid() as pid';
      return await this.attended(async () => (await this.client.query<{ pid: number }>(sql)).rows[0]?.pid);
    } catch (error) {
      if (serverIsAway(error)) return undefined;
      throw error;
    }
  }

  /** Is this the server that wrote these lines at the head of its postmaster.pid, and not one of a copy on the same port? */
  async announces(lines: string): Promise<boolean> {
    const sql = "select starts_with(pg_read_file('postmaster.pid', true), $1) as answer";
    return await this.attended(async () => {
      const { rows } = await this.client.query<{ answer: boolean | null }>(sql, [`${lines}\n`]);
      return rows[0]?.answer === true;
    });
  }

  /** Is the connection alive? One round trip to the server. */
  async holds(): Promise<boolean> {
    if (this.#lost) return false;
    try {
      return await this.attended(() => this.ask('true'));
    } catch {
      return false;
    }
  }

  /** Gives the lease up. @returns true when no other process holds one; then, until `end`, none can take one */
  async giveUp(): Promise<boolean> {
    if (this.#lost) return false;
    try {
      await this.attended(() => this.ask(`pg_advisory_unlock_shared(${LOCK})`));
      return await this.attended(() => this.ask(`pg_try_advisory_lock(${LOCK})`));
    } catch (error) {
      if (serverIsAway(error)) return false;
      throw error;
    }
  }

  async end(): Promise<void> {
    this.#lost = true;
    this.socket.ref(); // nothing else may keep Node running until the connection has ended
    await this.client.end().catch(() => undefined);
  }

  private async ask(condition: string): Promise<boolean> {
    const { rows } = await this.client.query<{ answer: boolean }>(`select ${condition} as answer`);
    return rows[0]?.answer === true;
  }

  /** The idle connection does not keep Node running; one with a question under way must. */
  private async attended<T>(work: () => Promise<T>): Promise<T> {
    this.socket.ref();
    try {
      return await work();
    } finally {
      this.socket.unref();
    }
  }
}

const AWAY = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL'],
  ...['57P01', '57P02', '57P03', '53300'],
]);

/** Refused, cut, starting, shutting down: what a server does that is coming or going (57P0x, 53300: PostgreSQL appendix A). */
export function serverIsAway(error: unknown): boolean {
  return (
    AWAY.has(codeOf(error)) ||
    /Connection terminated|timeout expired|Query read timeout|not queryable/i.test(messageOf(error))
  );
}
