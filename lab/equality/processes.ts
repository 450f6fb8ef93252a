import { rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Random } from '../../src/interface/cli/demo-data/random.js';
import { type Child, type ChildProcesses, childrenOf, signal } from '../scenarios/child-processes.js';
import { openPool } from '../scenarios/pools.js';
import type { Site } from '../scenarios/site.js';
import { DAMAGE, type Damage } from './damage.js';
import type { Complaint } from './follower.js';

/** The session that holds a part of a rebuild is known by this name, and left alone. */
export const HOLDER = 'lab-holder';

/** One round: a history in a file, a database for it, and what is counted. */
export interface Round {
  readonly site: Site;
  readonly children: ChildProcesses;
  readonly url: string;
  readonly file: string;
  readonly random: Random;
  readonly fired: Record<string, number>;
  readonly damage: Damage | undefined;
  readonly events: number;
}

/** Writer, followers and the rebuild of one round, and what can be done to them. Counts what was really fired. */
export class RoundProcesses {
  readonly wrong: string[] = [];
  readonly children: ChildProcesses;
  /** Everything is written. */
  over = false;
  writer: Child;
  rebuilder: Child | undefined;
  readonly #followers: Child[];
  readonly #followed: Child[] = [];
  readonly #gate: string;
  readonly #admin: pg.Pool;
  #lastFollower: Child | undefined;

  constructor(readonly round: Round) {
    this.children = round.children;
    this.#gate = `${round.file}.gate`;
    if (round.damage) this.letGo();
    this.#admin = openPool(round.url, { max: 2 });
    this.writer = this.#write();
    const count = round.damage ? 1 : round.random.whole(1, 3);
    this.#followers = Array.from({ length: count }, () => this.#follower());
  }

  count(what: string): void {
    const { fired } = this.round;
    fired[what] = (fired[what] ?? 0) + 1;
  }

  /** What is left to write is written without a rest. */
  letGo(): void {
    writeFileSync(this.#gate, '');
  }

  #seed(): number {
    return this.round.random.whole(1, 1e9);
  }

  #write(): Child {
    const { url, file } = this.round;
    const writer = this.children.start('writer.js', [url, file, this.#seed(), this.#gate]);
    // Killed it has no exit code: then another one goes on.
    void writer.gone.then(() => {
      this.over ||= writer.process.exitCode !== null;
    });
    return writer;
  }

  /** With the defect of the round, where it shall have one. */
  start(script: string, ...args: readonly (string | number)[]): Child {
    return this.children.start(script, args, { [DAMAGE]: this.round.damage ?? '' });
  }

  #follower(way = this.round.random.one(['run', 'steps'])): Child {
    const follower = this.start('follower.js', this.round.url, way, this.#seed());
    this.#followed.push(follower);
    return follower;
  }

  /** What the server cannot answer now it is not asked again. */
  async ask<R extends pg.QueryResultRow>(text: string): Promise<readonly R[]> {
    return (await this.#admin.query<R>(text).catch(() => ({ rows: [] }))).rows;
  }

  async killFollower(): Promise<void> {
    const i = this.round.random.whole(0, this.#followers.length - 1);
    const [killed] = this.#followers.splice(i, 1, this.#follower());
    if (killed && this.children.kill(killed)) this.count('follower killed');
  }

  async killWriter(): Promise<void> {
    if (this.over || !this.children.kill(this.writer)) return;
    this.count('writer killed');
    await this.writer.gone;
    this.writer = this.#write();
  }

  /** One that holds its locks and does nothing for a while. */
  async freezeFollower(): Promise<void> {
    const follower = this.round.random.one(this.#followers);
    if (!follower.runs) return;
    follower.process.kill('SIGSTOP');
    await pause(this.round.random.whole(50, 700));
    follower.process.kill('SIGCONT');
    this.count('follower frozen for a while');
  }

  async killShard(): Promise<void> {
    const shards = this.rebuilder ? childrenOf(this.rebuilder) : [];
    if (shards.length > 0 && signal(this.round.random.one(shards), 'SIGKILL')) this.count('shard of a rebuild killed');
  }

  async endSession(): Promise<void> {
    const [ended] = await this.ask(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
       and backend_type = 'client backend' and application_name <> '${HOLDER}'
       order by (state = 'active') desc, random() limit 1`,
    );
    if (ended) this.count('session ended by the server');
  }

  /** The server ends all sessions and recovers. */
  async killBackend(): Promise<void> {
    const found = await this.#backend();
    if (!found) return;
    process.kill(found.pid, 'SIGKILL');
    this.count('backend killed');
  }

  /** Of somebody who works, as soon as there is one. */
  async #backend(): Promise<{ readonly pid: number } | undefined> {
    const text = `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
       and backend_type = 'client backend' order by (state = 'active') desc, random() limit 1`;
    for (; !this.over; await pause(20)) {
      const [found] = await this.ask<{ pid: number }>(text);
      if (found) return found;
    }
    return undefined;
  }

  async killPostmaster(): Promise<void> {
    const { site, random } = this.round;
    process.kill(site.postmaster(), 'SIGKILL');
    this.count('postmaster killed');
    await pause(random.whole(0, 200));
    await site.server.ensure();
  }

  /** What followers could not do though there was no outage; that they could not fold an event is a finding. */
  hear(): void {
    for (const { failed } of this.#followed.flatMap((follower) => follower.told<Complaint>())) {
      this.count('follower complained of more than an outage');
      if (!/deadlock detected/.test(failed)) this.wrong.push(`a follower failed: ${failed}`);
    }
  }

  /** All but one stop; that one was started after the last fault, and follows until it is told to stop. */
  async settle(): Promise<void> {
    if (this.round.damage) return;
    await this.round.site.server.ensure();
    await Promise.all(this.#followers.map((follower) => this.children.finish(follower)));
    this.#lastFollower = this.#follower('run');
  }

  async close(): Promise<void> {
    this.children.killAll();
    await this.#lastFollower?.gone;
    await this.#admin.end();
    rmSync(this.#gate, { force: true });
  }
}
