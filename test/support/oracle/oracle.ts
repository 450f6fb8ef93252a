// A second reading of domain.md and commands.md: what an import of command files must answer. Written from the documents alone.
import { type Answer, type ImportResult, type Refusal, type RefusalDetail, refusal } from './answer.js';
import { OUTSIDE } from './commands.js';
import { decide } from './decide.js';
import { parse, read, sortKeys } from './reading.js';
import { isObject } from './schema.js';
import { World } from './world.js';

/** One empty installation that command files are imported into, all at the instant `importedAt`. */
export class Oracle extends World {
  readonly results: ImportResult[] = [];
  readonly details: RefusalDetail[] = [];
  /** Lines with commands that the oracle does not know: [file, line]. */
  readonly outside: [number, number][] = [];
  readonly #done = new Map<string, string>();

  /** All files together, as one run of `import FILE…` prints them. */
  get importResult(): ImportResult {
    return {
      accepted: this.results.reduce((sum, result) => sum + result.accepted, 0),
      duplicates: this.results.reduce((sum, result) => sum + result.duplicates, 0),
      refused: this.results.flatMap((result) => result.refused),
    };
  }

  import(text: string): ImportResult {
    const seen = new Map<string, number>();
    const file = this.results.length;
    let accepted = 0;
    let duplicates = 0;
    const refused: Refusal[] = [];
    for (const [index, raw] of text.split('\n').entries()) {
      const content = raw.trim();
      // AMBIGUOUS: an empty line is no command; it is counted as a line and otherwise passed over.
      if (content === '') continue;
      const before = seen.get(content) ?? 0;
      seen.set(content, before + 1);
      const answer = this.#line(content, before);
      if (answer === 'accepted') accepted += 1;
      else if (answer === 'duplicate') duplicates += 1;
      else if (answer === 'outside') this.outside.push([file, index + 1]);
      else {
        const { code, rule, broken, command } = answer;
        refused.push({ line: index + 1, code, rule });
        this.details.push({ file, line: index + 1, code, rule, broken, command });
      }
    }
    const result = { accepted, duplicates, refused };
    this.results.push(result);
    return result;
  }

  #line(content: string, before: number): 'accepted' | 'duplicate' | 'outside' | (Answer & { command: string | null }) {
    const parsed = parse(content);
    if (isObject(parsed) && typeof parsed.command === 'string' && OUTSIDE.has(parsed.command)) return 'outside';
    const name = isObject(parsed) && typeof parsed.command === 'string' ? parsed.command : null;
    const key = isObject(parsed) && typeof parsed.commandId === 'string' ? parsed.commandId.toLowerCase() : null;
    // Without a commandId the line's content and how often it stood before in the file make it.
    const id = key ?? `${before}#${content}`;
    const command = read(parsed, id, this.today);
    // AMBIGUOUS: a line that is no JSON, and an unknown command, are validation-failed. Alternative: not-found for the latter.
    if (command === null) return { ...refusal('validation-failed'), command: name };
    // AMBIGUOUS: "same key and body": the body is the whole line but its commandId, actor included.
    const body = JSON.stringify(sortKeys({ ...(isObject(parsed) ? parsed : {}), commandId: null }));
    const earlier = this.#done.get(id);
    if (earlier !== undefined)
      return earlier === body ? 'duplicate' : { ...refusal('idempotency-mismatch'), command: name };
    const answer = decide(this, command);
    if (answer !== null) return { ...answer, command: name };
    this.#done.set(id, body);
    return 'accepted';
  }
}
