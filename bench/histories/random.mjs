const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const POOL = 1 << 16;
const HEX = Buffer.from('0123456789abcdef');
const DASH = '-'.charCodeAt(0);
/** Where the two digits of each of a UUID's sixteen bytes stand. */
const PLACES = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];

/** sfc32 (Chris Doty-Humphrey, public domain): 128 bits of state, so that millions of UUIDs drawn from it do not meet. */
export class Random {
  #a;
  #b = 0x9e3779b9;
  #c = 0x243f6a88;
  #counter = 1;
  #text;
  #digits = Buffer.alloc(36, DASH);

  constructor(seed) {
    this.#a = seed | 0;
    for (let i = 0; i < 16; i++) this.uint32();
    this.#text = Array.from({ length: POOL }, () => BASE64URL[this.uint32() & 63]).join('');
  }

  uint32() {
    const drawn = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + drawn) | 0;
    return drawn >>> 0;
  }

  /** Of [0, 1). */
  unit() {
    return this.uint32() / 0x1_0000_0000;
  }

  /** Of 0 … n - 1. */
  below(n) {
    return Math.floor(this.unit() * n);
  }

  between(least, most) {
    return least + this.below(most - least + 1);
  }

  chance(probability) {
    return this.unit() < probability;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** In the form which the product gives ids that it derives itself. Written digit by digit: joined strings cost three times as much. */
  uuid() {
    const digits = this.#digits;
    for (let word = 0; word < 4; word++) {
      const drawn = this.uint32();
      for (let byte = 0; byte < 4; byte++) {
        const [value, place] = [(drawn >>> (byte * 8)) & 255, PLACES[word * 4 + byte]];
        digits[place] = HEX[value >> 4];
        digits[place + 1] = HEX[value & 15];
      }
    }
    digits[14] = HEX[8];
    digits[19] = HEX[10];
    return digits.latin1Slice(0, 36);
  }

  /** Looks like base64url of 32 bytes. Two cuts of one drawn text: drawing each character would cost more than all else of an event. */
  commitment() {
    const [from, on] = [this.below(POOL - 21), this.below(POOL - 21)];
    return `${this.#text.slice(from, from + 21)}${this.#text.slice(on, on + 21)}${BASE64URL[this.below(16) << 2]}`;
  }
}
