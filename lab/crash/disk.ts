import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** A tmpfs mounted over a folder, small enough to be filled to the last byte in a moment. */
export class SmallDisk {
  readonly #filler: string;
  constructor(readonly folder: string) {
    this.#filler = join(folder, 'filler');
  }
  /** Resolves when the disk is full. */
  async fill(): Promise<void> {
    const dd = spawn('dd', ['if=/dev/zero', `of=${this.#filler}`, 'bs=64k'], { stdio: 'ignore' });
    await new Promise((resolve, reject) => dd.once('exit', resolve).once('error', reject));
  }
  empty(): void {
    rmSync(this.#filler, { force: true });
  }
  /** Lazily: what a killed server still holds open must not keep the folder. */
  unmount(): void {
    spawnSync('umount', ['--lazy', this.folder], { stdio: 'ignore' });
  }
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
  readonly mode: string;
}
const ROOT: Owner = { uid: 0, gid: 0, mode: '711' };

/** Mounts a small disk over the folder; or says why there is none. */
export function smallDisk(folder: string, megabytes: number, owner = ROOT): SmallDisk | { readonly why: string } {
  if (process.platform !== 'linux') return { why: `no tmpfs on ${process.platform}` };
  if (process.getuid?.() !== 0) return { why: 'mounting a tmpfs needs root' };
  const options = `size=${megabytes}m,uid=${owner.uid},gid=${owner.gid},mode=${owner.mode}`;
  const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'sagsspor-campaign', folder], {
    encoding: 'utf8',
  });
  if (status !== 0) return { why: `mount refused: ${error?.message ?? stderr.trim()}` };
  const disk = new SmallDisk(folder);
  // Before the folder is removed.
  process.prependOnceListener('exit', () => disk.unmount());
  return disk;
}
