import 'reflect-metadata';
import { runCommandLine } from '../interface/cli/command-line.js';

await runCommandLine(process.argv);
