import type { AddressInfo } from 'node:net';
import { createApp } from '../../main/app.module.js';
import { type Installation, install } from '../../main/compose.js';
import { type Common, say, Usage } from './session.js';

/** How often commands are looked for that another process left unfinished between two streams. Milliseconds. */
const FINISHING = 10_000;

/** Web UI and API on the loopback address until SIGTERM or Ctrl-C; then everything is closed in order. */
export async function serve(common: Common, port: string): Promise<void> {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Usage(`${port} is no port`);
  await serveOn(await install({ data: common.data }), Number(port));
}

export async function serveOn(installation: Installation, port: number): Promise<void> {
  const app = await createApp(installation);
  await app.listen(port, '127.0.0.1');
  const { port: bound } = app.getHttpServer().address() as AddressInfo;
  say(`Sagsspor is at http://127.0.0.1:${bound}/ and its API at http://127.0.0.1:${bound}/docs — Ctrl-C stops it`);
  const stop = new AbortController();
  const complaint = (error: unknown) => say(error instanceof Error ? error.message : 'a read model failed');
  void follow(installation, stop.signal, complaint);
  const alerting = installation.scheduler.run(stop.signal, complaint);
  const signing = installation.keeper.run(stop.signal, complaint);
  await new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  stop.abort();
  await Promise.all([alerting, signing]);
  await app.close();
  await installation.close();
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
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
