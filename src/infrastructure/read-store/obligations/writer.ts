import type pg from 'pg';
import { decode } from '../../../application/codec.js';
import { OWING_REGISTERS } from '../../../application/obligations/rows.js';
import type { EventStore } from '../../../application/ports/event-store.js';
import { aggregateOf, type Recorded } from '../../../domain/kernel/event.js';
import { longestLead } from '../../../domain/obligations/index.js';
import type { Plan } from '../../../domain/plan/schema.js';
import { OBLIGATIONS_MODEL } from '../../../projections/obligations/obligations.js';
import { isConnectionLoss, patiently, withConnection } from '../outage.js';
import { computed } from './computed.js';
import { daysTouched, touchedByPlan } from './plans-touch.js';
import { remove, write } from './rows.js';
import { Sources } from './sources.js';
import { type Touched, touchedBy, touches } from './touched.js';

const BATCH = 500;
/** What is computed from: the writer follows behind them. */
const FROM = ['case_list', 'concern_facts', 'registers', 'persons', 'named_in', 'deadline_alerts'];
/** Streams that say which plans hold. */
const PLANNING = new Set(['plan', 'report']);
const saysNothing = (batch: readonly Recorded[]) =>
  batch.every((event) => !touches(event) && !PLANNING.has(aggregateOf(event.stream)));

interface Stand {
  readonly position: number;
  /** How far what it is computed from stands. */
  readonly goal: number;
}

/**
 * Writes the rows of obligations: of what a batch of the log touches, of what a plan that was adopted touches, and of everything where there are
 * none yet. What it reads may be newer than the batch: then it is written again with the event that made it so, and is the same. One transaction
 * a batch, its checkpoint by compare-and-set; of several processes one works, the others find the checkpoint moved.
 */
export class ObligationWriter {
  /** The plans by which this process has last looked; undefined: it has not. */
  private plans: readonly Plan[] | undefined;

  /** @param planned reads by which plans each Infohus works */
  constructor(
    private readonly pool: pg.Pool,
    private readonly store: Pick<EventStore, 'readAll'>,
    private readonly planned: () => Promise<readonly Plan[]>,
  ) {}

  /** Returns when the rows are as far as what they are computed from. */
  async catchUp(): Promise<void> {
    for (;;) {
      const stand = await this.stand();
      if (!stand || (this.plans && stand.position >= stand.goal)) return;
      try {
        await patiently(() => this.advance(stand));
      } catch (error) {
        if (isConnectionLoss(error)) throw error;
        // Whoever asks is answered from the facts meanwhile, as long as that takes; whoever runs the system is told.
        await this.failed(stand.position + 1, error);
        return;
      }
    }
  }

  /**
   * Most of what is recorded is that somebody looked, which is owed to nobody: over that the checkpoint moves in the transaction of the read models.
   * Else every look would leave the rows behind for a moment, and whoever asks in it would be answered from all facts there are.
   */
  async goAlong(client: pg.ClientBase, from: number, batch: readonly Recorded[]): Promise<void> {
    const last = batch.at(-1);
    if (!last || !this.plans || !saysNothing(batch)) return;
    // Whoever computes just now holds the checkpoint: nobody waits for that, it is moved when they are done.
    await client.query(
      `update checkpoint set position = $3, newest = greatest(newest, $4::timestamptz) where name in (
         select name from checkpoint where name = $1 and position = $2 and failed_at is null for update skip locked)`,
      [OBLIGATIONS_MODEL.name, from, last.position, last.recordedAt],
    );
  }

  private async failed(position: number, error: unknown): Promise<void> {
    const failure = error instanceof Error ? error.name : 'Error';
    await this.pool.query('update checkpoint set failed_at = $2, failure = $3 where name = $1', [
      OBLIGATIONS_MODEL.name,
      position,
      failure,
    ]);
  }

  private async stand(): Promise<Stand | undefined> {
    const { rows } = await this.pool.query<Stand>(
      `select position::float8 as position, (select min(position)::float8 from checkpoint where name = any($2)) as goal
       from checkpoint where name = $1`,
      [OBLIGATIONS_MODEL.name, FROM],
    );
    return rows[0];
  }

