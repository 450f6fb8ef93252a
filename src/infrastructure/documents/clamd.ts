import { connect } from 'node:net';
import { type Scanned, type Scanner, ScannerUnavailable } from '../../application/ports/blobs.js';

const MILLISECONDS = 30_000;

/** A scanner by clamd's own protocol (zINSTREAM). What it does not answer for is not kept. */
export class Clamd implements Scanner {
  constructor(
    private readonly host: string,
    private readonly port: number,
  ) {}

  async scan(bytes: AsyncIterable<Uint8Array>): Promise<Scanned> {
    const socket = connect({ host: this.host, port: this.port });
    const answer = new Promise<string>((resolve, reject) => {
      let text = '';
      socket.setTimeout(MILLISECONDS, () => socket.destroy(new Error('no answer')));
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(text));
    });
    try {
      // A socket that fails while it is written to says so to who waits for the answer.
      answer.catch(() => undefined);
      await write(socket, 'zINSTREAM\0');
      for await (const chunk of bytes) {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(chunk.byteLength);
        await write(socket, Buffer.concat([length, chunk]));
      }
      await write(socket, Buffer.alloc(4));
      const said = (await answer).replace(/\0/g, '').trim();
      if (said.endsWith('FOUND')) return 'infected';
      if (said.endsWith('OK')) return 'clean';
      throw new Error('the scanner did not say');
    } catch (error) {
      throw new ScannerUnavailable(error);
    } finally {
      socket.destroy();
    }
  }
}

const write = (socket: ReturnType<typeof connect>, bytes: string | Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve())));
