import type { PersonIndex } from '../../src/application/ports/person-index.js';

/** The index in memory, by the same port. */
export class MemoryPersonIndex implements PersonIndex {
  private reached = 0;
  private readonly tokens = new Map<string, ReadonlySet<string>>();

  async position(): Promise<number> {
    return this.reached;
  }
  async put(from: number, to: number, tokens: ReadonlyMap<string, readonly string[]>): Promise<boolean> {
    if (from !== this.reached) return false;
    this.reached = to;
    for (const [person, own] of tokens) this.tokens.set(person, new Set(own));
    return true;
  }
  async having(tokens: readonly string[], most: number): Promise<readonly string[]> {
    const found = [...this.tokens].filter(([, own]) => tokens.every((token) => own.has(token)));
    return found
      .map(([person]) => person)
      .sort()
      .slice(0, most);
  }
  async clear(): Promise<void> {
    this.reached = 0;
    this.tokens.clear();
  }
  /** All that lies there. */
  get rows(): readonly (readonly [person: string, token: string])[] {
    return [...this.tokens].flatMap(([person, own]) => [...own].map((token) => [person, token] as const));
  }
}
