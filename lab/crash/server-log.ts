import { existsSync, readFileSync } from 'node:fs';

const contentOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** Counts what the server's log says since it was last asked. The product keeps one old log when it starts a new one. */
export class ServerLog {
  #read = 0;
  constructor(private readonly file: string) {}
  /** @returns how often the server panicked since the last call */
  panics(): number {
    const now = contentOf(this.file);
    const turned = now.length < this.#read;
    const said = turned ? contentOf(`${this.file}.1`).slice(this.#read) + now : now.slice(this.#read);
    this.#read = now.length;
    return said.match(/PANIC:/g)?.length ?? 0;
  }
}
