import { rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { childrenOf } from './processes.mjs';
import { pause, poolOf } from './wiring.mjs';

/** Writer, followers and the rebuild of one round, and what can be done to them. Counts what was really fired. */
export class Crowd {
  #followed = [];

  /** @param around site, url, file, chance, fired, wrong, events, damage */
  constructor(around) {
    Object.assign(this, around);
    this.gate = `${this.file}.gate`;
    if (this.damage) this.letGo();
    this.admin = poolOf(this.url, undefined, 2);
    this.#write();
    this.followers = Array.from({ length: this.damage ? 1 : this.chance.whole(1, 3) }, () => this.#follower());
  }

  count(what) {
    this.fired[what] = (this.fired[what] ?? 0) + 1;
  }

  /** What is left to write is written without a rest. */
  letGo() {
    writeFileSync(this.gate, '');
  }

  #seed() {
    return this.chance.whole(1, 1e9);
  }

  #write() {
    const { processes } = this.site;
    const writer = processes.start('writer.mjs', undefined, this.url, this.file, this.#seed(), this.gate);
    this.writer = writer;
    // Killed it has no exit code: then another one goes on.
    writer.gone.then(() => {
      this.over ||= writer.exitCode !== null;
    });
  }

  #follower(way = this.chance.one(['run', 'steps'])) {
    const follower = this.site.processes.start('follower.mjs', this.damage, this.url, way, this.#seed());
    this.#followed.push(follower);
    return follower;
  }

  /** What the server cannot answer now it is not asked again. */
  async ask(text, values) {
    return (await this.admin.query(text, values).catch(() => ({ rows: [] }))).rows;
  }

  async killFollower() {
    const i = this.chance.whole(0, this.followers.length - 1);
    if (this.site.processes.kill(this.followers[i])) this.count('follower killed');
    this.followers[i] = this.#follower();
  }

  async killWriter() {
    if (this.over || !this.site.processes.kill(this.writer)) return;
    this.count('writer killed');
    await this.writer.gone;
    this.#write();
  }

  /** One that holds its locks and does nothing for a while. */
  async freezeFollower() {
    const follower = this.chance.one(this.followers);
    if (!this.site.processes.runs(follower)) return;
    follower.kill('SIGSTOP');
    await pause(this.chance.whole(50, 700));
    follower.kill('SIGCONT');
    this.count('follower frozen for a while');
  }

  async killShard() {
    const shards = this.rebuilder ? childrenOf(this.rebuilder) : [];
    if (shards.length === 0) return;
    try {
      process.kill(this.chance.one(shards), 'SIGKILL');
      this.count('shard of a rebuild killed');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }

  async endSession() {
    const [ended] = await this.ask(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
       and backend_type = 'client backend' order by (state = 'active') desc, random() limit 1`,
    );
    if (ended) this.count('session ended by the server');
  }

  /** The server ends all sessions and recovers. */
  async killBackend() {
    const [found] = await this.ask(
      `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
       and backend_type = 'client backend' order by (state = 'active') desc, random() limit 1`,
    );
    if (!found) return;
    process.kill(found.pid, 'SIGKILL');
    this.count('backend killed');
  }

  async killPostmaster() {
    process.kill(this.site.postmaster(), 'SIGKILL');
    this.count('postmaster killed');
    await pause(this.chance.whole(0, 200));
    await this.site.server.ensure();
  }

  /** What followers could not do though there was no outage; that they could not fold an event is a finding. */
  hear() {
    for (const { failed } of this.#followed.flatMap((follower) => follower.told())) {
      this.count('follower complained of more than an outage');
      if (!/deadlock detected/.test(failed)) this.wrong.push(`a follower failed: ${failed}`);
    }
  }

  /** All but one stop; that one was started after the last fault, and follows until it is told to stop. */
  async settle() {
    if (this.damage) return;
    await this.site.server.ensure();
    await Promise.all(this.followers.map((follower) => this.site.processes.finish(follower)));
    this.lastFollower = this.#follower('run');
  }

  async close() {
    for (const child of [this.writer, this.lastFollower, ...this.followers]) if (child) this.site.processes.kill(child);
    await this.admin.end();
    rmSync(this.gate, { force: true });
  }
}
