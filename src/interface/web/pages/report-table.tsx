import type { Child } from 'hono/jsx';

export interface Column {
  readonly head: string;
  /** Figures stand to the right, so that their digits stand below each other. */
  readonly figures?: boolean;
}
export const words = (head: string): Column => ({ head });
export const figures = (head: string): Column => ({ head, figures: true });

/** A table of figures whose rows have names. */
export function FigureTable(props: {
  caption: string;
  columns: readonly Column[];
  rows: readonly (readonly Child[])[];
}) {
  const { caption, columns, rows } = props;
  const kind = (i: number) => (columns[i]?.figures ? 'figures' : undefined);
  return (
    <ScrollBox name={caption}>
      <table class="table table--zebra">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head }, i) => (
              <th scope="col" class={kind(i)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells]) => (
            <tr>
              <th scope="row">{name}</th>
              {cells.map((cell, i) => (
                <td class={kind(i + 1)}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** What is too wide for a phone scrolls in here, and the page does not. */
export function ScrollBox({ name, children }: { name: string; children?: Child }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is of a form; focusable, for who has no mouse scrolls what has the focus
    <div class="scroll-box" role="group" aria-label={name} tabindex={0}>
      {children}
    </div>
  );
}
