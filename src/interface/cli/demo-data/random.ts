const HEX = Buffer.from('0123456789abcdef');
const DASH = '-'.charCodeAt(0);
/** Where the digits of a UUID stand. */
const PLACES = Array.from({ length: 36 }, (_, place) => place).filter((place) => ![8, 13, 18, 23].includes(place));
const [VERSION, VARIANT] = [14, 19];

/**
 * The one source of chance that a seed repeats: for the demo, for the lab and for tests. mulberry32: 32 bits of state, the same sequence on
 * every machine, which begins again after 4,294,967,296 draws; an id takes 32 of them.
 */
export class Random {
  readonly #digits = Buffer.alloc(36, DASH);
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A number in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** @throws RangeError where there is nothing to choose from */
  one<T>(of: readonly T[]): T {
    if (of.length === 0) throw new RangeError('there is nothing to choose from');
    return of[this.whole(0, of.length - 1)] as T;
  }

  shuffled<T>(all: readonly T[]): T[] {
    return all
      .map((item) => ({ item, place: this.next() }))
      .sort((a, b) => a.place - b.place)
      .map(({ item }) => item);
  }

  /** A UUID by its form. Written digit by digit: the lab makes millions of them, and joined strings cost three times as much. */
  uuid(): string {
    for (const place of PLACES) this.#digits[place] = HEX[this.whole(0, 15)] as number;
    this.#digits.write('4', VERSION, 'latin1');
    this.#digits.write('a', VARIANT, 'latin1');
    return this.#digits.toString('latin1');
  }
}
