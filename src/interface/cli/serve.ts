import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Installation } from '../../application/installation.js';
import type { WalkMark } from '../../application/ports/runtime.js';
import { NeedsMending } from '../../application/refusal.js';
import { assertDemoMayRun } from '../http/identity/demo-login.js';
import { hangUp, portRefused } from './hang-up.js';
import { machinery } from './machinery.js';
import { type Common, ending, opened, say, Usage } from './session.js';

/** How often commands are looked for that another process left unfinished between two streams. Milliseconds. */
const FINISHING = 10_000;

/** By `--port`, or as configured. @throws Usage */
export function portIn(port: string | undefined): number {
  if (port === undefined) return machinery().settings().PORT;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Usage(`${port} is no port`);
  return Number(port);
}

/** Web UI and API until the process is ended; then everything is closed in order. */
export async function serve(common: Common, asked: string | undefined): Promise<void> {
  const [port, settings] = [portIn(asked), machinery().settings()];
  if (!settings.IDENTITY_FILE) assertDemoMayRun(settings); // before anything is started
  const installation = await opened({ data: common.data });
  assertNotWalked(installation.walked, settings.NODE_ENV);
  await serveOn(installation, port);
}

/** Nobody is to go on in earnest with the record of a demo: its recorded instants are made up. @throws NeedsMending */
export function assertNotWalked(walked: WalkMark | undefined, env: string | undefined): void {
  if (!walked || env === undefined || env === 'development' || env === 'test') return;
  throw new NeedsMending(
    `walked-record: a demo walked the recorded clock of this folder, and NODE_ENV is "${env}": name another folder with --data.`,
  );
}

export async function serveOn(installation: Installation, port: number): Promise<void> {
  ending.serves();
  const app = await machinery().serve(installation);
  const server = app.getHttpServer();
  const stop = new AbortController();
  const running: Promise<unknown>[] = [];
  ending.closes(async () => {
    stop.abort();
    await Promise.all([hangUp(server), ...running]);
    await app.close();
  });
  const host = machinery().settings().HOST;
  await app.listen(port, host).catch((error: unknown) => {
    throw portRefused(error, port, host);
  });
  const { port: bound } = server.address() as AddressInfo;
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
  say(`Sagsspor is at ${address}/ and its API at ${address}/docs — Ctrl-C stops it`);
  const complaint = (error: unknown) => say(error instanceof Error ? error.message : 'a read model failed');
  void follow(installation, stop.signal, complaint);
  running.push(installation.erasures.follow(stop.signal, complaint));
  running.push(installation.scheduler.run(stop.signal, complaint), installation.keeper.run(stop.signal, complaint));
  running.push(installation.rotation.run(stop.signal, say, complaint));
  await new Promise(() => undefined); // until the process is ended
}

/** The read models follow the log; where the embedded server has died it is started again and they go on. */
async function follow(
  installation: Installation,
  signal: AbortSignal,
  complaint: (error: unknown) => void,
): Promise<void> {
  const watch = setInterval(() => void installation.recover().catch(complaint), 1000);
  const finish = setInterval(() => void installation.executor.followUps.finishAll().catch(complaint), FINISHING);
  signal.addEventListener('abort', () => [watch, finish].forEach(clearInterval));
  await installation.readModels.freshen(signal, () => undefined).catch(complaint);
  while (!signal.aborted) {
    await installation.projector.run(signal, complaint).catch(complaint);
    if (!signal.aborted) await pause(500);
  }
}
