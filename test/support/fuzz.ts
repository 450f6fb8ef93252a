import { QUERY_NAMES, queryNamed } from '../../src/application/queries/catalogue.js';
import { commands } from '../../src/domain/registry.js';
import { Random } from '../../src/interface/cli/demo-data/random.js';
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
  token: (random: Random) => string | undefined,
  ids: readonly string[] = [],
): Generator<Thrown> {
  const random = new Random(seed);
  // Of records that are there as often as what is odd: behind them stands what opens, lists and decides.
  const value = () => (ids.length > 0 && random.chance(0.5) ? random.one(ids) : random.one(ODD));
  const one = <T>(of: readonly T[]): T => random.one(of);
  const several = <T>(from: number, to: number, make: () => T): T[] =>
    Array.from({ length: random.whole(from, to) }, make);
  const safe = (text: string) => (/^[\w%.:;+-]*$/.test(text) && random.chance(0.5) ? text : encodeURIComponent(text));
  const body = (depth = 0): unknown => {
    const kind = random.whole(0, depth > 3 ? 2 : 5);
    if (kind === 0) return value();
    if (kind === 1) return Math.floor((random.next() - 0.5) * 1e12);
    if (kind === 2) return one([true, false, null]);
    if (kind === 3) return several(0, 3, () => body(depth + 1));
    const keys = [...names, 'id', 'at', 'data', 'user', '__proto__', 'file', '_csrf', '_add'];
    return Object.fromEntries(several(1, 5, () => [one(keys), body(depth + 1)]));
  };
  for (let i = 0; i < many; i += 1) {
    const [method, path] = random.chance(0.9) ? one([...known, ...opened]) : ['GET', `/${one(ODD)}`];
    const filled = path.replaceAll(/:(\w+)/g, (_, name) =>
      safe(name === 'name' && random.chance(0.7) ? one(given) : value()),
    );
    const asked = several(0, 3, () => `${one(names)}=${safe(value())}`);
    const isForm = random.chance(0.4);
    const sent = isForm
      ? several(1, 4, () => `${safe(one(names))}=${safe(value())}`).join('&')
      : JSON.stringify(body());
    const bearer = token(random);
    const extra = several(0, 2, () => [one(HEADERS), one(ODD)] as const);
    yield {
      method: (random.chance(0.05)
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
      body: random.chance(0.1) ? sent.slice(0, -1) : sent,
    };
  }
}
