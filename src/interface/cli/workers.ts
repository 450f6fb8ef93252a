import { setTimeout as pause } from 'node:timers/promises';
import type { Installation } from '../../application/installation.js';
import type { Log } from '../../application/ports/log.js';

/** How often commands are looked for that another process left unfinished between two streams. Milliseconds. */
const FINISHING = 10_000;
/** How often an embedded server is looked after. Milliseconds. */
const WATCH = 1000;

/** What a process of `serve` does: apart, they are scaled and restarted apart (issue 20 item 1). */
export const SERVE_ROLES = ['web', 'projector', 'alerts', 'ledger', 'all'] as const;
export type ServeRole = (typeof SERVE_ROLES)[number];

type Complaint = ((error: unknown) => void) & { readonly log: Log };
type Worker = (installation: Installation, signal: AbortSignal, complaint: Complaint) => Promise<unknown>;

/** Of each kind of work that two processes must not do at once, only one of them does it: where several have a role, the others stand by. */
const WORK: Readonly<Record<Exclude<ServeRole, 'all'>, readonly Worker[]>> = {
  web: [],
  projector: [follow, finish],
  alerts: [({ scheduler }, signal, complaint) => scheduler.run(signal, complaint)],
  ledger: [
    ({ keeper }, signal, complaint) => keeper.run(signal, complaint),
    ({ erasures }, signal, complaint) => erasures.follow(signal, complaint),
    ({ accessRetention }, signal, complaint) => accessRetention.follow(signal, complaint),
    ({ rotation }, signal, complaint) => rotation.run(signal, (text) => complaint.log.info(text), complaint),
  ],
};

export const servesPages = (role: ServeRole): boolean => role === 'web' || role === 'all';

const workersOf = (role: ServeRole): readonly Worker[] => (role === 'all' ? Object.values(WORK).flat() : WORK[role]);

/** All that the role does beside pages, until the signal; it resolves when what was under way is done. */
export async function work(installation: Installation, role: ServeRole, log: Log, signal: AbortSignal): Promise<void> {
  const complaint = Object.assign((error: unknown) => log.failed('something failed, and is tried again', error), {
    log,
  });
  // What is done again at the next start anyway is not waited for: a server that has died answers nobody.
  for (const worker of [lookAfter, ...workersOf(role)].filter((each) => MAY_BE_LEFT.has(each)))
    void worker(installation, signal, complaint);
  const others = workersOf(role).filter((each) => !MAY_BE_LEFT.has(each));
  await Promise.all(others.map((worker) => worker(installation, signal, complaint)));
}

/** Waits first: what fails at a dead server is complained of before that is started again. */
async function every(ms: number, signal: AbortSignal, look: () => Promise<unknown>): Promise<void> {
  for (;;) {
    await pause(ms, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    await look();
  }
}

/** Where the embedded server has died it is started again, and everything goes on. */
const lookAfter: Worker = ({ recover }, signal, complaint) => every(WATCH, signal, () => recover().catch(complaint));

function finish(...[{ executor }, signal, complaint]: Parameters<Worker>): Promise<void> {
  return every(FINISHING, signal, () => executor.followUps.finishAll().catch(complaint));
}

/** The read models follow the log. */
async function follow(...[{ readModels, projector }, signal, complaint]: Parameters<Worker>): Promise<void> {
  await readModels.freshen(signal, () => undefined).catch(complaint);
  while (!signal.aborted) {
    await projector.run(signal, complaint).catch(complaint);
    if (!signal.aborted) await pause(500);
  }
}

const MAY_BE_LEFT = new Set<Worker>([lookAfter, finish, follow]);
