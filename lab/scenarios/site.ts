import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { ensureDatabase } from '../../src/infrastructure/embedded-postgres/database.js';
import { type EmbeddedServer, embeddedServer } from '../../src/infrastructure/embedded-postgres/server.js';
import { migrate } from '../../src/infrastructure/event-store/postgres/postgres-store.js';
import { migrateReadStore } from '../../src/infrastructure/read-store/tables.js';
import { projections } from '../../src/projections/index.js';
import { openPool } from './pools.js';
import { temporaryFolder } from './temporary.js';

const TEMPLATE = 'lab_template';
const ASKED_WITHIN_MS = 10_000;
const CONNECTED_WITHIN_MS = 2000;

/** Of PostgreSQL. */
export type Settings = Readonly<Record<string, string>>;

/** A server in a folder of its own, and databases on it. */
export class Site {
  #databases = 0;
  #template: Promise<void> | undefined;

  protected constructor(
    readonly folder: string,
    /** Where the server has its files. */
    readonly home: string,
    readonly server: EmbeddedServer,
  ) {}

  static async open(settings: Settings = {}): Promise<Site> {
    const folder = temporaryFolder('lab');
    return new Site(folder, folder, await embeddedServer(folder, { settings }));
  }

  /** @returns the url of a database with nothing in it, as its owner */
  async emptyDatabase(name: string): Promise<string> {
    await ensureDatabase(this.server.url('postgres'), name);
    return this.server.url(name);
  }

  /** @returns the url of a database with an empty log and empty read models, as its owner */
  async database(name = `lab_${++this.#databases}`): Promise<string> {
    this.#template ??= this.#makeTemplate();
    await this.#template;
    await ask(this.server.url('postgres'), `create database ${name} template ${TEMPLATE}`);
    return this.server.url(name);
  }

  async #makeTemplate(): Promise<void> {
    const url = await this.emptyDatabase(TEMPLATE);
    await migrate(url);
    const owner = openPool(url, { max: 1 });
    await migrateReadStore(owner, projections);
    await owner.end();
  }

  async drop(url: string): Promise<void> {
    await ask(this.server.url('postgres'), `drop database ${new URL(url).pathname.slice(1)} with (force)`);
  }

  postmaster(): number {
    return Number(
      readFileSync(join(this.home, 'pgdata', 'postmaster.pid'), 'utf8')
        .split('\n', 1)
        .join(),
    );
  }

  async close(): Promise<void> {
    await this.server.close().catch(() => undefined);
  }
}

/** One statement as the superuser, on a connection of its own. @throws what the server or the connection says */
export async function ask<R extends pg.QueryResultRow>(url: string, text: string): Promise<readonly R[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECTED_WITHIN_MS,
    query_timeout: ASKED_WITHIN_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<R>(text)).rows;
  } finally {
    client.end().catch(() => undefined);
  }
}

/** A site until the work is done or interrupted. */
export async function withSite<T>(work: (site: Site) => Promise<T>, settings: Settings = {}): Promise<T> {
  const site = await Site.open(settings);
  const interrupted = () => void site.close().finally(() => process.exit(130));
  process.once('SIGINT', interrupted);
  try {
    return await work(site);
  } finally {
    process.off('SIGINT', interrupted);
    await site.close();
  }
}
