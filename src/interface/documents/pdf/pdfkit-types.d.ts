/** What pdfkit 0.20 knows and its types do not yet. */
declare namespace PDFKit.Mixins {
  interface StructureElementOptions {
    /** Left, top, right and bottom on the page, for figures. */
    bbox?: readonly [number, number, number, number];
    /** What a header cell speaks for. */
    scope?: 'Row' | 'Column';
  }
}

declare module 'svg-to-pdfkit' {
  interface Options {
    readonly width?: number;
    readonly height?: number;
    readonly assumePt?: boolean;
    readonly fontCallback?: (family: string, bold: boolean, italic: boolean) => string;
    readonly warningCallback?: (warning: string) => void;
  }
  export default function SVGtoPDF(doc: PDFKit.PDFDocument, svg: string, x: number, y: number, options: Options): void;
}
