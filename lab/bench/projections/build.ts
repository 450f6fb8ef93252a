// A child process that does nothing but build the read models, so that its memory and its time are theirs: build.js URL WAY
import process from 'node:process';
import { mostMemory } from './memory.js';
import { behind, build, wayNamed } from './ours.js';

/** What it took. */
export interface BuildRun {
  readonly seconds: number;
  readonly maxRssMb: number;
  readonly cpuSeconds: number;
}

const [url = '', way = ''] = process.argv.slice(2);
const memory = mostMemory();
const began = performance.now();
await build(url, wayNamed(way));
const seconds = (performance.now() - began) / 1000;
const maxRssMb = memory.end();
const left = await behind(url);
if (left.length > 0) throw new Error(`not at the head of the log: ${left}`);
const { userCPUTime, systemCPUTime } = process.resourceUsage();
const run: BuildRun = { seconds, maxRssMb, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 };
process.stdout.write(`${JSON.stringify(run)}\n`);
