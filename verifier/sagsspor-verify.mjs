#!/usr/bin/env node
/**
 * Checks a proof made by `sagsspor prove EVENT` without us and without any dependency: that the event stands, byte for byte, at its position
 * in the log whose head was signed with the key you name. Where you get that key is yours to decide; never from the bundle.
 *
 * Of an archived case (a folder, `sagsspor archive`): that its files are those of its manifest, and its events all of the case, in their order.
 *
 * Of a signed PDF (a replay): that not one of its bytes is another than when it was signed with that key.
 *
 *   node sagsspor-verify.mjs BUNDLE.json|FOLDER|FILE.pdf --key 'name+id+base64' [--witness 'name+id+base64']... [--against OLD-CHECKPOINT]
 *
 * Exit code 0: everything holds. 1: something does not, and it says what. 2: wrong use.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const node = (left, right) => sha256(Buffer.of(1), left, right);
const DER = Buffer.from('302a300506032b6570032100', 'hex');

class Wrong extends Error {}
const must = (holds, what) => {
  if (!holds) throw new Wrong(what);
};

/** C2SP signed note: text, an empty line, signatures. */
function parseNote(note) {
  const at = note.lastIndexOf('\n\n');
  must(at > 0, 'the checkpoint is no signed note');
  const text = note.slice(0, at + 1);
  const [origin, size, root] = text.split('\n');
  const signatures = note
    .slice(at + 2)
    .split('\n')
    .map((line) => /^— (\S+) ([A-Za-z0-9+/=]+)$/.exec(line))
    .filter(Boolean)
    .map(([, name, blob]) => ({ name, blob: Buffer.from(blob, 'base64') }));
  must(/^\d+$/.test(size ?? ''), 'the checkpoint has no size');
  return { text, origin, size: Number(size), root: Buffer.from(root ?? '', 'base64'), signatures };
}

function parseKey(text) {
  const [, name, id, base] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text.trim()) ?? [];
  const bytes = Buffer.from(base ?? '', 'base64');
  must(name && bytes.length === 33, `${text.slice(0, 40)} is no verifier key`);
  const expected = sha256(`${name}\n`, bytes).subarray(0, 4).toString('hex');
  must(expected === id, 'the verifier key does not have its own id');
  const key = createPublicKey({ key: Buffer.concat([DER, bytes.subarray(1)]), type: 'spki', format: 'der' });
  return { name, id: Buffer.from(id, 'hex'), witness: bytes[0] === 4, key };
}

