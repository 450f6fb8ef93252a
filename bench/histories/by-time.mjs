/** A binary heap: whatever is due first comes out first; of two at the same moment the one that went in first. */
export class ByTime {
  #heap = [];
  #entered = 0;

  get size() {
    return this.#heap.length;
  }

  next() {
    return this.#heap[0]?.at;
  }

  add(at, what) {
    const heap = this.#heap;
    const entry = { at, order: this.#entered++, what };
    let i = heap.length;
    for (; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!before(entry, heap[parent])) break;
      heap[i] = heap[parent];
      i = parent;
    }
    heap[i] = entry;
  }

  take() {
    const heap = this.#heap;
    const { what } = heap[0];
    const last = heap.pop();
    if (heap.length > 0) sink(heap, last);
    return what;
  }
}

function sink(heap, entry) {
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++;
    if (!before(heap[child], entry)) break;
    heap[i] = heap[child];
    i = child;
  }
  heap[i] = entry;
}

const before = (a, b) => a.at < b.at || (a.at === b.at && a.order < b.order);
