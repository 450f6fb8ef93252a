/**
 * Canonical JSON: keys sorted by code unit, no whitespace. What is hashed is what is stored, so an event is written in exactly one way
 * (design.md, *Bytes*). The input is data that schemas have let through: finite numbers, strings without lone surrogates.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((v) => canonical(v ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, v]) => `${JSON.stringify(key)}:${canonical(v)}`).join(',')}}`;
}
