import type pg from 'pg';
import { decode } from '../../application/codec.js';
import type { EventStore } from '../../application/ports/event-store.js';
import type { ModelStatus, ReadModelRunner } from '../../application/ports/read-model-status.js';
import { SILENT, type Telemetry } from '../../application/ports/telemetry.js';
import { timed } from '../../application/telemetry/timed.js';
import type { Recorded } from '../../domain/kernel/event.js';
import { type Group, type Projection, refold, touchedBy } from '../../projections/projection.js';
import { guarded, ProjectionFailed } from '../../projections/projection-failed.js';
import { calmly } from './calmly.js';
import { advance, type Late } from './fold-batch.js';
import { isConnectionLoss, patiently, untilConnected, withConnection } from './outage.js';
import { deleteSurplus, readGroups, rowsOf, upsert } from './rows-sql.js';

const BATCH = 500;
/** A step that is part of more traces than this says no more of them. */
const MOST_LINKED = 32;

/**
 * A row that the database never takes, because a value is outside what it can hold, stops that read model as a fold that fails does: the others
 * go on, and /health says so. Classes of SQLSTATE: 22 data exception, 54 program limit exceeded.
 */
const stopping = (projection: Projection, position: number) => (error: unknown) => {
  const { code } = error as { readonly code?: unknown };
  throw /^(22|54)/.test(String(code)) ? new ProjectionFailed(projection.name, position, error) : error;
};

/** How far the read models are that are folded together. */
interface Reached {
  readonly projections: readonly Projection[];
  readonly position: number;
}

/** Follows behind the read models; over a batch that says nothing to it, it goes in their own transaction. */
interface Behind {
  catchUp(): Promise<void>;
  goAlong(client: pg.ClientBase, from: number, batch: readonly Recorded[]): Promise<void>;
}

/**
 * Keeps the read models at the head of the log: a batch is read and folded once for all that stand at the same position, one upsert a table, the
 * checkpoints by compare-and-set, one transaction. Several processes may do this: one works, the others find the checkpoint moved.
 */
export class Projector implements ReadModelRunner {
  /** @param tableOf where a read model's rows and checkpoint are: its own name, or another while it is built beside the live one */
  constructor(
    private readonly pool: pg.Pool,
    private readonly store: EventStore,
    private readonly projections: readonly Projection[],
    private readonly tableOf: (p: Projection) => string = (p) => p.name,
    /** What is computed from the read models, when they have all been brought to the head. */
    private readonly behind?: Behind,
    private readonly telemetry: Telemetry = SILENT,
  ) {}

  /** Returns when every read model has reached `to`, by default the head as it was when it was called. @throws ProjectionFailed */
  async catchUp(to?: number): Promise<void> {
    const goal = to ?? (await this.store.head()).position;
    const failed = new Map<Projection, unknown>();
    for (;;) {
      const next = await this.furthestBehind(goal, failed);
      if (!next) break;
      try {
        await patiently(() => this.advanceTo(goal, next));
      } catch (error) {
        if (next.projections.length === 1 && next.projections[0]) failed.set(next.projections[0], error);
        // Which of them cannot go on is found by taking them one by one.
        else for (const p of next.projections) await this.alone(p, next.position, goal, failed);
      }
    }
    const errors = [...failed.values()];
    if (to === undefined) await this.behind?.catchUp();
    if (errors.length > 0) throw errors.find(isConnectionLoss) ?? errors[0];
  }

  /** Follows the log until the signal aborts. */
  async run(signal: AbortSignal, onError: (error: unknown) => void): Promise<void> {
    const head = await untilConnected(signal, onError, () => this.store.head());
    await untilConnected(signal, onError, () => this.catchUp());
    for await (const _ of calmly(this.store.subscribe((head?.position ?? 0) + 1, signal))) {
      await untilConnected(signal, onError, () => this.catchUp());
    }
  }

  async status(): Promise<readonly ModelStatus[]> {
    const { position: head } = await this.store.head();
    const { rows } = await this.pool.query(
      `select name, position::float8 as position, failed_at::float8 as "failedAt", failure from checkpoint
       where name = any($1) order by name`,
      [this.projections.map(this.tableOf)],
    );
    return rows.map((row) => ({ ...row, head }));
  }

  private async alone(p: Projection, position: number, goal: number, failed: Map<Projection, unknown>): Promise<void> {
    await patiently(() => this.advanceTo(goal, { projections: [p], position })).catch((error: unknown) =>
      failed.set(p, error),
    );
  }

