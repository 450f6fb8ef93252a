/** As much of PromQL as deploy/ uses: what else stands in an expression is a fault. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}
/** The samples of one scrape by metric name. */
export type Scrape = ReadonlyMap<string, readonly Sample[]>;

const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** Prometheus text; `more` is what the scraper adds to each sample. */
export function scraped(text: string, more: Readonly<Record<string, string>>): Scrape {
  const found = new Map<string, Sample[]>();
  for (const line of text.split('\n')) {
    const [, name, labels = '', value] = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (!name) continue;
    const own = Object.fromEntries([...labels.matchAll(LABEL)].map(([, label, text]) => [label, text]));
    const sample = { labels: { ...own, ...more }, value: value === '+Inf' ? Number.POSITIVE_INFINITY : Number(value) };
    found.set(name, [...(found.get(name) ?? []), sample]);
  }
  return found;
}

export interface Selector {
  readonly name: string;
  readonly match: readonly { readonly label: string; readonly is: '=' | '=~'; readonly text: string }[];
  /** Seconds. */
  readonly range: number | undefined;
}
type Node =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'select'; readonly selector: Selector }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[] }
  | { readonly kind: 'aggregate'; readonly name: string; readonly by: readonly string[]; readonly of: readonly Node[] }
  | { readonly kind: 'binary'; readonly op: string; readonly left: Node; readonly right: Node };

const TOKEN = /\s*(==|!=|<=|>=|=~|[-+*/<>=(){},[\]]|"(?:[^"\\]|\\.)*"|[\d.]+[smhd]?|[A-Za-z_]\w*)/y;
const AGGREGATES = ['sum', 'min', 'max', 'topk'];
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

export function parsed(text: string): Node {
  const tokens: string[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.trimEnd().length; ) {
    const found = TOKEN.exec(text);
    if (!found?.[1]) throw new Error(`not understood in ${text}`);
    tokens.push(found[1]);
  }
  let at = 0;
  const next = () => tokens[at];
  const take = (wanted?: string): string => {
    const token = tokens[at++];
    if (token === undefined || (wanted !== undefined && token !== wanted))
      throw new Error(`${wanted ?? 'more'} expected, not ${token}, in ${text}`);
    return token;
  };
  const listed = <T>(open: string, close: string, one: () => T): T[] => {
    take(open);
    const all: T[] = [];
    while (next() !== close) {
      all.push(one());
      if (next() === ',') take();
    }
    take(close);
    return all;
  };
  const level = (ops: readonly string[], below: () => Node) => (): Node => {
    let left = below();
    while (ops.includes(next() ?? '')) left = { kind: 'binary', op: take(), left, right: below() };
    return left;
  };
  const unit = (): Node => {
    if (next() === '(') {
      take();
      const inner = whole();
      take(')');
      return inner;
    }
    const token = take();
    if (/^[\d.]+$/.test(token)) return { kind: 'number', value: Number(token) };
    if (AGGREGATES.includes(token)) {
      const isGrouped = next() === 'by';
      if (isGrouped) take();
      const by = isGrouped ? listed('(', ')', () => take()) : [];
      return { kind: 'aggregate', name: token, by, of: listed('(', ')', () => whole()) };
    }
    if (next() === '(') return { kind: 'call', name: token, args: listed('(', ')', () => whole()) };
    const match =
      next() === '{'
        ? listed('{', '}', () => ({ label: take(), is: take() as '=' | '=~', text: take().slice(1, -1) }))
        : [];
    let range: number | undefined;
    if (next() === '[') {
      take();
      const span = take();
      range = Number(span.slice(0, -1)) * (UNITS[span.slice(-1)] ?? Number.NaN);
      take(']');
    }
    return { kind: 'select', selector: { name: token, match, range } };
  };
  const whole = level(['and'], level(['==', '!=', '<', '>', '<=', '>='], level(['+', '-'], level(['*', '/'], unit))));
  const node = whole();
  if (at < tokens.length) throw new Error(`${next()} is too much in ${text}`);
  return node;
}

/** Every selector of an expression, and the labels that it aggregates by. */
export function used(node: Node): { readonly selectors: readonly Selector[]; readonly by: readonly string[] } {
  const inner =
    node.kind === 'binary'
      ? [node.left, node.right]
      : node.kind === 'call'
        ? node.args
        : node.kind === 'aggregate'
          ? node.of
          : [];
  const below = inner.map(used);
  return {
    selectors: [...(node.kind === 'select' ? [node.selector] : []), ...below.flatMap(({ selectors }) => selectors)],
    by: [...(node.kind === 'aggregate' ? node.by : []), ...below.flatMap(({ by }) => by)],
  };
}

