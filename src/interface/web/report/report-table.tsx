import type { Child } from 'hono/jsx';
import { ScrollBox } from '../layout.js';

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
