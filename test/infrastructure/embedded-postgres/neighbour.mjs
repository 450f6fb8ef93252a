// Another Sagsspor process for the tests: argv = compiled server.js (URL), folder. Says what it found, then does what it is told.
import { createInterface } from 'node:readline';

const [, , moduleUrl, dir] = process.argv;
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

try {
  const { embeddedServer } = await import(moduleUrl);
  const began = performance.now();
  const server = await embeddedServer(dir, { outOfReachMs: 500 });
  say({ started: server.started, url: server.url('postgres'), milliseconds: performance.now() - began });
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'close') {
      await server.close();
      say({ closed: true });
      break;
    }
  }
} catch (error) {
  say({ error: error.message });
  process.exitCode = 1;
}
