/** Bounded in number and age: what was used longest ago goes first, and nothing is given out older than `ttl` milliseconds. */
export class Lru<V> {
  private readonly entries = new Map<string, { readonly value: V; readonly since: number }>();

  constructor(
    private readonly most: number,
    private readonly ttl: number,
    private readonly now: () => string,
  ) {}

  get(name: string): V | undefined {
    const entry = this.entries.get(name);
    if (entry === undefined) return undefined;
    this.entries.delete(name);
    const age = Date.parse(this.now()) - entry.since;
    // A clock that was set back says nothing about age: such an entry is as good as expired.
    if (!(age >= 0 && age < this.ttl)) return undefined;
    this.entries.set(name, entry); // Map keeps the order of insertion: the newest use stands last
    return entry.value;
  }

  set(name: string, value: V): void {
    this.entries.delete(name);
    for (const oldest of this.entries.keys()) {
      if (this.entries.size < this.most) break;
      this.entries.delete(oldest);
    }
    this.entries.set(name, { value, since: Date.parse(this.now()) });
  }

  delete(name: string): void {
    this.entries.delete(name);
  }
}
