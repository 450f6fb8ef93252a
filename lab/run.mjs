// `node lab/run.mjs crash campaign …`: builds the product and the lab where they are not built, and runs lab/crash/campaign.ts from the
// root of the repository. The lab is built into the product's build, so that its `src/…` is that build; types are checked by `npm test`.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';
import { build, bundle, dist, isBuilt } from '../bin/build.mjs';

const source = dirname(fileURLToPath(import.meta.url));
const SWC = {
  jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

const sources = () =>
  readdirSync(source, { recursive: true })
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(source, name), 'utf8') }));

/** @returns the folder of the built lab: its name says what it was built from, so one that is there is right */
function builtLab() {
  const files = sources();
  const state = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);
  const made = join(realpathSync(dist), `lab-${state}`);
  if (existsSync(made)) return made;
  const unfinished = `${made}-${process.pid}`;
  for (const { name, text } of files) {
    const { code } = transformSync(text, { ...SWC, filename: join(source, name) });
    const to = join(unfinished, name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, code.replaceAll(/(["'])((?:\.\.\/)+)src\//g, '$1$2'));
  }
  // What exports nothing is started.
  const scripts = files.filter(({ text }) => !/^export/m.test(text)).map(({ name }) => name.replace(/\.ts$/, '.js'));
  if (!bundle(unfinished, scripts)) process.exit(1);
  try {
    renameSync(unfinished, made);
  } catch (error) {
    if (!existsSync(made)) throw error;
    rmSync(unfinished, { recursive: true });
  }
  return made;
}

process.chdir(join(source, '..'));
if (!isBuilt() && !build()) process.exit(1);
const [folder, name] = process.argv.slice(2);
const script = join(builtLab(), folder ?? '', `${name}.js`);
if (existsSync(script)) {
  process.argv.splice(1, 3, script);
  await import(pathToFileURL(script).href);
} else {
  process.stderr.write(`there is no lab/${folder}/${name}.ts\n`);
  process.exitCode = 2;
}
