import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Installation } from '../../application/installation.js';
import type { Log } from '../../application/ports/log.js';
import type { WalkMark } from '../../application/ports/runtime.js';
import { SILENT, type Telemetry } from '../../application/ports/telemetry.js';
import { NeedsMending } from '../../application/refusal.js';
import { assertDemoMayRun } from '../http/identity/demo-login.js';
import { watchersServer } from '../http/watchers-server.js';
import { assertPortFree, hangUp, portRefused } from './hang-up.js';
import { machinery, type Watching } from './machinery.js';
import { type Common, ending, opened, Usage } from './session.js';
import { type ServeRole, servesPages, work } from './workers.js';

/** What is under way waits for a log or a database that is away as long as ever; whoever stops the process does not. It goes on at the next start. */
const WORK_ENDS_WITHIN_MS = 5_000;

/** By `--port`, or as configured. @throws Usage */
export function portIn(port: string | undefined): number {
  if (port === undefined) return machinery().settings().PORT;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Usage(`${port} is no port`);
  return Number(port);
}

/** Web UI and API until the process is ended; then everything is closed in order. */
export async function serve(common: Common, asked: string | undefined, role: ServeRole = 'all'): Promise<void> {
  const [port, settings] = [portIn(asked), machinery().settings()];
  if (!settings.IDENTITY_FILE) assertDemoMayRun(settings); // before anything is started
  if (servesPages(role)) await assertPortFree(port, settings.HOST);
  const log = await machinery().jsonLog(role);
  const telemetry = await machinery().telemetry(role);
  if (telemetry) ending.closes(() => telemetry.close());
  const installation = await opened({ data: common.data, log, ...(telemetry ? { telemetry } : {}) });
  assertNotWalked(installation.walked, settings.NODE_ENV);
  await serveOn(installation, port, { role, log, telemetry });
}

/** Nobody is to go on in earnest with the record of a demo: its recorded instants are made up. @throws NeedsMending */
export function assertNotWalked(walked: WalkMark | undefined, env: string | undefined): void {
  if (!walked || env === undefined || env === 'development' || env === 'test') return;
  throw new NeedsMending(
    `walked-record: a demo walked the recorded clock of this folder, and NODE_ENV is "${env}": name another folder with --data.`,
  );
}

export interface ServeOptions {
  readonly role?: ServeRole;
  readonly log?: Log;
  readonly telemetry?: Watching | undefined;
}
export async function serveOn(
  installation: Installation,
  port: number,
  { role = 'all', log = machinery().sentences(), telemetry }: ServeOptions = {},
): Promise<void> {
  ending.serves();
  const stop = new AbortController();
  const running: Promise<unknown>[] = [];
  const closers: (() => Promise<unknown>)[] = [];
  ending.closes(async () => {
    stop.abort();
    await Promise.all([...closers.map((close) => close()), ...running]);
  }, WORK_ENDS_WITHIN_MS);
  if (telemetry) closers.push(await watchedOn(installation, telemetry, log));
  if (servesPages(role)) closers.push(await pagesOn(installation, port, log, telemetry));
  else log.info(`Sagsspor works here as ${role}, without pages — Ctrl-C stops it`);
  running.push(work(installation, role, log, stop.signal));
  await new Promise(() => undefined); // until the process is ended
}

/** For those who watch, on a port of its own. @returns what closes it */
async function watchedOn(
  { readings, readiness }: Installation,
  telemetry: Watching,
  log: Log,
): Promise<() => Promise<unknown>> {
  telemetry.watch(readings);
  const { METRICS_PORT: port, METRICS_HOST: host } = machinery().settings();
  if (port === undefined) return async () => undefined; // told to a collector alone
  const server = watchersServer({ metrics: () => telemetry.prometheus(), readiness });
  await listening(server, port, host);
  const { port: bound } = server.address() as AddressInfo;
  log.info(`Its metrics are at ${addressOf(host, bound)}/metrics`);
  return () => hangUp(server);
}
const addressOf = (host: string, port: number) => `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
const listening = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error) => reject(portRefused(error, port, host)));
    server.listen(port, host, resolve);
  });

/** @returns what closes them */
async function pagesOn(
  installation: Installation,
  port: number,
  log: Log,
  telemetry: Telemetry = SILENT,
): Promise<() => Promise<unknown>> {
  const app = await machinery().serve(installation, { telemetry, log });
  const server = app.getHttpServer();
  const close = () => hangUp(server).then(() => app.close());
  const host = machinery().settings().HOST;
  await app.listen(port, host).catch(async (error: unknown) => {
    await close();
    throw portRefused(error, port, host);
  });
  const { port: bound } = server.address() as AddressInfo;
  const address = addressOf(host, bound);
  log.info(`Sagsspor is at ${address}/ and its API at ${address}/docs — Ctrl-C stops it`);
  return close;
}
