// A child process that keeps the read models at the head of the log until it is told to stop: follow.js URL
import process from 'node:process';
import { withReadModels } from '../../scenarios/read-models.js';
import { CONNECTIONS } from './ours.js';

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
await withReadModels(
  process.argv[2] ?? '',
  ({ projector }) => projector.run(stop.signal, (error) => process.stderr.write(`${error}\n`)),
  { connections: CONNECTIONS },
);