  private async advance({ position, goal }: Stand): Promise<void> {
    const batch: Recorded[] = [];
    if (position > 0 && goal > position)
      for await (const stored of this.store.readAll({ from: position + 1, to: Math.min(goal, position + BATCH) }))
        batch.push(...stored.map(decode));
    if (!this.plans || batch.some((event) => PLANNING.has(aggregateOf(event.stream))))
      this.plans = await this.planned();
    const plans = this.plans;
    const to = position === 0 ? goal : (batch.at(-1)?.position ?? position);
    const newest = position === 0 ? await this.recordedAt(goal) : batch.at(-1)?.recordedAt;
    await withConnection(this.pool, async (client) => {
      await client.query('begin');
      await client.query('set local synchronous_commit = off'); // rows and checkpoint can only be lost together
      const moved = await client.query(
        'update checkpoint set failed_at = null, failure = null, position = $3, newest = greatest(newest, $4::timestamptz) where name = $1 and position = $2',
        [OBLIGATIONS_MODEL.name, position, to, newest ?? null],
      );
      if (moved.rowCount === 1) {
        const sources = new Sources(client);
        if (position === 0) await this.everything(client, sources, plans);
        else await this.some(client, await touchedBy(batch, sources), sources, plans);
        await this.replanned(client, sources, plans, position === 0);
      }
      await client.query(moved.rowCount === 1 ? 'commit' : 'rollback');
    }).catch((error: unknown) => {
      this.plans = undefined; // what was not written is looked at again
      throw error;
    });
  }

  private async recordedAt(position: number): Promise<string | undefined> {
    if (position === 0) return undefined;
    for await (const [event] of this.store.readAll({ from: position, to: position })) return event?.recordedAt;
    return undefined;
  }

  private async some(
    client: pg.ClientBase,
    touched: Touched | undefined,
    sources: Sources,
    plans: readonly Plan[],
  ): Promise<void> {
    if (!touched) return;
    for (const part of parts(touched)) await write(client, await computed(part, sources, plans));
  }

  private async everything(client: pg.ClientBase, sources: Sources, plans: readonly Plan[]): Promise<void> {
    await remove(client);
    const ids = (statement: string) => sources.texts(statement);
    const all = {
      concerns: new Set(await ids('select "concernId"::text as text from concern_facts')),
      cases: new Set(await ids('select "caseId"::text as text from case_list')),
      meetings: new Set(await ids(`select id as text from registers where aggregate = 'meeting'`)),
      persons: new Set(await ids(`select id as text from registers where aggregate = 'person'`)),
      registers: new Set(
        await sources.texts('select stream as text from registers where aggregate = any($1)', [...OWING_REGISTERS]),
      ),
    };
    await this.some(client, all, sources, plans);
  }

  /** A plan that was adopted since, or whose content is another: what it touches is computed again, and nothing else. */
  private async replanned(
    client: pg.ClientBase,
    sources: Sources,
    plans: readonly Plan[],
    anew: boolean,
  ): Promise<void> {
    const { rows } = await client.query<{ infohus: string; plans: readonly Plan[] }>(
      'select infohus, plans from obligation_plans',
    );
    const before = new Map(rows.map((row) => [row.infohus, row.plans]));
    for (const infohus of new Set(plans.map((plan) => plan.infohus))) {
      const own = plans.filter((plan) => plan.infohus === infohus);
      const known = before.get(infohus);
      if (known && JSON.stringify(known) === JSON.stringify(own)) continue;
      const days = anew ? [] : daysTouched(infohus, known ?? [], own);
      if (!anew) await this.some(client, await touchedByPlan(infohus, days, sources), sources, plans);
      await client.query(
        `insert into obligation_plans (infohus, plans, lead) values ($1, $2, make_interval(hours => $3))
         on conflict (infohus) do update set plans = excluded.plans, lead = excluded.lead`,
        [infohus, JSON.stringify(own), longestLead(own)],
      );
    }
  }
}

/** As many records at once as memory holds well. */
function* parts(touched: Touched): Generator<Touched> {
  const NONE: Touched = {
    ...{ concerns: new Set<string>(), cases: new Set<string>(), meetings: new Set<string>() },
    ...{ persons: new Set<string>(), registers: new Set<string>() },
  };
  const size = Object.values(touched).reduce((sum, ids: ReadonlySet<string>) => sum + ids.size, 0);
  if (size <= BATCH) return yield touched;
  for (const [kind, ids] of Object.entries(touched) as [keyof Touched, ReadonlySet<string>][]) {
    const all = [...ids];
    for (let i = 0; i < all.length; i += BATCH) yield { ...NONE, [kind]: new Set(all.slice(i, i + BATCH)) };
  }
}
