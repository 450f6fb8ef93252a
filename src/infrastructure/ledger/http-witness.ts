import { type Witness, WitnessBehind, type WitnessRequest } from '../../application/ports/ledger.js';

const TIMEOUT = 5000;

/** A witness over HTTP (C2SP tlog-witness, `add-checkpoint`). */
export class HttpWitness implements Witness {
  constructor(private readonly url: string) {}

  async cosign({ old, proof, note }: WitnessRequest): Promise<readonly string[]> {
    const lines = proof.map((hash) => Buffer.from(hash).toString('base64'));
    const response = await fetch(new URL('add-checkpoint', this.url.endsWith('/') ? this.url : `${this.url}/`), {
      method: 'POST',
      redirect: 'error', // a witness is who the configuration names
      body: [`old ${old}`, ...lines, '', note].join('\n'),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const text = await response.text();
    if (response.status === 409) throw new WitnessBehind(Number(text.trim()));
    if (response.status !== 200)
      throw new Error(`a witness does not cosign (${response.status}): ${text.trim().slice(0, 200)}`);
    return text.split('\n').filter(Boolean);
  }
}
