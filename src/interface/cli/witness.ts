import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseVerifier } from '../../application/audit/note.js';
import { WitnessDesk, type WitnessQuestion } from '../../application/audit/witness.js';
import { hangUp, portRefused } from './hang-up.js';
import { machinery } from './machinery.js';
import { ending, say, Usage } from './session.js';

const MAX_BODY = 64 * 1024;

export interface WitnessFlags {
  readonly data: string;
  readonly name: string;
  readonly log: readonly string[];
  readonly port: string;
}

/** `witness serve`: another organisation holds our history against us. Needs no database; `--log` names the keys of the logs it watches. */
export async function witnessServe({ data, name, log, port }: WitnessFlags): Promise<void> {
  if (log.length === 0) throw new Usage('--log takes the verifier key of a log: name+id+base64');
  const { signer, memory } = machinery().witness(data, name);
  const clock = { now: () => new Date().toISOString() };
  const desk = new WitnessDesk(log.map(parseVerifier), signer, memory, clock);
  const server = createServer((request, response) => void answer(desk, request, response));
  ending.serves();
  ending.closes(() => hangUp(server));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(portRefused(error, port)));
    server.listen(Number(port), '127.0.0.1', resolve);
  });
  say(`the witness is at http://127.0.0.1:${(server.address() as AddressInfo).port}/ — its key is ${signer.verifier}`);
  await new Promise(() => undefined); // until the process is ended
}

async function answer(desk: WitnessDesk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const end = (status: number, text: string) => response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
  try {
    if (request.method !== 'POST' || request.url !== '/add-checkpoint') return void end(404, 'POST /add-checkpoint\n');
    const asked = requestOf(await bodyOf(request));
    if (!asked) return void end(400, 'the request is not of C2SP tlog-witness\n');
    const answered = await desk.cosign(asked);
    if (answered.status === 200) end(200, `${answered.signature}\n`);
    else end(answered.status, answered.status === 409 ? `${answered.size}\n` : `${answered.why}\n`);
  } catch {
    end(500, 'the witness could not remember it, so it does not sign\n');
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
    if (body.length > MAX_BODY) throw new Error('too large');
  }
  return body;
}

function requestOf(body: string): WitnessQuestion | undefined {
  const at = body.indexOf('\n\n');
  const [first = '', ...proof] = body.slice(0, at).split('\n');
  const old = /^old (0|[1-9]\d{0,14})$/.exec(first)?.[1];
  if (at < 0 || old === undefined || proof.length > 63) return undefined;
  const hashes = proof.map((line) => Buffer.from(line, 'base64'));
  return hashes.every((h) => h.length === 32)
    ? { old: Number(old), proof: hashes, note: body.slice(at + 2) }
    : undefined;
}
