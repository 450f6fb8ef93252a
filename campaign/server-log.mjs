import { existsSync, readFileSync } from 'node:fs';

/** Counts what the server's log says since it was last asked. The product keeps one old log when it starts a new one. */
export class ServerLog {
  #read = 0;
  constructor(file) {
    this.file = file;
  }
  /** @returns how often the server panicked since the last call */
  panics() {
    const now = existsSync(this.file) ? readFileSync(this.file, 'utf8') : '';
    const turned = now.length < this.#read;
    const before = turned && existsSync(`${this.file}.1`) ? readFileSync(`${this.file}.1`, 'utf8') : '';
    const said = turned ? before.slice(this.#read) + now : now.slice(this.#read);
    this.#read = now.length;
    return said.match(/PANIC:/g)?.length ?? 0;
  }
}
