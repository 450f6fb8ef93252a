import type { Layer } from './drawing.js';
import { INK } from './look.js';

type Domain = readonly [number, number];
/** What the places of a mark are measured by: a domain of figures, or (where none is given) pixels from the corner of the picture's inner area. */
export interface Scales {
  readonly x?: Domain;
  readonly y?: Domain;
}
interface ChartPoint {
  readonly x: number;
  readonly y: number;
}
interface Span extends ChartPoint {
  readonly x2: number;
  readonly y2: number;
}
interface TextStyle {
  readonly align?: 'left' | 'center' | 'right';
  readonly color?: string;
  readonly bold?: boolean;
  readonly size?: number;
  readonly lineHeight?: number;
  readonly dx?: number;
  readonly angle?: number;
}
export type Form = 'circle' | 'triangle-up' | 'square' | 'diamond' | 'cross';
interface ShapeStyle {
  readonly fill?: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
  readonly strokeDash?: readonly number[];
}

export function texts(
  values: readonly (ChartPoint & { readonly text: string })[],
  scales: Scales = {},
  { align = 'left', color = INK, bold = false, size, ...rest }: TextStyle = {},
): readonly Layer[] {
  const fontWeight = bold ? ('bold' as const) : ('normal' as const);
  const fontSize = size === undefined ? {} : { fontSize: size };
  return layerOf(values, {
    mark: { type: 'text', align, color, lineBreak: '\n', fontWeight, ...fontSize, ...rest },
    encoding: { ...placed(scales), text: { field: 'text', type: 'nominal' } },
  });
}

export const rects = (values: readonly Span[], scales: Scales, style: ShapeStyle) =>
  layerOf(values, { mark: { type: 'rect', ...shape(style) }, encoding: spanned(scales) });

export const rules = (values: readonly Span[], scales: Scales, style: ShapeStyle) =>
  layerOf(values, { mark: { type: 'rule', ...shape(style) }, encoding: spanned(scales) });

export const points = (
  values: readonly ChartPoint[],
  scales: Scales,
  { symbol = 'circle', size = 64, ...style }: ShapeStyle & { readonly symbol?: Form; readonly size?: number },
) =>
  layerOf(values, {
    mark: { type: 'point', shape: symbol, size, opacity: 1, ...shape(style) },
    encoding: placed(scales),
  });

/** One line for each `run`: places of different runs are not joined. */
export const lines = (values: readonly (ChartPoint & { readonly run: number })[], scales: Scales, style: ShapeStyle) =>
  layerOf(values, {
    mark: { type: 'line', ...shape(style) },
    encoding: { ...placed(scales), detail: { field: 'run', type: 'nominal' } },
  });

const layerOf = (values: readonly ChartPoint[], layer: Omit<Layer, 'data'>): readonly Layer[] =>
  values.length === 0 ? [] : [{ ...layer, data: { values: [...values] } }];

const shape = ({ strokeDash, ...style }: ShapeStyle) => ({
  ...style,
  ...(strokeDash ? { strokeDash: [...strokeDash] } : {}),
});

const placed = (scales: Scales) => ({ x: channel('x', scales.x), y: channel('y', scales.y) });
const spanned = (scales: Scales) => ({ ...placed(scales), x2: { field: 'x2' }, y2: { field: 'y2' } });
const channel = (field: 'x' | 'y', domain?: Domain) => ({
  ...{ field, type: 'quantitative' as const, axis: null },
  scale: domain ? { domain: [...domain], nice: false, zero: false } : null,
});
