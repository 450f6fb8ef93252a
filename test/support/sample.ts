import { Random } from '../../src/interface/cli/demo-data/random.js';

/** `npm test` takes a sample of what is large; `npm run attack`, `npm run browser` and `npm run whole` take all of it. */
export const WHOLE = process.env.TESTS === 'whole';

const SEED = 13;

/** Some of them, always the same ones; all of them where the whole is asked for. */
export function sampled<T>(all: readonly T[], count: number): readonly T[] {
  return WHOLE ? all : new Random(SEED).shuffled(all).slice(0, count);
}

/** One part of so many of them, always the same; the parts together are all. All of them where the whole is asked for. */
export function partOf<T>(all: readonly T[], part: number, parts: number): readonly T[] {
  return WHOLE ? all : new Random(SEED).shuffled(all).filter((_, i) => i % parts === part);
}

/** A command file from which a registration is missing: negative controls of comparisons read it instead. */
export function withoutAConcern(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line) => line.includes('"RegisterConcern"'));
  return lines.with(at, '{}');
}
