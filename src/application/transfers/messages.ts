import { z } from 'zod';
import { addHours } from '../../domain/kernel/calendar.js';
import { type Installations, NotBelieved } from '../ports/installations.js';
import { Refused } from '../refusal.js';

/**
 * What two installations say to each other (B-7). In an envelope that says for whom it is; inside a signed message that says from whom. Nothing but
 * the codes of both stands outside.
 */
const FORMAT = 'sagsspor-transfer-1';
const word = z.string().max(20_000);
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/);
const id = z.uuid().transform((v) => v.toLowerCase());
const instant = z.iso.datetime();
const hash = z.string().regex(/^[\w-]{43}$/);
const person = z.object({
  number: z.int().min(1),
  role: z.enum(['focus', 'sibling', 'parent', 'relative']).optional(),
  ageGroup: z.enum(['minor', 'adult']).optional(),
  name: word.nullish(),
  birthDate: z.iso.date().nullish(),
  contact: word.nullish(),
  address: word.nullish(),
  protectedAddress: z.boolean().optional(),
  guardians: z.array(word).optional(),
});
const statement = z.object({
  ...{ person: z.int().min(0), dimension: word, text: word, nature: word, sourceAgency: word },
  dissent: z.array(z.object({ by: word, text: word })).optional(),
});
const document = z.object({
  ...{ documentId: id, kind: code, mediaType: word, size: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) },
  ...{ title: word.optional(), name: word.optional() },
});
export const packed = z.object({
  description: word.optional(),
  persons: z.array(person).max(1000),
  support: z.array(z.object({ person: z.int().min(0), kind: code, since: instant, status: word })).max(1000),
  statements: z.array(statement).max(1000),
  documents: z.array(document).max(1000),
  events: z.array(id).max(20_000),
  hash,
});

const between = { from: code, to: code, transferId: id };
const holding = z.object({ ...between, agency: code, since: instant, until: instant.optional() });
export type SignedHolding = z.output<typeof holding>;
const message = z.discriminatedUnion('says', [
  z.object({
    ...between,
    says: z.literal('handed'),
    what: z.enum(['concern', 'case']),
    recordId: id,
    sentAt: instant,
    reason: word,
    legalBasis: code,
    necessity: word,
    categories: z.array(code),
    package: packed,
    /** Who had the responsibility, each signed by the sender (a compact JWS), the earliest first. */
    chain: z.array(word).max(1000),
  }),
  z.object({ ...between, says: z.literal('asked') }),
  z.object({ ...between, says: z.literal('withdrawn') }),
  z.object({
    ...between,
    says: z.literal('answered'),
    /** Of the package as it was received; none where none was. */
    hash: hash.optional(),
    status: z.enum(['received', 'accepted', 'declined', 'recalled', 'unknown']),
    at: instant,
    reason: word.optional(),
  }),
]);
export type Message = z.output<typeof message>;
export type Handed = Extract<Message, { says: 'handed' }>;
export type Answered = Extract<Message, { says: 'answered' }>;

const envelope = z.object({
  format: z.literal(FORMAT),
  ...{ from: code, to: code, sealed: z.string().min(1) },
  /** The bytes of documents, each sealed for itself, in the order in which the message names them. */
  documents: z.array(z.string().min(1)).max(1000).optional(),
});

/** What came, believed: `signed` is the proof of it. */
export interface Heard {
  readonly message: Message;
  readonly signed: string;
  readonly documents: readonly string[];
}

/** Bytes of one message as it is carried: 25 MB of documents and what is told beside them, signed and sealed. */
export const MESSAGE = 36_000_000;
export function assertCarried(size: number): void {
  if (size > MESSAGE) throw new Refused('payload-too-large', `A transfer holds at most ${MESSAGE} bytes.`);
}

/** Signed, sealed and addressed: as it is carried. @throws Refused where it is larger than a message may be */
export async function spoken(
  us: Installations,
  to: string,
  said: DistributiveOmit<Message, 'from' | 'to'>,
  documents: readonly string[] = [],
): Promise<string> {
  const signed = await us.sign({ ...said, from: us.own, to });
  const sealed = await us.seal(to, Buffer.from(signed));
  const carried = JSON.stringify({
    ...{ format: FORMAT, from: us.own, to, sealed },
    ...(documents.length > 0 ? { documents } : {}),
  });
  assertCarried(Buffer.byteLength(carried));
  return carried;
}
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** @throws NotBelieved: what it is not, in a sentence that names nobody. @throws Refused where it is larger than a message may be */
export async function heard(us: Installations, carried: string): Promise<Heard> {
  assertCarried(Buffer.byteLength(carried));
  const { from, to, sealed, documents = [] } = parsed(envelope, json(carried), 'no message of a transfer');
  if (to !== us.own) throw new NotBelieved('it is for another installation');
  const signed = Buffer.from(await us.open(sealed)).toString('utf8');
  const said = parsed(message, await us.verify(from, signed), 'a message of another version');
  // Signed for one it cannot be sealed anew for another, nor brought by a third as its own.
  if (said.from !== from || said.to !== us.own) throw new NotBelieved('it was signed for another installation');
  return { message: said, signed, documents };
}

/** What its sender signed of who had the responsibility. @throws NotBelieved */
export async function holdingsIn(us: Installations, { chain, from, transferId }: Handed) {
  const all: SignedHolding[] = [];
  for (const signed of chain) {
    const said = parsed(holding, await us.verify(from, signed), 'a chain of another version');
    if (said.from !== from || said.transferId !== transferId) throw new NotBelieved('a chain of another transfer');
    all.push(said);
  }
  return all;
}

const knock = z.object({ says: z.literal('knocks'), from: code, to: code, at: instant });
/** Minutes for which a knock is heard, either way: clocks differ. */
const KNOCK = 5;
/** What stands in the header of a message, before it: that it comes from one whom the other knows. */
export const knockOn = (us: Installations, to: string, at: string): Promise<string> =>
  us.sign({ says: 'knocks', from: us.own, to, at });

/** @throws NotBelieved */
export async function knockedBy(us: Installations, signed: string, now: string): Promise<void> {
  const [, payload = ''] = signed.split('.');
  // Its own word chooses the key, and is checked by it.
  const said = parsed(knock, json(Buffer.from(payload, 'base64url').toString('utf8')), 'no knock');
  parsed(knock, await us.verify(said.from, signed), 'no knock');
  const isNow = said.at >= addHours(now, -KNOCK / 60) && said.at <= addHours(now, KNOCK / 60);
  if (said.to !== us.own || !isNow) throw new NotBelieved('it knocks elsewhere, or at another time');
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
function parsed<T>(schema: z.ZodType<T>, value: unknown, otherwise: string): T {
  const found = schema.safeParse(value);
  if (!found.success) throw new NotBelieved(`it is ${otherwise}`);
  return found.data;
}
