import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

/**
 * Checkpoints as signed notes (C2SP signed-note and tlog-checkpoint): text that a person can read and any transparency tool can check. The
 * body is origin, size and root in base64, and the time it was signed; signatures follow after an empty line.
 */
export interface Checkpoint {
  readonly origin: string;
  /** Number of events: the position of the newest. */
  readonly size: number;
  readonly root: Uint8Array;
  /** When it was signed, UTC; a heartbeat signs the same tree again. */
  readonly at: string;
}
export interface Signature {
  readonly name: string;
  /** Key id (4 bytes), for a witness the time (8 bytes), then Ed25519 (64 bytes). */
  readonly blob: Uint8Array;
}
export interface SignedNote {
  readonly text: string;
  readonly checkpoint: Checkpoint;
  readonly signatures: readonly Signature[];
}

/** Kinds of key (C2SP signed-note): a log's own signature, and a witness' cosignature with its time. */
const KIND = { log: 0x01, witness: 0x04 } as const;
export type KeyUse = keyof typeof KIND;

/** A key as others are told of it: `name+id+base64`. */
export interface VerifierKey {
  readonly name: string;
  readonly use: KeyUse;
  readonly id: Uint8Array;
  readonly key: KeyObject;
}

export function checkpointText({ origin, size, root, at }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\ntime ${at}\n`;
}

export const noteOf = (text: string, signatures: readonly Signature[]): string =>
  `${text}\n${signatures.map(({ name, blob }) => `— ${name} ${Buffer.from(blob).toString('base64')}\n`).join('')}`;

const SIGNATURE = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/;

/** @throws Error where it is no checkpoint */
export function parseNote(note: string): SignedNote {
  const at = note.lastIndexOf('\n\n');
  const text = note.slice(0, at + 1);
  const [origin = '', size = '', root = '', time = ''] = text.split('\n');
  const hash = Buffer.from(root, 'base64');
  if (at < 0 || !origin || !/^(0|[1-9]\d{0,14})$/.test(size) || hash.length !== 32 || !time.startsWith('time '))
    throw new Error('this is no checkpoint');
  const signatures = note
    .slice(at + 2)
    .split('\n')
    .flatMap((line): readonly Signature[] => {
      const [, name, blob] = SIGNATURE.exec(line) ?? [];
      return name && blob ? [{ name, blob: Buffer.from(blob, 'base64') }] : [];
    });
  return { text, checkpoint: { origin, size: Number(size), root: hash, at: time.slice(5) }, signatures };
}

/** The 4 bytes that tell a key: of its name, its kind and itself. */
export const keyIdOf = (name: string, use: KeyUse, raw: Uint8Array): Uint8Array =>
  createHash('sha256').update(`${name}\n`).update(Buffer.of(KIND[use])).update(raw).digest().subarray(0, 4);

/** Bytes before a raw Ed25519 public key in its DER form. */
const DER = Buffer.from('302a300506032b6570032100', 'hex');
export const rawKeyOf = (key: KeyObject): Uint8Array =>
  (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'der' }).subarray(DER.length);

export function verifierText(name: string, use: KeyUse, key: KeyObject): string {
  const raw = rawKeyOf(key);
  const id = Buffer.from(keyIdOf(name, use, raw)).toString('hex');
  return `${name}+${id}+${Buffer.concat([Buffer.of(KIND[use]), raw]).toString('base64')}`;
}

/** @throws Error where it is no verifier key of Ed25519 */
export function parseVerifier(text: string): VerifierKey {
  const [, name = '', id = '', base = ''] =
    /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text.trim()) ?? [];
  const bytes = Buffer.from(base, 'base64');
  const use = bytes[0] === KIND.log ? 'log' : bytes[0] === KIND.witness ? 'witness' : undefined;
  if (!name || !use || bytes.length !== 33 || Buffer.from(keyIdOf(name, use, bytes.subarray(1))).toString('hex') !== id)
    throw new Error('this is no verifier key: it is name+id+base64');
  const key = createPublicKey({ key: Buffer.concat([DER, bytes.subarray(1)]), type: 'spki', format: 'der' });
  return { name, use, id: Buffer.from(id, 'hex'), key };
}

/** What a witness signs: that it saw this checkpoint at this time (C2SP tlog-cosignature). `seconds` since 1970. */
export const cosigned = (text: string, seconds: number): Uint8Array =>
  Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);

/** Whether a note carries a good signature by this key. */
export function isSignedBy({ text, signatures }: SignedNote, { name, use, id, key }: VerifierKey): boolean {
  return signatures.some(({ name: by, blob }) => {
    if (by !== name || Buffer.compare(blob.subarray(0, 4), id) !== 0) return false;
    if (use === 'log') return blob.length === 68 && verify(null, Buffer.from(text), key, blob.subarray(4));
    if (blob.length !== 76) return false;
    const seconds = Number(Buffer.from(blob).readBigUInt64BE(4));
    return verify(null, cosigned(text, seconds), key, blob.subarray(12));
  });
}
