import type { SessionRow, SessionStore, SessionsOf } from '../../../src/application/ports/identity.js';
import type { SessionEnding } from '../../../src/domain/identity/login.js';

/** Sessions in memory, by the same contract as the table. */
export class MemorySessions implements SessionStore {
  readonly rows = new Map<string, SessionRow>();
  private readonly held = new Map<string, { readonly value: object | null; readonly until: string }>();

  async open(row: SessionRow, most: number): Promise<readonly SessionRow[]> {
    this.rows.set(row.hash, row);
    const own = [...this.rows.values()]
      .filter((r) => r.userId === row.userId && r.way === row.way && r.ended === null && r.until > row.seenAt)
      .sort(
        (a, b) => b.startedAt.localeCompare(a.startedAt) || Number(b.hash === row.hash) - Number(a.hash === row.hash),
      );
    return own.slice(most).map((r) => this.ended(r, 'too-many'));
  }
  async find(hash: string) {
    return this.rows.get(hash);
  }
  async ofUser(userId: string, now: string) {
    const own = [...this.rows.values()].filter((r) => r.userId === userId && r.ended === null && r.until > now);
    return own.sort((a, b) => b.startedAt.localeCompare(a.startedAt) || a.hash.localeCompare(b.hash));
  }
  async living(now: string) {
    return [...this.rows.values()].filter((r) => r.ended === null && r.until > now).length;
  }
  async seen(hash: string, at: string) {
    const row = this.rows.get(hash);
    if (row && row.seenAt < at) this.rows.set(hash, { ...row, seenAt: at });
  }
  async end(which: SessionsOf, how: SessionEnding): Promise<readonly SessionRow[]> {
    const matches = (row: SessionRow) =>
      Object.entries(which).every(([name, value]) =>
        name === 'but' ? row.hash !== value : row[name as keyof SessionRow] === value,
      );
    return [...this.rows.values()].filter((r) => r.ended === null && matches(r)).map((r) => this.ended(r, how));
  }
  async once(key: string, until: string) {
    if (this.held.has(key)) return false;
    this.held.set(key, { value: null, until });
    return true;
  }
  async keep(key: string, value: object, until: string) {
    this.held.set(key, { value, until });
  }
  async take(key: string, now: string): Promise<unknown> {
    const found = this.held.get(key);
    if (!found?.value || found.until <= now) return undefined;
    this.held.delete(key);
    return found.value;
  }
  async clean(now: string) {
    for (const [hash, { until }] of this.rows) if (until < now) this.rows.delete(hash);
    for (const [key, { until }] of this.held) if (until < now) this.held.delete(key);
  }
  private ended(row: SessionRow, how: SessionEnding): SessionRow {
    const over = { ...row, ended: how };
    this.rows.set(row.hash, over);
    return over;
  }
}
