import type { Child } from 'hono/jsx';

export type Fact = readonly [name: string, value: Child];

/** What is known of one thing, a line each; what is not known is not there. */
export function Facts({ of }: { of: readonly Fact[] }) {
  return (
    <dl class="proofs">
      {of.map(([name, value]) =>
        value === null || value === undefined || value === '' ? null : (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ),
      )}
    </dl>
  );
}
