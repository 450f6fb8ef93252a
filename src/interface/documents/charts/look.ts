/**
 * Blue and orange are told apart by every kind of colour blindness, and all of it but GRID has the contrast of WCAG AA
 * against white. GRID carries no meaning of its own.
 */
export const INK = '#1a1a1a';
export const QUIET = '#595959';
export const DATA = '#0059b3';
export const MISSED = '#b35900';
/** What may not be (a gap, an overlap): red, and said in words beside (screens.md section 5). */
export const WRONG = '#cc0000';
export const REACHED = '#18794e';
export const GRID = '#d9d9d9';
/** Behind a bar or a line: where a target is a range. */
export const RANGE = '#dbe6f3';
export const PAPER = '#ffffff';

/** The font of the pages (dkfds), and what stands in for it where the picture is opened alone. */
export const FONT = 'IBM Plex Sans, sans-serif';
export const TEXT_SIZE = 12;
export const TITLE_SIZE = 14;
export const TITLE_LINE = 18;

/** Two trends stand beside each other where one of the others stands. */
export const HALF_WIDTH = 340;
export const FULL_WIDTH = 700;

/** Lines of words of at most so many characters: measuring would depend on the fonts of the machine that draws. */
export function wrapped(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= most) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