const keyOf = (labels: Readonly<Record<string, string>>, but: readonly string[] = []) =>
  JSON.stringify(
    Object.entries(labels)
      .filter(([label]) => !but.includes(label))
      .sort(),
  );
const only = (labels: Readonly<Record<string, string>>, by: readonly string[]) =>
  Object.fromEntries(Object.entries(labels).filter(([label]) => by.includes(label)));

/** The value of an expression between two scrapes that lie so many seconds apart. */
export function evaluated(node: Node, [before, now]: readonly [Scrape, Scrape], apart: number): readonly Sample[] {
  const of = (inner: Node | undefined): readonly Sample[] => (inner ? evaluated(inner, [before, now], apart) : []);
  switch (node.kind) {
    case 'number':
      return [{ labels: {}, value: node.value }];
    case 'select':
      return selected(now, node.selector);
    case 'call':
      return called(node.name, node.args);
    case 'aggregate':
      return aggregated(node.name, node.by, of(node.of.at(-1)));
    case 'binary':
      return combined(node);
  }

  function called(name: string, args: readonly Node[]): readonly Sample[] {
    const [first, second] = args;
    if (name === 'histogram_quantile') return quantiles(of(first)[0]?.value ?? 0, of(second));
    if (first?.kind !== 'select') throw new Error(`${name} takes a range`);
    const was = new Map(selected(before, first.selector).map(({ labels, value }) => [keyOf(labels), value]));
    return selected(now, first.selector).map(({ labels, value }) => {
      const grown = value - (was.get(keyOf(labels)) ?? value);
      if (name === 'rate') return { labels, value: grown / apart };
      if (name === 'increase' || name === 'delta') return { labels, value: grown };
      throw new Error(`${name} is not known`);
    });
  }

  function combined({ op, left, right }: Extract<Node, { kind: 'binary' }>): readonly Sample[] {
    const [a, b] = [of(left), of(right)];
    const other = (labels: Sample['labels']) =>
      right.kind === 'number' ? b[0]?.value : b.find((one) => keyOf(one.labels) === keyOf(labels))?.value;
    return a.flatMap(({ labels, value }) => {
      const than = other(labels);
      if (than === undefined) return [];
      if (op === 'and') return [{ labels, value }];
      const result = OPERATORS[op]?.(value, than);
      if (result === undefined) throw new Error(`${op} is not known`);
      return typeof result === 'number' ? [{ labels, value: result }] : result ? [{ labels, value }] : [];
    });
  }
}
const OPERATORS: Readonly<Record<string, (a: number, b: number) => number | boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

function selected(scrape: Scrape, { name, match }: Selector): readonly Sample[] {
  return (scrape.get(name) ?? []).filter(({ labels }) =>
    match.every(({ label, is, text }) =>
      is === '=' ? (labels[label] ?? '') === text : new RegExp(`^(?:${text})$`).test(labels[label] ?? ''),
    ),
  );
}

function aggregated(name: string, by: readonly string[], samples: readonly Sample[]): readonly Sample[] {
  if (name === 'topk') return samples;
  const groups = new Map<string, { labels: Record<string, string>; values: number[] }>();
  for (const { labels, value } of samples) {
    const own = only(labels, by);
    const group = groups.get(keyOf(own)) ?? { labels: own, values: [] };
    group.values.push(value);
    groups.set(keyOf(own), group);
  }
  return [...groups.values()].map(({ labels, values }) => ({
    labels,
    value:
      name === 'sum' ? values.reduce((a, b) => a + b, 0) : name === 'min' ? Math.min(...values) : Math.max(...values),
  }));
}

/** Linear within a bucket, as Prometheus has it; nothing where nothing was observed. */
function quantiles(share: number, buckets: readonly Sample[]): readonly Sample[] {
  const histograms = new Map<string, Sample[]>();
  for (const sample of buckets) {
    const key = keyOf(sample.labels, ['le']);
    histograms.set(key, [...(histograms.get(key) ?? []), sample]);
  }
  return [...histograms.values()].flatMap((own) => {
    const edge = ({ labels }: Sample) => (labels.le === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels.le));
    const sorted = [...own].sort((a, b) => edge(a) - edge(b));
    const all = sorted.at(-1)?.value ?? 0;
    if (all === 0) return [];
    const at = sorted.findIndex(({ value }) => value >= share * all);
    const [low, high] = [sorted[at - 1], sorted[at]];
    const from = low ? edge(low) : 0;
    if (!high || edge(high) === Number.POSITIVE_INFINITY) return [{ labels: {}, value: from }];
    const inside = (share * all - (low?.value ?? 0)) / (high.value - (low?.value ?? 0));
    const { le: _, ...labels } = high.labels;
    return [{ labels, value: from + (edge(high) - from) * inside }];
  });
}
