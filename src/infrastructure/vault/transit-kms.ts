import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Box, Random } from './crypto.js';
import { writeOnce } from './durable.js';
import { EpochMarks } from './epoch-marks.js';
import {
  assertOver,
  type Dependents,
  Digests,
  type Epoch,
  EpochDestroyed,
  isEpoch,
  type Kms,
  lost,
  WrappingUnfit,
} from './kms.js';
import { boxOf, bytesOf, type TransitServer } from './transit-server.js';

export interface TransitOptions {
  /** Of the installation key, wrapped, and of the marks of what was destroyed. */
  readonly dir: string;
  readonly now: () => string;
  readonly random: Random;
  readonly dependents: Dependents;
}

const START = 'kek-';
const keyOf = (epoch: string) => `${START}${epoch}`;

/**
 * Wrapping keys in OpenBao or Vault. The installation key, whose digests are asked for at every command, lies wrapped under a key of its
 * own in the folder and is opened once, at the start.
 */
export class TransitKms implements Kms {
  private constructor(
    private readonly server: TransitServer,
    private readonly options: TransitOptions,
    private readonly marks: EpochMarks,
    private readonly digests: Digests,
  ) {}

  /** @throws KeyLost; any other error means that the server cannot be reached or does not let us */
  static async open(server: TransitServer, options: TransitOptions): Promise<TransitKms> {
    const marks = new EpochMarks(options.dir);
    const installation = await installationKey(server, options);
    return new TransitKms(server, options, marks, new Digests(() => installation));
  }

  async currentEpoch(): Promise<string> {
    return this.options.now().slice(0, 7);
  }

  async wrap(epoch: string, key: Uint8Array, associated: Uint8Array): Promise<Box> {
    if (!isEpoch(epoch)) throw new RangeError('an epoch is written YYYY-MM');
    if (this.marks.isDestroyed(epoch)) throw new EpochDestroyed(epoch);
    await this.server.ensure(keyOf(epoch), async () =>
      (await this.options.dependents.wrappedUnder(epoch)) ? `it wrapped keys in ${epoch}` : undefined,
    );
    return this.server.encrypt(keyOf(epoch), key, associated);
  }

  async unwrap(epoch: string, box: Box, associated: Uint8Array): Promise<Buffer> {
    if (!isEpoch(epoch)) throw new WrappingUnfit();
    if (this.marks.isDestroyed(epoch)) throw new EpochDestroyed(epoch);
    return this.server.decrypt(keyOf(epoch), box, associated);
  }

  async destroyEpoch(epoch: string): Promise<void> {
    assertOver(epoch, await this.currentEpoch());
    this.marks.mark(epoch);
    await this.server.destroy(keyOf(epoch));
  }

  async epochs(): Promise<readonly Epoch[]> {
    const names = await this.server.names();
    return this.marks.epochs(names.flatMap((name) => (name.startsWith(START) ? name.slice(START.length) : [])));
  }

  digest(purpose: string, input: string | Uint8Array): Uint8Array {
    return this.digests.of(purpose, input);
  }
}

async function installationKey(server: TransitServer, { dir, random, dependents }: TransitOptions): Promise<Buffer> {
  const file = join(dir, 'installation.wrapped');
  const about = Buffer.from('installation');
  if (!existsSync(file)) {
    if (dependents.any) throw lost('installation.wrapped', 'a log or wrapped keys exist');
    await server.ensure('installation', async () => undefined);
    writeOnce(file, bytesOf(await server.encrypt('installation', random(32), about)), random);
  }
  return server.decrypt('installation', boxOf(readFileSync(file)), about);
}
