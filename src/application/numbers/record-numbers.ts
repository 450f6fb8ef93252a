import type { CountedRecord, NumberedKind, Series } from '../../projections/numbers/numbers.js';
import type { ReadModels } from '../../projections/read-models.js';
import type { Vault } from '../ports/vault.js';
import { Permutation } from './permutation.js';

export type { NumberedKind } from '../../projections/numbers/numbers.js';

/** B for bekymring, S for sag, M for møde (screens.md law 1). */
const LETTERS: Readonly<Record<NumberedKind, string>> = { concern: 'B', case: 'S', meeting: 'M' };
const KINDS = new Map(Object.entries(LETTERS).map(([kind, letter]) => [letter, kind as NumberedKind]));
/** With fewer digits a number would be guessed, with more it is not said on the telephone. */
const LEAST = 4;
/** An Infohus's code, where it is said; then the number. */
const REFERENCE = /^(?:([A-Za-z0-9][A-Za-z0-9_-]{0,39}):)?([BSMbsm])-(\d{4})-(\d{4,9})$/;

/** Numbers of records in memory: some 100 bytes each. */
const MOST_REMEMBERED = 50_000;

/** A number as somebody says it. */
export interface Reference {
  readonly infohus: string | undefined;
  readonly kind: NumberedKind;
  readonly year: number;
  readonly digits: string;
}

/** Undefined: it is no number of a record. */
export function referenceIn(text: string): Reference | undefined {
  const [, infohus, letter, year, digits] = REFERENCE.exec(text.trim()) ?? [];
  const kind = KINDS.get(letter?.toUpperCase() ?? '');
  return kind && year && digits ? { infohus, kind, year: Number(year), digits } : undefined;
}

/**
 * The numbers of concerns, cases and meetings: `S-2026-0317`. The digits are a keyed permutation of the count in the record's series, under an
 * installation key: neither order nor gaps tell how many there are. The first ten thousand have four digits, the next ninety thousand five of
 * their own, and so on: what grows never meets what was given before.
 */
export class RecordNumbers {
  private readonly permutations = new Map<string, Permutation>();
  /** What was given once is never given anew, so it need not be asked for again. */
  private readonly given = new Map<string, string>();

  constructor(private readonly vault: Pick<Vault, 'digest'>) {}

  /** The numbers of those of these records that have one. */
  async of(models: Pick<ReadModels, 'counted'>, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const wanted = [...new Set(ids)];
    const missing = wanted.filter((id) => !this.given.has(id));
    const counted = missing.length > 0 ? await models.counted(missing) : [];
    if (this.given.size > MOST_REMEMBERED) this.given.clear();
    const found = new Map(counted.map((record) => [record.id, this.numberOf(record)]));
    for (const id of wanted) {
      const number = found.get(id) ?? this.given.get(id);
      if (number) found.set(id, number);
    }
    for (const [id, number] of found) this.given.set(id, number);
    return found;
  }

  /** The id of a record by its number. Undefined: no such number was given. */
  async idOf(
    models: Pick<ReadModels, 'countedAs'>,
    infohus: string,
    { kind, year, digits }: Reference,
  ): Promise<string | undefined> {
    const series = { infohus, kind, year };
    const [length, value] = [digits.length, Number(digits)];
    if (value < startOf(length)) return undefined;
    const count = startOf(length) + this.permutation(series, length).placeOf(value - startOf(length)) + 1;
    return models.countedAs(series, count);
  }

  private numberOf({ count, ...series }: CountedRecord): string {
    const place = count - 1;
    const length = Math.max(LEAST, String(place).length);
    const start = startOf(length);
    const value = start + this.permutation(series, length).at(place - start);
    return `${LETTERS[series.kind]}-${series.year}-${String(value).padStart(length, '0')}`;
  }

  private permutation({ infohus, kind, year }: Series, length: number): Permutation {
    const name = `${infohus}/${kind}/${year}/${length}`;
    const known = this.permutations.get(name);
    if (known) return known;
    const made = new Permutation(this.vault.digest('record-number', name), 10 ** length - startOf(length));
    this.permutations.set(name, made);
    return made;
  }
}

/** The first place, and the first value, of numbers of this length. */
const startOf = (length: number): number => (length === LEAST ? 0 : 10 ** (length - 1));
