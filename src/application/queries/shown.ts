import { createHash } from 'node:crypto';

/**
 * What a page that stays open has shown, by question. To who looks again only what newly appears is written down (domain.md section 4); whatever is
 * not remembered here is opened, and written down whole.
 */
export type Shown = Map<string, ReadonlySet<string>>;

/** One question of a page that stays open, and its answer now. */
export class Refresh {
  private readonly records: ReadonlySet<string>;
  private readonly parts: ReadonlySet<string>;
  private readonly before: ReadonlySet<string> | undefined;
  constructor(
    private readonly shown: Shown,
    private readonly question: string,
    { answer, isList }: { readonly answer: unknown; readonly isList: boolean },
  ) {
    this.records = isList ? recordsIn(answer) : new Set();
    this.parts = this.records.size > 0 ? this.records : new Set([wholeOf(answer)]);
    this.before = shown.get(question);
  }

  /** The records of a list that were not shown before; undefined: it is opened, or it is not known which. */
  get appeared(): readonly string[] | undefined {
    const { before } = this;
    return before && this.records.size > 0 ? [...this.records].filter((id) => !before.has(id)) : undefined;
  }
  /** All of it was shown before. */
  get isOld(): boolean {
    const { before } = this;
    return before !== undefined && [...this.parts].every((part) => before.has(part));
  }
  /** Once it is written down: remembered before that it could be shown without a trace. */
  keep(): void {
    this.shown.set(this.question, new Set([...(this.before ?? []), ...this.parts]));
  }
}

/** The records that a list shows, each once. */
function recordsIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return found;
  for (const [name, inside] of Object.entries(value)) {
    if (typeof inside === 'string' && RECORD.test(name) && UUID.test(inside)) found.add(inside);
    else recordsIn(inside, found);
  }
  return found;
}
/** An obligation is no record: it is shown with the one that it is of. */
const RECORD = /^(?!deadlineId$)(id|\w+Id)$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** The same answer again shows nothing new: when it was put together, and how long the log was then, is nothing of the record. */
function wholeOf(answer: unknown): string {
  const isRecord = typeof answer === 'object' && answer !== null && !Array.isArray(answer);
  const same = isRecord ? { ...answer, position: null, at: null } : answer;
  return createHash('sha256').update(JSON.stringify(same)).digest('base64url');
}
