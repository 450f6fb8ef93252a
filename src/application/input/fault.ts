import { invalid, Refused } from '../refusal.js';

/**
 * What came in cannot be read as what it says it is. Nothing is guessed at the door of an immutable log: it is refused, with what is wrong in it
 * and in which line. It tells no value of the input, for that may be about a person.
 */
export class InputFault extends Error {
  override readonly name = 'InputFault';
  constructor(
    readonly what: string,
    readonly kind: 'unreadable' | 'too-large' = 'unreadable',
    /** Counted from 1; undefined where the input has no lines. */
    readonly line?: number,
  ) {
    super(line === undefined ? what : `line ${line}: ${what}`);
  }

  at(line: number): InputFault {
    return new InputFault(this.what, this.kind, line);
  }
}

/** As commands and queries answer it (commands.md, Errors). */
export const refusedInput = ({ kind, message }: InputFault): Refused =>
  kind === 'too-large' ? new Refused('payload-too-large', message) : invalid([{ path: '', message }]);
