import type { TopLevelSpec } from 'vega-lite';
import type { Language } from '../../words/words.js';
import type { Chart } from './chart.js';
import { FONT, INK, PAPER, TEXT_SIZE } from './look.js';

export type Layer = Exclude<Extract<TopLevelSpec, { layer: unknown }>['layer'][number], { layer: unknown }>;
export interface Drawing {
  /** Of the picture, the margins with it. */
  readonly width: number;
  readonly height: number;
  /** Around the area of the scales. */
  readonly margin: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
  readonly layers: readonly Layer[];
}

/** A chart whose picture is drawn: the same drawing and words give the same bytes. */
export async function drawn(
  { width, height, margin, layers }: Drawing,
  told: Omit<Chart, 'svg' | 'width' | 'height'>,
  language: Language,
): Promise<Chart> {
  const marks = await marksOf({
    width: width - margin.left - margin.right,
    height: height - margin.top - margin.bottom,
    padding: margin,
    // Nothing is laid out by the width of a text: that would differ with the fonts of the machine.
    autosize: { type: 'none' },
    background: PAPER,
    config: {
      aria: false,
      font: FONT,
      view: { stroke: null },
      text: { font: FONT, fontSize: TEXT_SIZE, color: INK },
    },
    layer: [...layers],
  });
  const alt = escaped(told.alt);
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" lang="${language}" role="img" aria-label="${alt}">`;
  return {
    ...told,
    ...{ width, height },
    svg: `${head}<title>${escaped(told.title)}</title><desc>${alt}</desc>${marks}</svg>`,
  };
}

/** Loaded when something is drawn, and once: the commands that draw nothing do not wait for it. */
let library: ReturnType<typeof load> | undefined;
async function load() {
  const vega = await import('vega');
  const { compile } = await import('vega-lite');
  return { vega, compile };
}

async function marksOf(spec: TopLevelSpec): Promise<string> {
  library ??= load();
  const { vega, compile } = await library;
  const view = new vega.View(vega.parse(compile(spec).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return plain(svg.slice(svg.indexOf('>') + 1, svg.lastIndexOf('</svg>')));
}

const FRAMES = /<path class="(?:background|foreground)"[^>]*\/>/g;
const TOLD_BY_THE_ROOT = / (?:class|role|pointer-events|aria-[a-z]+)="[^"]*"/g;
const TAG = /<[^>]+>/g;
const PLACES = / (?:d|transform|[xy][12]?|d[xy]|r|width|height)="[^"]*"/g;
const FRACTION = /-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/g;

/** What shows, and nothing else; two decimals are enough for an eye, and hide how a processor rounds. */
const plain = (svg: string): string =>
  svg
    .replace(FRAMES, '')
    .replace(TAG, (tag) =>
      tag
        .replace(TOLD_BY_THE_ROOT, '')
        .replace(PLACES, (place) => place.replace(FRACTION, (n) => String(Number(Number(n).toFixed(2))))),
    );

export const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
