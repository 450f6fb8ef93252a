import { lineText, sixteen } from './decode.js';
import { InputFault } from './fault.js';

/** A line that was read, or what stands against reading it. */
export type Line = string | InputFault;

export interface LineLimits {
  /** Bytes of a line. */
  readonly line: number;
  /** Bytes of the whole. */
  readonly file: number;
}
/** A command holds a dozen texts of 20,000 characters at most. */
export const COMMAND_FILE: LineLimits = { line: 1_048_576, file: 4 * 1024 ** 3 };

/**
 * The lines of a file, one at a time, decoded strictly. A line that is too long is not kept: it is read past and answered as such. What is UTF-16
 * has no lines that we could find, so the whole of it is one fault; so is what is larger than a file may be.
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { line, file }: LineLimits = COMMAND_FILE,
): AsyncGenerator<Line> {
  const pending = new Pending(line);
  let size = 0;
  for await (const chunk of chunks) {
    const utf16 = size === 0 ? sixteen(chunk, 0) : undefined;
    if (utf16) return yield new InputFault(utf16);
    size += chunk.length;
    if (size > file) return yield new InputFault(`the file holds more than ${file} bytes`, 'too-large');
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      pending.add(chunk.subarray(start, end));
      yield pending.take(1);
      start = end + 1;
    }
    pending.add(chunk.subarray(start));
  }
  if (pending.begun) yield pending.take(0);
}

/** The line under way: never more of it than a line may hold. */
class Pending {
  private parts: Uint8Array[] = [];
  private length = 0;
  private offset = 0;
  constructor(private readonly limit: number) {}

  get begun(): boolean {
    return this.length > 0;
  }

  add(part: Uint8Array): void {
    this.length += part.length;
    if (this.length <= this.limit) this.parts.push(part);
    else this.parts = [];
  }

  /** `more`: bytes of what ended it. */
  take(more: number): Line {
    const { parts, length, offset } = this;
    this.parts = [];
    this.length = 0;
    this.offset += length + more;
    if (length > this.limit) return new InputFault(`holds more than ${this.limit} bytes`, 'too-large');
    try {
      return lineText(parts.length === 1 ? (parts[0] ?? new Uint8Array()) : Buffer.concat(parts), offset);
    } catch (error) {
      if (error instanceof InputFault) return error;
      throw error;
    }
  }
}
