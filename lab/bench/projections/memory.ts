import { execFile } from 'node:child_process';
import process from 'node:process';

const EVERY_MS = 500;

/**
 * The most that this process, or one that it started, was seen to hold: looked at from outside, because helpers are gone when it is over.
 * @returns its end, which gives MB
 */
export function mostMemory(): { end(): number } {
  const pid = String(process.pid);
  let most = 0;
  const looking = setInterval(() => {
    execFile('ps', ['-o', 'rss=', '-p', pid, '--ppid', pid], (error, found) => {
      if (!error) most = Math.max(most, ...found.trim().split(/\s+/).map(Number));
    });
  }, EVERY_MS);
  return {
    end() {
      clearInterval(looking);
      return Math.max(most, process.resourceUsage().maxRSS) / 1024;
    },
  };
}