  /** Those that are furthest behind and can go on; undefined when all are there. */
  private async furthestBehind(goal: number, failed: ReadonlyMap<Projection, unknown>): Promise<Reached | undefined> {
    const going = this.projections.filter((p) => !failed.has(p));
    const { rows } = await patiently(() =>
      this.pool.query<{ name: string; position: number }>(
        'select name, position::float8 as position from checkpoint where name = any($1)',
        [going.map(this.tableOf)],
      ),
    );
    const reached = new Map(rows.map(({ name, position }) => [name, position]));
    const missing = going.find((p) => !reached.has(this.tableOf(p)));
    if (missing) throw new Error(`the read model ${missing.name} has no table: migrate the read store first`);
    const position = Math.min(...rows.map((row) => row.position));
    if (going.length === 0 || position >= goal) return undefined;
    return { position, projections: going.filter((p) => reached.get(this.tableOf(p)) === position) };
  }

  private async advanceTo(goal: number, { projections, position: from }: Reached): Promise<void> {
    const to = Math.min(goal, from + BATCH);
    for await (const stored of this.store.readAll({ from: from + 1, to, batch: BATCH })) {
      await this.watched(stored.map(decode), (batch) => this.project(projections, from, batch));
      return; // the checkpoints are read again: another process may have worked
    }
    throw new Error(`the log ends before position ${to}`);
  }

  /** Part of the traces of the commands whose events these are. */
  private watched(batch: readonly Recorded[], work: (batch: readonly Recorded[]) => Promise<void>): Promise<void> {
    const position = batch.at(-1)?.position ?? 0;
    const about = [...new Set(batch.map(({ correlationId }) => correlationId))].slice(0, MOST_LINKED);
    const fold = () =>
      timed(
        this.telemetry,
        () => work(batch),
        (seconds) => this.telemetry.observe('fold', seconds, {}),
      );
    return this.telemetry.step('project', { events: batch.length, position }, fold, about);
  }

  private async project(projections: readonly Projection[], from: number, batch: readonly Recorded[]): Promise<void> {
    const to = batch.at(-1)?.position ?? from;
    await withConnection(this.pool, async (client) => {
      await client.query('begin');
      await client.query('set local synchronous_commit = off'); // rows and checkpoints can only be lost together
      const moved = await client.query(
        'update checkpoint set position = $3, failed_at = null, failure = null where name = any($1) and position = $2',
        [projections.map(this.tableOf), from, to],
      );
      const all = moved.rowCount === projections.length;
      if (all) for (const p of projections) await this.write(client, p, batch, to).catch(stopping(p, to));
      if (all && projections.length === this.projections.length) await this.behind?.goAlong(client, from, batch);
      await client.query(all ? 'commit' : 'rollback');
    }).catch(async (error: unknown) => {
      if (error instanceof ProjectionFailed && projections.length === 1) await this.stop(error);
      throw error;
    });
  }

  private async stop({ projection, position, cause }: ProjectionFailed): Promise<void> {
    const failure = cause instanceof Error ? cause.name : 'Error';
    const failed = this.projections.find((p) => p.name === projection);
    if (!failed) return;
    await this.pool.query('update checkpoint set failed_at = $2, failure = $3 where name = $1', [
      this.tableOf(failed),
      position,
      failure,
    ]);
  }

  private async write(client: pg.PoolClient, p: Projection, batch: readonly Recorded[], to: number): Promise<void> {
    const touched = [...new Set(batch.flatMap((event) => touchedBy(p, event)))];
    if (touched.length === 0) return;
    const table = this.tableOf(p);
    const groups = await readGroups(client, p, table, touched);
    const before = new Map(groups);
    const late = advance(p, groups, batch);
    if (late.size > 0) await this.foldAgain(p, groups, late, to);
    await deleteSurplus(client, p, table, before, groups);
    const rows = touched.flatMap((key) => rowsOf(groups.get(key)));
    await upsert(client, p, table, rows);
  }

  /** What came late, or was corrected, is folded again from the key's whole history. */
  private async foldAgain(p: Projection, groups: Map<string, Group>, late: Late, to: number): Promise<void> {
    const streams = [...new Set([...late.values()].flatMap((s) => [...s]))];
    const events = (await this.store.readStreams(streams)).filter((e) => e.position <= to).map(decode);
    for (const [key, own] of late) {
      const history = events.filter((e) => own.has(e.stream));
      const again = guarded(p, to, () => refold(p, key, history));
      if (again) groups.set(key, again);
      else groups.delete(key);
    }
  }
}

export { ProjectionFailed } from '../../projections/projection-failed.js';
