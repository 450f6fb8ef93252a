/** A picture of the report's figures that says the same in words and as a table, for those who do not see it. */
export interface Chart {
  /** Safe as a name of a file, the same in both languages. */
  readonly name: string;
  /** Stands in the picture too: no need to repeat it beside. */
  readonly title: string;
  /** Says what the picture says, with the figures. */
  readonly alt: string;
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

const TREND = 'trend-';
/** Of the report's year alone; the others go over the years, a trend of one indicator each or of all cases. */
export const isOfTheYear = ({ name }: Pick<Chart, 'name'>): boolean => !isTrend({ name }) && name !== 'first-contact';
/** The indicator whose trend it is. */
export const trendOf = ({ name }: Pick<Chart, 'name'>): string => name.slice(TREND.length);
export const isTrend = ({ name }: Pick<Chart, 'name'>): boolean => name.startsWith(TREND);
