import process from 'node:process';
import { jsx } from 'hono/jsx';

/** What hono/jsx asks of the store that a render has: ours is for components that draw at once, and all of ours do. */
class RenderStorage<S> {
  private store: S | undefined;
  getStore(): S | undefined {
    return this.store;
  }
  run<T>(store: S, draw: () => T): T {
    const before = this.store;
    this.store = store;
    try {
      return draw();
    } finally {
      this.store = before;
    }
  }
}

/**
 * hono/jsx takes an `AsyncLocalStorage` with its first render, for contexts (we have none). In Node before 24 one that has run once makes every `await` of
 * the process cost 2.4 times as much from then on (docs/bench.md, Pages). It asks for the class once; it is given this one.
 */
export function drawWithoutAsyncStorage(): void {
  const { getBuiltinModule } = process;
  process.getBuiltinModule = ((id: string) =>
    id === 'node:async_hooks' ? { AsyncLocalStorage: RenderStorage } : getBuiltinModule(id)) as typeof getBuiltinModule;
  try {
    String(jsx('p', {}, ''));
  } finally {
    process.getBuiltinModule = getBuiltinModule;
  }
}
drawWithoutAsyncStorage();
