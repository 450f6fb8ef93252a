// A child process that keeps the read models at the head of the log until it is told to stop: follow.mjs URL
import process from 'node:process';
import { withProjector } from './ours.mjs';

const stop = new AbortController();
process.once('message', () => stop.abort());
await withProjector(process.argv[2], (projector) =>
  projector.run(stop.signal, (error) => process.stderr.write(`${error}\n`)),
);
process.disconnect();