function isSigned(note, { name, id, witness, key }) {
  return note.signatures.some(({ name: by, blob }) => {
    if (by !== name || !blob.subarray(0, 4).equals(id)) return false;
    if (!witness) return blob.length === 68 && verify(null, Buffer.from(note.text), key, blob.subarray(4));
    const seconds = blob.length === 76 ? blob.readBigUInt64BE(4) : 0n;
    return verify(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${note.text}`), key, blob.subarray(12));
  });
}

/** The leaf that the store hashed: 0x00, position and recorded time in milliseconds as 8 bytes each, the event's bytes. */
function leafOf({ position, recordedAt, bytes }) {
  const place = Buffer.alloc(17);
  place.writeBigInt64BE(BigInt(position), 1);
  place.writeBigInt64BE(BigInt(Date.parse(recordedAt)), 9);
  return sha256(place, Buffer.from(bytes, 'base64'));
}

/** RFC 9162, 2.1.3.2. */
function rootFrom(leaf, index, size, proof) {
  let [fn, sn, hash] = [BigInt(index), BigInt(size) - 1n, leaf];
  for (const p of proof) {
    must(sn !== 0n, 'the proof is too long');
    if (fn % 2n === 1n || fn === sn) {
      hash = node(p, hash);
      while (fn % 2n === 0n && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else hash = node(hash, p);
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  must(sn === 0n, 'the proof is too short');
  return hash;
}

/** RFC 9162, 2.1.4.2. */
function checkExtension(old, now, proof) {
  must(old.size <= now.size, 'the older checkpoint is larger than the newer');
  if (old.size === now.size || old.size === 0) {
    must(proof.length === 0 && (old.size === 0 || old.root.equals(now.root)), 'two different logs of the same size');
    return;
  }
  const path = Number.isInteger(Math.log2(old.size)) ? [old.root, ...proof] : proof;
  must(path.length > 0, 'the proof of extension is empty');
  let [fn, sn] = [BigInt(old.size) - 1n, BigInt(now.size) - 1n];
  while (fn % 2n === 1n) [fn, sn] = [fn >> 1n, sn >> 1n];
  let [fr, sr] = [path[0], path[0]];
  for (const c of path.slice(1)) {
    must(sn !== 0n, 'the proof of extension is too long');
    if (fn % 2n === 1n || fn === sn) {
      [fr, sr] = [node(c, fr), node(c, sr)];
      while (fn % 2n === 0n && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else sr = node(sr, c);
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  must(
    sn === 0n && fr.equals(old.root) && sr.equals(now.root),
    'the log does not extend the older checkpoint: history was rewritten',
  );
}

/** The signature stands in the file itself, and is of all its bytes with that place blank. */
function checkPdf(file, keys) {
  const pdf = readFileSync(file).toString('latin1');
  const places = [...pdf.matchAll(/sagsspor-signature:([A-Za-z0-9_-]+)\.*/g)].map(([whole, said]) => ({ whole, said }));
  must(places.length > 0, 'the file is not signed');
  must(new Set(places.map(({ whole }) => whole)).size === 1, 'the file is signed in two ways');
  const { whole, said } = places[0];
  const note = Buffer.from(said, 'base64url').toString();
  const at = note.lastIndexOf('\n\n');
  const [, kind, hash, ...about] = note.slice(0, at).split('\n');
  must(at > 0 && kind === 'signed file', 'what stands in the place of the signature is none');
  const signatures = note
    .slice(at + 2)
    .split('\n')
    .map((line) => /^— (\S+) ([A-Za-z0-9+/=]+)$/.exec(line))
    .filter(Boolean)
    .map(([, name, blob]) => ({ name, blob: Buffer.from(blob, 'base64') }));
  for (const key of keys)
    must(isSigned({ text: note.slice(0, at + 1), signatures }, key), `no good signature of ${key.name} is on the file`);
  const blank = pdf.replaceAll(whole, `sagsspor-signature:${'.'.repeat(whole.length - 'sagsspor-signature:'.length)}`);
  const found = sha256(Buffer.from(blank, 'latin1')).toString('hex');
  must(hash === `sha256 ${found}`, 'the file is not the one that was signed: something in it was changed');
  return about;
}

function check(file, keys, witnesses, against) {
  const bundle = JSON.parse(readFileSync(file, 'utf8'));
  const now = parseNote(bundle.checkpoint);
  for (const key of [...keys, ...witnesses])
    must(isSigned(now, key), `no good signature of ${key.name} is on the checkpoint`);
  must(
    keys.some((k) => k.name === now.origin),
    'the checkpoint is of another log than the key',
  );
  const { position } = bundle.event;
  must(Number.isInteger(position) && position >= 1 && position <= now.size, 'the event is not in the signed tree');
  const proof = bundle.inclusion.map((hash) => Buffer.from(hash, 'base64'));
  must(
    rootFrom(leafOf(bundle.event), position - 1, now.size, proof).equals(now.root),
    'the event is not what was signed: its bytes, its position or its time were changed',
  );
  if (against) {
    const old = parseNote(readFileSync(against, 'utf8'));
    for (const key of keys) must(isSigned(old, key), `no good signature of ${key.name} is on the older checkpoint`);
    must(
      bundle.consistency?.old === readFileSync(against, 'utf8'),
      'the bundle shows no extension of that checkpoint: ask for one with --since',
    );
    checkExtension(
      old,
      now,
      bundle.consistency.proof.map((hash) => Buffer.from(hash, 'base64')),
    );
  }
  const event = JSON.parse(Buffer.from(bundle.event.bytes, 'base64').toString());
  return { position, size: now.size, origin: now.origin, recordedAt: bundle.event.recordedAt, event };
}

/** A package of `sagsspor archive`: nothing missing, nothing beside, and each event of the case proven. */
function checkPackage(folder, keys, witnesses) {
  const { files } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const there = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name !== 'manifest.json' && statSync(join(folder, name)).isFile());
  for (const name of there) must(files[name] !== undefined, `${name} is not in the manifest`);
  for (const [name, hash] of Object.entries(files)) {
    must(there.includes(name), `${name} is missing`);
    must(sha256(readFileSync(join(folder, name))).toString('hex') === hash, `${name} was changed`);
  }
  const { case: told } = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8'));
  const proofs = there.filter((name) => name.startsWith('proofs/')).sort();
  const proven = proofs.map((name) => check(join(folder, name), keys, witnesses).event);
  must(
    proven.length > 0 && proven.length === told.timeline.length,
    'case.json tells another number of events than are proven',
  );
  let before = null;
  proofs.forEach((name, i) => {
    const { event } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    must(
      proven[i].stream === `case-${told.caseId}` && proven[i].version === i + 1,
      `${name} is not event ${i + 1} of the case`,
    );
    must(proven[i].previous === before, `${name} does not follow the event before it`);
    before = sha256(Buffer.from(event.bytes, 'base64')).toString('base64url');
  });
  const known = new Map(proven.map((event) => [event.eventId, event]));
  for (const { eventId, type, actor } of told.timeline) {
    const event = known.get(eventId);
    must(
      event?.type === type && event.actor.agency === actor.agency,
      `case.json tells of ${type} otherwise than what is proven`,
    );
  }
  for (const name of there.filter((one) => one.startsWith('documents/'))) {
    const id = name.slice('documents/'.length, 'documents/'.length + 36);
    const attached = proven.find((event) => event.type === 'DocumentAttached' && event.data.documentId === id);
    must(attached !== undefined, `${name} was never attached to the case`);
    must(files[name] === attached.data.sha256, `${name} is not the document that was attached`);
  }
  return { events: proven.length, stream: `case-${told.caseId}` };
}

function main(argv) {
  const files = [];
  const options = { key: [], witness: [], against: [] };
  for (let i = 0; i < argv.length; i++) {
    const name = argv[i].startsWith('--') ? argv[i].slice(2) : undefined;
    if (name === undefined) files.push(argv[i]);
    else if (options[name]) options[name].push(argv[++i] ?? '');
    else return usage();
  }
  if (files.length !== 1 || options.key.length === 0) return usage();
  try {
    if (statSync(files[0], { throwIfNoEntry: false })?.isDirectory()) {
      const found = checkPackage(files[0], options.key.map(parseKey), options.witness.map(parseKey));
      process.stdout.write(`${JSON.stringify({ holds: true, ...found })}\n`);
      return 0;
    }
    if (files[0].endsWith('.pdf')) {
      process.stdout.write(`${JSON.stringify({ holds: true, says: checkPdf(files[0], options.key.map(parseKey)) })}\n`);
      return 0;
    }
    const found = check(files[0], options.key.map(parseKey), options.witness.map(parseKey), options.against[0]);
    const { event, ...place } = found;
    process.stdout.write(
      `${JSON.stringify({ holds: true, ...place, type: event.type, stream: event.stream, occurredAt: event.occurredAt, actor: event.actor })}\n`,
    );
    return 0;
  } catch (error) {
    process.stderr.write(`DOES NOT HOLD: ${error instanceof Wrong ? error.message : 'the bundle cannot be read'}\n`);
    return 1;
  }
}

function usage() {
  process.stderr.write(
    "usage: sagsspor-verify.mjs BUNDLE.json|FOLDER|FILE.pdf --key 'name+id+base64' [--witness KEY]... [--against OLD-CHECKPOINT]\n",
  );
  return 2;
}

process.exitCode = main(process.argv.slice(2));
