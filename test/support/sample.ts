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

/**
 * A command file from which a concern is missing: negative controls of comparisons read it instead. Taken out is one that is seen to
 * be missed: registered for the Infohus that is compared, by a line that was not refused.
 */
export function withoutAConcern(
  lines: readonly string[],
  infohus: string,
  refused: readonly { readonly line: number }[] = [],
): readonly string[] {
  const passedOver = new Set(refused.map(({ line }) => line - 1));
  const at = lines.findIndex((line, index) => {
    if (!line.includes('"RegisterConcern"') || passedOver.has(index)) return false;
    const { command, data } = JSON.parse(line) as { readonly command: string; readonly data: { infohus?: string } };
    return command === 'RegisterConcern' && data.infohus === infohus;
  });
  if (at < 0) throw new Error(`no concern of ${infohus} stands in the file`);
  return lines.with(at, '{}');
}
