import type { Mark } from '../goals.js';
import { INK } from './look.js';
import type { Paper } from './paper.js';

export const MARK_SIZE = 11;

/** Each mark has a shape and a sign of its own, and stands beside its word: colour alone says nothing (WCAG 1.4.1). */
export function drawMark({ pdf }: Paper, mark: Mark, x: number, y: number): void {
  const r = MARK_SIZE / 2;
  const [cx, cy] = [x + r, y + r];
  pdf.lineWidth(1.5).lineCap('round').lineJoin('round');
  if (mark === 'met') {
    pdf.circle(cx, cy, r).fill(INK.good);
    pdf
      .moveTo(cx - 2.5, cy + 0.2)
      .lineTo(cx - 0.7, cy + 2.1)
      .lineTo(cx + 2.7, cy - 2)
      .stroke('#ffffff');
  } else if (mark === 'missed') {
    pdf.polygon([cx, cy - r - 0.8], [cx + r + 0.8, cy], [cx, cy + r + 0.8], [cx - r - 0.8, cy]).fill(INK.bad);
    pdf
      .moveTo(cx - 1.7, cy - 1.7)
      .lineTo(cx + 1.7, cy + 1.7)
      .stroke('#ffffff');
    pdf
      .moveTo(cx - 1.7, cy + 1.7)
      .lineTo(cx + 1.7, cy - 1.7)
      .stroke('#ffffff');
  } else {
    pdf.lineWidth(1.2);
    const ring = pdf.circle(cx, cy, r - 0.6);
    (mark === 'withheld' ? ring.dash(1.6, { space: 1.8 }) : ring).stroke(INK.quiet);
    pdf
      .undash()
      .moveTo(cx - 2, cy)
      .lineTo(cx + 2, cy)
      .stroke(INK.quiet);
  }
}
