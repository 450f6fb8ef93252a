/** Room for so much at a time; who would be more waits. In the order in which they came: no large one is passed by for ever. */
export class Room {
  private readonly waiting: { readonly size: number; readonly go: () => void }[] = [];
  constructor(private free: number) {}

  /** `size`: at most the whole room, or it waits for ever. */
  async holding<T>(size: number, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((go) => {
      this.waiting.push({ size, go });
      this.next();
    });
    try {
      return await work();
    } finally {
      this.free += size;
      this.next();
    }
  }

  private next(): void {
    for (let first = this.waiting[0]; first && first.size <= this.free; first = this.waiting[0]) {
      this.waiting.shift();
      this.free -= first.size;
      first.go();
    }
  }
}
