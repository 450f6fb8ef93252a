import { createHash } from 'node:crypto';

const ROUNDS = 10;

/**
 * A keyed permutation of 0 … size-1, format-preserving: a Feistel network over the smallest square that holds the range, walked on until the
 * value lies in the range again. The round functions have few inputs, so each is a table drawn from the seed once: to number a list costs
 * additions only.
 */
export class Permutation {
  private readonly side: number;
  private readonly rounds: readonly Uint32Array[];

  constructor(
    seed: Uint8Array,
    private readonly size: number,
  ) {
    this.side = Math.ceil(Math.sqrt(size));
    const bytes = createHash('shake256', { outputLength: 4 * ROUNDS * this.side })
      .update(seed)
      .digest();
    this.rounds = Array.from({ length: ROUNDS }, (_, round) =>
      Uint32Array.from({ length: this.side }, (_, n) => bytes.readUInt32LE(4 * (round * this.side + n)) % this.side),
    );
  }

  /** Where a place of the range is taken to. */
  at(place: number): number {
    let value = this.onwards(place);
    while (value >= this.size) value = this.onwards(value);
    return value;
  }

  /** Which place is taken here. */
  placeOf(value: number): number {
    let place = this.backwards(value);
    while (place >= this.size) place = this.backwards(place);
    return place;
  }

  private onwards(value: number): number {
    let [left, right] = this.halves(value);
    for (const table of this.rounds) [left, right] = [right, (left + (table[right] ?? 0)) % this.side];
    return left * this.side + right;
  }

  private backwards(value: number): number {
    let [left, right] = this.halves(value);
    for (const table of [...this.rounds].reverse())
      [left, right] = [(right - (table[left] ?? 0) + this.side) % this.side, left];
    return left * this.side + right;
  }

  private halves(value: number): [number, number] {
    return [Math.floor(value / this.side), value % this.side];
  }
}
