import { StoreUnavailable } from '../ports/event-store.js';
import { VaultUnavailable } from '../ports/vault.js';
import { NeedsMending } from '../refusal.js';

/** The kind of an error, never its message: that may hold what was sent. */
export function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' && /^[\w-]{1,40}$/.test(code) ? `${error.name} ${code}` : error.name;
}

/** Where it happened: places in the code only. */
export function placesOf(error: unknown): readonly string[] {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  const places = lines.filter((line) => /^ {4}at [^'"`]+:\d+:\d+\)?$/.test(line));
  return places
    .slice(0, 6)
    .map((line) => line.slice(7).replace(/(file:\/\/)?\/\S*\/(src|\.?dist[^/]*|node_modules)\//, '$2/'));
}

/** The message, where it is ours and names nothing but parts of the installation. */
export const saidBy = (error: unknown): string | undefined =>
  error instanceof NeedsMending || error instanceof StoreUnavailable || error instanceof VaultUnavailable
    ? error.message
    : undefined;
