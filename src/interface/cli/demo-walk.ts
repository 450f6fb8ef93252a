import { purposeOf } from '../../application/authorization/policy.js';
import { Importer, type ImportResult } from '../../application/commands/import.js';
import { parseRequest } from '../../application/commands/request.js';
import type { Installation } from '../../application/installation.js';
import type { Params, QueryName } from '../../application/queries/catalogue.js';
import { Refused } from '../../application/refusal.js';
import { uuidv5 } from '../../application/uuidv5.js';
import type { Actor } from '../../domain/kernel/event.js';
import { clearExpired, proposeExpired } from './demo-clearing.js';
import { KOEBENHAVN, KOEGE } from './demo-data/city/towns.js';
import type { DemoQuestion, Step } from './demo-data/steps.js';

/**
 * Tells the steps in their order, each recorded when it says: the recorded clock is walked along them, and handed back at the end. Alerts are
 * raised where `looks` says that somebody looked, so that those of past years are as old as what they are about; what has been kept long enough
 * is cleared then, but for `keeps`.
 */
export async function walkAlong(
  installation: Installation,
  steps: readonly Step[],
  looks: readonly string[],
  keeps: ReadonlySet<string> = new Set(),
): Promise<ImportResult> {
  const { executor, vault, refusals, gate, walk, store, projector } = installation;
  if (!walk) throw new Error('the recorded clock of this log is not to be walked');
  const ahead = [...looks];
  async function* lines() {
    for (const { recorded, does } of steps) {
      for (let look = ahead[0]; look !== undefined && look <= recorded; look = ahead[0]) {
        walk?.to(look);
        await lookAtDeadlines(installation);
        // What came due in the last weeks is for whoever opens the demo.
        if (ahead.length > UNCLEARED) await clearExpired(installation, keeps);
        if (ahead.length === 1) await proposeExpired(installation, keeps);
        ahead.shift();
      }
      walk?.to(recorded);
      if (typeof does === 'string') yield does;
      else await asked(installation, does);
    }
  }
  const importer = new Importer(executor, vault, refusals);
  const result = await gate.importing(() => importer.run(lines()));
  walk.end((await store.head()).position);
  await projector.catchUp();
  await gate.evaluating(() => lookAtDeadlines(installation));
  return result;
}

/** So many looks before the end. */
const UNCLEARED = 3;

async function lookAtDeadlines(installation: Installation): Promise<void> {
  const { projector, alerts } = installation;
  await projector.catchUp();
  await alerts.evaluate();
  await projector.catchUp();
  await seen(installation);
}

/** Somebody has seen what was told a month ago: nobody opens a list of years of reminders. */
const SEEN_AFTER = 30 * 24 * 3_600_000;
const SEES: Readonly<Record<string, Actor>> = { koebenhavn: KOEBENHAVN.lead as Actor, koege: KOEGE.lead as Actor };

async function seen({ live, executor, clock }: Installation): Promise<void> {
  const now = clock.now();
  const before = new Date(Date.parse(now) - SEEN_AFTER).toISOString();
  // That one was met or missed is told, and asks nobody to say that they saw it.
  const rows = (await live.alerts()).filter((row) => row.acknowledgedAt === null && row.step !== null);
  const young = new Set(rows.filter((row) => row.at >= before).map((row) => row.deadlineId));
  for (const [id, infohus] of new Map(rows.map((row) => [row.deadlineId, row.infohus]))) {
    const actor = SEES[infohus];
    if (!actor || young.has(id)) continue;
    const request = parseRequest('AcknowledgeAlert', { id, data: {} });
    const commandId = uuidv5(`seen/${id}/${now}`);
    await executor.execute({ request, actor, kind: 'import', commandId }).catch((error: unknown) => {
      // What the coordinator may not know of waits for whoever may.
      if (!(error instanceof Refused) || error.code !== 'not-found') throw error;
    });
  }
}

/** The read models are brought to the head first: a query answers from them. */
async function asked({ asker, projector, book }: Installation, { who, query, params }: DemoQuestion): Promise<void> {
  await projector.catchUp();
  await book.refresh();
  const actor = who as Actor;
  await asker.ask(query, params as Params<QueryName>, { actor, purpose: purposeOf(actor.role) });
}
