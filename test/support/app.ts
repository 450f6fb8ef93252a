import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { decode } from '../../src/application/codec.js';
import type { Telemetry } from '../../src/application/ports/telemetry.js';
import { jsonLog } from '../../src/infrastructure/telemetry/json-log.js';
import { createApp } from '../../src/main/app.module.js';
import { install } from '../../src/main/compose.js';
import { dataFolder } from './data-folder.js';

export type DemoApp = Awaited<ReturnType<typeof demoApp>>;

/** The whole product on a database of its own with demo data in it, asked over HTTP. */
export async function demoApp(...given: readonly (string | { readonly telemetry: Telemetry })[]) {
  const files = given.filter((one) => typeof one === 'string');
  const more = given.find((one) => typeof one !== 'string') ?? {};
  const folder = mkdtempSync(join(tmpdir(), 'sagsspor-app-'));
  await dataFolder(folder, ...files);
  const installation = await install({ data: folder, ...more });
  const said: string[] = [];
  const log = {
    write(line: string) {
      said.push(line);
      process.stderr.write(line);
    },
  };
  const app = await createApp(installation, { log: jsonLog({}, log), ...more });
  await app.init();
  const http = () => request(app.getHttpServer());
  const tokens = new Map<string, string>();
  return {
    installation,
    /** Its data folder, for the command line beside it. */
    data: folder,
    http,
    /** On the loopback address, for a browser. */
    listen: (port: number) => app.listen(port, '127.0.0.1'),
    /** What the server wrote into its own log. */
    said,
    /** Logs in by the form, once a user. */
    async token(user: string): Promise<string> {
      const known = tokens.get(user);
      if (known) return known;
      const { headers } = await http().post('/login').type('form').send({ user });
      const token = /sagsspor=([\w-]+)/.exec(String(headers['set-cookie']))?.[1] ?? '';
      tokens.set(user, token);
      return token;
    },
    /** How many events of a type the log holds. */
    async count(type: string): Promise<number> {
      let found = 0;
      for await (const batch of installation.store.readAll())
        found += batch.map(decode).filter((e) => e.type === type).length;
      return found;
    },
    async close() {
      await app.close();
      await installation.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
