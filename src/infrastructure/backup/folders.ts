import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { replaceFile } from '../whole-file.js';

/** The regular files below a folder, by their names from there. */
export const filesIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
        .sort()
    : [];

/** Each file whole or not at all, with its rights; what is there with the same bytes is left. */
export function copyFiles(from: string, to: string, names: readonly string[]): void {
  for (const name of names) {
    const [source, target] = [join(from, name), join(to, name)];
    const bytes = readFileSync(source);
    if (existsSync(target) && readFileSync(target).equals(bytes)) continue;
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    replaceFile(target, bytes, statSync(source).mode & 0o777);
  }
}
