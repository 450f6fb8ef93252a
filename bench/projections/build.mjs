// A child process that does nothing but build the read models, so that its memory and its time are theirs: build.mjs URL WAY
import process from 'node:process';
import { mostMemory } from './memory.mjs';
import { behind, build } from './ours.mjs';

const [url, way] = process.argv.slice(2);
const memory = mostMemory();
const began = performance.now();
await build(url, way);
const seconds = (performance.now() - began) / 1000;
const maxRssMb = memory.end();
const left = await behind(url);
if (left.length > 0) throw new Error(`not at the head of the log: ${left}`);
const { userCPUTime, systemCPUTime } = process.resourceUsage();
process.stdout.write(JSON.stringify({ seconds, maxRssMb, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }));
