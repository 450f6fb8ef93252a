import { canonical } from '../canonical.js';
import { InputFault, refusedInput } from '../input/fault.js';
import type { Line } from '../input/lines.js';
import { strictJson } from '../input/strict-json.js';
import type { Vault } from '../ports/vault.js';
import { NeedsMending, Refused } from '../refusal.js';
import { uuidOf } from '../uuid-of.js';
import type { Executor } from './execute.js';
import { parseLine } from './request.js';

export interface RefusedLine {
  /** Counted from 1, empty lines too. */
  readonly line: number;
  readonly code: string;
  readonly rule: string | null;
  readonly message: string;
}
export interface ImportResult {
  readonly accepted: number;
  readonly duplicates: number;
  readonly refused: readonly RefusedLine[];
}
/** What became of a line that was refused in an earlier import: a file imported twice gives the same answers. */
export interface RefusalMemory {
  find(commandId: string): Promise<Omit<RefusedLine, 'line'> | undefined>;
  keep(commandId: string, refusal: Omit<RefusedLine, 'line'>): Promise<void>;
  forget(commandId: string): Promise<void>;
}
export interface ImportOptions {
  readonly stopOnError?: boolean;
  /** Lines refused before are tried again, now that something else may stand. */
  readonly retryRefused?: boolean;
  readonly progress?: (line: number) => void;
  /** Waits until the record can be reached again; false = give up. */
  readonly recover?: () => Promise<boolean>;
}

/**
 * Runs a command file, a line after another. A line without a `commandId` gets one from its content and how often the same line stood
 * before, so that importing twice, or with a line inserted, changes nothing else (commands.md). One importer is one file.
 */
export class Importer {
  private readonly seen = new Map<string, number>();
  /** Refused in this very run: a command id that stands twice in a file is tried twice. */
  private readonly now = new Set<string>();
  private accepted = 0;
  private duplicates = 0;
  private readonly refused: RefusedLine[] = [];

  constructor(
    private readonly executor: Executor,
    private readonly vault: Vault,
    private readonly memory: RefusalMemory,
    private readonly options: ImportOptions = {},
  ) {}

  async run(lines: AsyncIterable<Line> | Iterable<Line>): Promise<ImportResult> {
    let number = 0;
    for await (const line of lines) {
      number++;
      if (typeof line !== 'string' || line.trim() !== '') await this.line(line, number);
      this.options.progress?.(number);
      if (this.options.stopOnError && this.refused.length > 0) break;
    }
    return { accepted: this.accepted, duplicates: this.duplicates, refused: this.refused };
  }

  private async line(text: Line, number: number): Promise<void> {
    try {
      const fresh = await this.give(text);
      if (fresh) this.accepted++;
      else this.duplicates++;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.code === 'unavailable') throw error; // not an answer to this line: the import is run again
      const { code, rule, message } = error;
      this.refused.push({ line: number, code, rule, message });
    }
  }

  private async give(text: Line): Promise<boolean> {
    const json = parsed(text);
    const { commandId: own, actor, request } = parseLine(json); // refuses what is too deep for anything after it
    const derived = this.derivedId(json);
    const commandId = own ?? derived;
    const again = this.options.retryRefused || this.now.has(commandId);
    const earlier = again ? undefined : await this.memory.find(commandId);
    if (earlier)
      throw new Refused(earlier.code as Refused['code'], earlier.message, earlier.rule ? { rule: earlier.rule } : {});
    for (;;) {
      try {
        const { fresh } = await this.executor.execute({ request, actor, kind: 'import', commandId });
        if (again) await this.memory.forget(commandId);
        return fresh;
      } catch (error) {
        if (mayPass(error) && (await this.options.recover?.())) continue;
        if (error instanceof Refused && REMEMBERED.has(error.code)) {
          this.now.add(commandId);
          await this.memory.keep(commandId, error);
        }
        throw error;
      }
    }
  }

  private derivedId(line: unknown): string {
    const content = canonical(line);
    const before = this.seen.get(content) ?? 0;
    this.seen.set(content, before + 1);
    return uuidOf(this.vault.digest('line', `${before}/${content}`));
  }
}

/** Answers that depend on what stood at the time: kept, so that a second import of the file gives them again. */
const REMEMBERED = new Set<string>(['not-permitted', 'not-found', 'already-exists', 'rule-violated']);

/** @throws Refused: nothing is guessed at the door of an immutable log */
function parsed(line: Line): unknown {
  try {
    if (line instanceof InputFault) throw line;
    return strictJson(line);
  } catch (error) {
    throw error instanceof InputFault ? refusedInput(error) : error;
  }
}

/** A lost connection passes; what a person has to mend does not. */
const mayPass = (error: unknown): boolean =>
  error instanceof Refused && error.code === 'unavailable' && !(error instanceof NeedsMending);
