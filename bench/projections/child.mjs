import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Runs a script of this folder to its end. @returns what it wrote as JSON */
export async function runChild(script, args) {
  const child = start(script, args);
  let written = '';
  child.stdout.on('data', (text) => {
    written += text;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${script} ended with ${code}`);
  return JSON.parse(written);
}

export const start = (script, args) =>
  fork(new URL(script, import.meta.url), args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
