import { QUERY_NAMES, queryNamed } from '../../src/application/queries/catalogue.js';
import { commands } from '../../src/domain/registry.js';
import { DOORS } from '../../src/interface/doors/doors.js';
import { waysOf } from '../../src/interface/doors/ways.js';
import { WAYS_IN } from '../../src/main/app.module.js';

/** One request as a stranger or a broken program might send it. */
export interface Thrown {
  readonly method: 'get' | 'post' | 'delete' | 'put';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Numbers that follow from a seed (mulberry32): a run is told again by it. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const ID = '0b7f7a52-6d2e-4f0e-9a53-6f1c2d3e4f50';
/** What has broken servers before: ends of ranges, other alphabets, half characters, paths, markup, numbers that are none. */
const ODD = [
  ...['', '0', '-1', '1e309', '9'.repeat(40), 'null', 'undefined', 'true', ID, ID.toUpperCase(), 'koebenhavn', 'koege'],
  ...[
    '__proto__',
    'constructor',
    '..',
    '../../etc/passwd',
    '%2e%2e%2f',
    "'; drop table event; --",
    '<script>',
    '{{7*7}}',
  ],
  ...['%', '%00', '%ff', '%ED%A0%80', '\u202e', '𝔉', 'æøå', '2026-02-30', '2026-11-29T25:00:00Z', '+', '&', '=', '#'],
  ...['S-2026-0001', 'koebenhavn:S-2026-1', '[]', '{}', 'x'.repeat(3_000), '1;2', 'a\tb', '2016', 'open'],
] as const;
const HEADERS = [
  ...['Sec-Fetch-Site', 'Origin', 'If-Match', 'Idempotency-Key', 'Content-Type', 'Accept-Language', 'X-Forwarded-For'],
  ...['Cookie', 'Range', 'Accept', 'Transfer-Encoding-X', 'Content-Encoding', 'X-HTTP-Method-Override'],
] as const;

const known = waysOf(WAYS_IN).flatMap(({ method, paths }) => paths.map((path) => [method, path] as const));
const opened = Object.values(DOORS).flatMap(({ opens }) => opens.map((o) => o.split(' ') as [string, string]));
const names = [...new Set(QUERY_NAMES.flatMap((name) => Object.keys(queryNamed(name).params)))];
const given = [...commands.keys()];

/** As many as are asked for, always the same for a seed: addresses of ours with something odd in each place that can be filled. */
export function* thrownBy(
  seed: number,
  many: number,
  token: (chance: () => number) => string | undefined,
): Generator<Thrown> {
  const chance = chanceOf(seed);
  const one = <T>(of: readonly T[]): T => of[Math.floor(chance() * of.length)] as T;
  const safe = (text: string) => (/^[\w%.:;+-]*$/.test(text) && chance() < 0.5 ? text : encodeURIComponent(text));
  const body = (depth = 0): unknown => {
    const kind = Math.floor(chance() * (depth > 3 ? 3 : 6));
    if (kind === 0) return one(ODD);
    if (kind === 1) return Math.floor((chance() - 0.5) * 1e12);
    if (kind === 2) return one([true, false, null]);
    if (kind === 3) return Array.from({ length: Math.floor(chance() * 4) }, () => body(depth + 1));
    const keys = [...names, 'id', 'at', 'data', 'user', '__proto__', 'file', '_csrf', '_add'];
    return Object.fromEntries(Array.from({ length: 1 + Math.floor(chance() * 5) }, () => [one(keys), body(depth + 1)]));
  };
  for (let i = 0; i < many; i += 1) {
    const [method, path] = chance() < 0.9 ? one([...known, ...opened]) : ['GET', `/${one(ODD)}`];
    const filled = path.replaceAll(/:(\w+)/g, (_, name) =>
      safe(name === 'name' && chance() < 0.7 ? one(given) : one(ODD)),
    );
    const asked = Array.from({ length: Math.floor(chance() * 4) }, () => `${one(names)}=${safe(one(ODD))}`);
    const isForm = chance() < 0.4;
    const sent = isForm
      ? Array.from({ length: 1 + Math.floor(chance() * 4) }, () => `${safe(one(names))}=${safe(one(ODD))}`).join('&')
      : JSON.stringify(body());
    const bearer = token(chance);
    const extra = Array.from({ length: Math.floor(chance() * 3) }, () => [one(HEADERS), one(ODD)] as const);
    yield {
      method: (chance() < 0.05
        ? one(['get', 'post', 'delete', 'put'])
        : method === 'ANY'
          ? 'get'
          : method.toLowerCase()) as Thrown['method'],
      path: `${filled.replaceAll(/[^\x21-\x7e]/g, (c) => encodeURIComponent(/[\ud800-\udfff]/.test(c) ? '?' : c)).replaceAll('#', '%23')}${asked.length > 0 ? `?${asked.join('&')}` : ''}`,
      headers: {
        'Content-Type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
        ...Object.fromEntries(extra.filter(([, value]) => /^[\x21-\x7e]+$/.test(value) && value.length < 1_000)),
        ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
      },
      // A slip of the hand: a byte goes missing.
      body: chance() < 0.1 ? sent.slice(0, -1) : sent,
    };
  }
}
