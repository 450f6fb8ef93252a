import 'reflect-metadata';
import { runCommandLine } from '../interface/cli/command-line.js';
import { machinery } from './machinery.js';

await runCommandLine(process.argv, machinery);
