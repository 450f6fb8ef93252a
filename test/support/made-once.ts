import { existsSync, renameSync, rmSync } from 'node:fs';

/**
 * A folder that several processes share: whoever needs it first makes it, beside its place, and it takes its place when it is whole. Two that
 * begin at once both make it, and one is thrown away.
 * @returns where it is
 */
export async function madeOnce(whole: string, make: (part: string) => void | Promise<void>): Promise<string> {
  if (existsSync(whole)) return whole;
  const part = `${whole}.${process.pid}`;
  await make(part);
  try {
    renameSync(part, whole);
  } catch (error) {
    if (!existsSync(whole)) throw error;
    rmSync(part, { recursive: true, force: true });
  }
  return whole;
}
