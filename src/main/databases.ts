import { ensureDatabase } from '../infrastructure/embedded-postgres/database.js';
import { type EmbeddedServer, embeddedServer } from '../infrastructure/embedded-postgres/server.js';
import type { Config } from './settings.js';

/** What was opened is closed by these, the last first. */
export type Closer = () => Promise<unknown>;

export interface Databases {
  /** Of the log, or of what stands beside it where EVENT_STORE_URL says that the log is elsewhere. */
  readonly logUrl: string;
  readonly keysUrl: string;
  readonly server: EmbeddedServer | undefined;
}
/** DATABASE_URL and VAULT_DATABASE_URL where they are set; else the embedded server under the data folder. */
export async function databases(
  { DATABASE_URL: logUrl, VAULT_DATABASE_URL: keysUrl }: Pick<Config, 'DATABASE_URL' | 'VAULT_DATABASE_URL'>,
  data: string,
  opened: Closer[],
): Promise<Databases> {
  if (logUrl && keysUrl) return { logUrl, keysUrl, server: undefined };
  const server = await embeddedServer(data);
  opened.push(() => server.close());
  await ensureDatabase(server.url('postgres'), 'sagsspor');
  await ensureDatabase(server.url('postgres'), 'sagsspor_keys');
  return { logUrl: server.url('sagsspor'), keysUrl: server.url('sagsspor_keys'), server };
}
