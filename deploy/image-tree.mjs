// The files of the image: `node deploy/image-tree.mjs FOLDER`. Containerfile copies them; a test starts the product from them without a container.
// Packages are those that the lock file does not mark as for development; PostgreSQL is not among them, an image is given a database.
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

export function imageTree(to) {
  const { files, without } = read('deploy/image.json');
  const left = (path) => without.some((name) => path.startsWith(`node_modules/${name}`));
  const packages = Object.entries(read('package-lock.json').packages)
    .filter(([path, { dev, devOptional }]) => path.startsWith('node_modules/') && !dev && !devOptional && !left(path))
    .map(([path]) => path)
    // Those of another platform are not there; what lies within a package comes with it.
    .filter((path) => existsSync(join(root, path)) && !path.slice('node_modules/'.length).includes('/node_modules/'));
  for (const path of [...files, ...packages]) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    // `dist` is a link to the newest build.
    cpSync(realpathSync(join(root, path)), join(to, path), { recursive: true, dereference: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , to] = process.argv;
  if (!to) throw new Error('deploy/image-tree.mjs takes the folder to make');
  imageTree(to);
}
