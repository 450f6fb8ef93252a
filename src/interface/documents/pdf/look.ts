import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as CHART from '../charts/look.js';

/** A4 in points, and the frame that text keeps to; header and footer stand outside it. */
export const PAGE = { width: 595.28, height: 841.89, left: 50, right: 50, top: 74, bottom: 62 } as const;
export const WIDTH = PAGE.width - PAGE.left - PAGE.right;
export const FLOOR = PAGE.height - PAGE.bottom;

/** The colours of the charts, so that page and picture speak alike. Text has a contrast of 4.5:1 or more on white and on `band` (WCAG 1.4.3). */
export const INK = {
  text: CHART.INK,
  quiet: CHART.QUIET,
  accent: CHART.DATA,
  good: CHART.REACHED,
  bad: CHART.MISSED,
  line: '#c3c9cf',
  band: '#eef2f6',
} as const;

export type Face = 'regular' | 'semibold' | 'bold';
export interface Style {
  readonly face: Face;
  readonly size: number;
  readonly ink: string;
  readonly lineGap?: number;
}
export const STYLES = {
  title: { face: 'bold', size: 24, ink: INK.text },
  heading: { face: 'bold', size: 14, ink: INK.text },
  subheading: { face: 'semibold', size: 10.5, ink: INK.text },
  text: { face: 'regular', size: 10, ink: INK.text, lineGap: 1 },
  small: { face: 'regular', size: 9, ink: INK.text },
  strong: { face: 'semibold', size: 10, ink: INK.text, lineGap: 1 },
  note: { face: 'regular', size: 8.5, ink: INK.quiet },
  cell: { face: 'regular', size: 9, ink: INK.text },
  columnHead: { face: 'semibold', size: 8.5, ink: INK.text },
  rowHead: { face: 'semibold', size: 9, ink: INK.text },
  figure: { face: 'bold', size: 26, ink: INK.accent },
  running: { face: 'regular', size: 8, ink: INK.quiet },
  warning: { face: 'bold', size: 8, ink: INK.bad },
} as const satisfies Record<string, Style>;

const FACES: Readonly<Record<Face, string>> = { regular: 'Regular', semibold: 'SemiBold', bold: 'Bold' };
// The package exports its script only; the fonts lie beside it, and are the same that the pages of the web use.
const FONTS = join(dirname(createRequire(import.meta.url).resolve('dkfds')), '../fonts/IBMPlexSans/complete/ttf');
export const faces = (): [Face, string][] =>
  (Object.keys(FACES) as Face[]).map((face) => [face, join(FONTS, `IBMPlexSans-${FACES[face]}.ttf`)]);
