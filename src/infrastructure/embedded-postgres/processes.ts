import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { codeOf } from './failure.js';

/** True also for a process we may not signal, and for a zombie: all that signal 0 can tell. */
export function pidInUse(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * What tells one process from a later one with the same number: its start time in clock ticks since boot (proc(5), field 22).
 * @returns undefined for a dead process or a zombie; '' where the platform does not say
 */
export function processStamp(pid: number): string | undefined {
  if (!pidInUse(pid)) return undefined;
  if (process.platform !== 'linux') return '';
  const fields = statFields(pid);
  if (fields === undefined) return pidInUse(pid) ? '' : undefined;
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : (fields[19] ?? '');
}

/** @returns undefined where nobody can say */
export function parentOf(pid: number): number | undefined {
  try {
    if (process.platform === 'win32') return undefined;
    const parent =
      process.platform === 'linux'
        ? statFields(pid)?.[1]
        : execFileSync('ps', ['-p', String(pid), '-o', 'ppid='], { encoding: 'utf8' });
    return Number(parent) > 0 ? Number(parent) : undefined;
  } catch {
    return undefined;
  }
}

/** proc(5), from field 3 (the state). The name in brackets may hold anything, so they are counted from the last bracket. */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/**
 * Does this live process work in this folder? A postmaster changes into its data folder, and the kernel's link follows
 * the folder when it is moved or mounted under another name, so after a reboot or in a container (where numbers are
 * soon used again) this tells a postmaster from a stranger with its number.
 * @returns undefined where nobody can say
 */
export function processWorksIn(pid: number, folder: string): boolean | undefined {
  try {
    if (process.platform === 'linux') return isSame(`/proc/${pid}/cwd`, folder);
    if (process.platform === 'win32') return undefined;
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).includes(folder);
  } catch (error) {
    return codeOf(error) === 'ENOENT' && !pidInUse(pid) ? false : undefined;
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [statSync(one), statSync(other)];
  return a.ino === b.ino && a.dev === b.dev;
}
