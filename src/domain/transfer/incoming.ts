import { z } from 'zod';
import { concernAggregate } from '../concern/state.js';
import { attaching } from '../document/attaching.js';
import { compose } from '../kernel/compose.js';
import type { Context, Part, Send } from '../kernel/decider.js';
import type { Recorded } from '../kernel/event.js';
import { code, fixed, id, infohus, instant, sealed, subject, text } from '../kernel/schema.js';
import { Sealed } from '../kernel/sealed.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { personAggregate } from '../person/state.js';
import { type IncomingState, incomingAggregate } from './state.js';

/** What a person is registered by here, where the sender passed it on. */
const details = z.strictObject({
  personId: id,
  name: z.string().min(1).max(20_000),
  birthDate: z.iso.date().optional(),
  address: z.string().min(1).max(20_000).optional(),
  contact: z.string().min(1).max(20_000).optional(),
  protectedAddress: z.boolean().optional(),
});
/** Who had the responsibility there, until when: codes and instants of the sender, each signed by it. */
const held = z.strictObject({ agency: code, from: instant, to: instant.optional() });
const received = {
  infohus,
  transferId: id,
  installation: fixed(code),
  what: fixed(z.enum(['concern', 'case'])),
  /** By the sender's own counting. */
  sentAt: fixed(instant),
  originId: id,
  hash: fixed(z.string().regex(/^[\w-]{43}$/, 'must be a code')),
  /** Those whom the sender named: with the ids that they have here. */
  subjects: fixed(z.array(subject)),
  chain: fixed(z.array(held)),
  description: text,
  persons: fixed(sealed(z.array(details))),
  /** What the sender signed, whole (a compact JWS): what is shown of it, and the proof. */
  signed: fixed(sealed(z.string().min(1).max(2_000_000))),
};
export const events = defineEvents('transfer', {
  TransferReceived: by('ReceiveTransfer', received),
  TransferTaken: by('TakeTransfer', { concernId: id }),
  TransferRefused: by('RefuseTransfer', { reason: text }),
  TransferRecalled: by('RecallTransfer', {}),
});
export const commands = defineCommands({
  /** What came in, checked: signed by one whose key is pinned, to us, and not seen before. */
  ReceiveTransfer: { who: ['system'], on: 'new', fields: received, refusals: [] },
  TakeTransfer: { who: ['coordinator'], fields: { concernId: id }, refusals: ['not-pending'] },
  RefuseTransfer: { who: ['coordinator'], fields: { reason: text }, refusals: ['not-pending'] },
  /** Withdrawn by who sent it, perhaps before it came in: then it is not taken when it does. */
  RecallTransfer: { who: ['system'], on: 'either', fields: {}, refusals: ['not-pending'] },
});
const vocabulary = { events, commands };

const notPending = (s: IncomingState) => s.answer !== null;
const answered = (
  s: IncomingState,
  at: string,
  what: NonNullable<IncomingState['answer']>['what'],
  concernId: string | null = null,
): IncomingState => ({ ...s, answer: s.answer ?? { at, what, concernId } });

/** As they were passed on: nobody here registered them, so nobody but who holds the concern knows them. */
const registering = (s: IncomingState, { open }: Context): readonly Send[] =>
  (s.texts ? (open(s.texts.persons) ?? []) : []).map(({ personId, name, birthDate, ...more }) => ({
    ...{ to: personAggregate, id: personId, command: 'RegisterHandedPerson' },
    data: {
      name: Sealed.of(name),
      ...(birthDate ? { birthDate: Sealed.of(birthDate) } : {}),
      ...(more.address ? { address: Sealed.of(more.address) } : {}),
      ...(more.contact ? { contact: Sealed.of(more.contact) } : {}),
      ...(more.protectedAddress ? { protectedAddress: true } : {}),
    },
  }));

/** What came in from another installation waits for a coordinator (B-7); taken, it is a concern here, qualified anew as one that was forwarded. */
const answers: Part<IncomingState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    TransferReceived: (s, { data, occurredAt: receivedAt }) => {
      const { infohus: here, description, persons, signed: _, ...received } = data;
      return { ...s, infohus: here, receivedAt, received, texts: { description, persons } };
    },
    TransferTaken: (s, { data: { concernId }, occurredAt }) => answered(s, occurredAt, 'accepted', concernId),
    TransferRefused: (s, { occurredAt }) => answered(s, occurredAt, 'declined'),
    TransferRecalled: (s, { occurredAt }) => answered(s, occurredAt, 'recalled'),
  },
  decide: {
    ReceiveTransfer: { refuse: {}, events: (_, data) => [events.TransferReceived(data)] },
    TakeTransfer: {
      reads: (_, { concernId }) => [{ of: concernAggregate, id: concernId }],
      opens: (s) => (s.texts ? [s.texts.persons, s.texts.description] : []),
      refuse: { 'not-pending': notPending },
      notBefore: (s) => s.receivedAt,
      events: (_, data) => [events.TransferTaken(data)],
      send: (s, { concernId }, context) => {
        const { received, texts } = s;
        const description = texts && context.open(texts.description);
        if (!received || !description) return [];
        const { subjects, originId: originConcernId } = received;
        return [
          ...registering(s, context),
          {
            ...{ to: concernAggregate, id: concernId, command: 'ReceiveForwardedConcern' },
            data: {
              ...{ infohus: s.infohus, channel: 'infohus', receivedAt: s.receivedAt, subjects, originConcernId },
              ...{ description: Sealed.of(description), toAgency: context.actor.agency },
            },
          },
        ];
      },
    },
    RefuseTransfer: {
      refuse: { 'not-pending': notPending },
      notBefore: (s) => s.receivedAt,
      events: (_, data) => [events.TransferRefused(data)],
    },
    RecallTransfer: { refuse: { 'not-pending': notPending }, events: () => [events.TransferRecalled({})] },
  },
};

/** As it stands in a read model: open parts alone. */
export const evolveOpenly = (s: IncomingState, event: Recorded): IncomingState => ({
  ...incoming.evolve(s, event),
  texts: null,
});

/** Who may know of the concern that was made of it may know of it; before that the coordinators of its Infohus. */
export const incoming = compose(
  incomingAggregate,
  {
    exists: (s) => s.receivedAt !== null || s.answer !== null,
    infohus: (s) => s.infohus || undefined,
    since: (s) => s.receivedAt,
    amended: 'never',
    about: ({ answer }) => (answer?.concernId ? { of: concernAggregate, id: answer.concernId } : undefined),
  },
  [answers, attaching<IncomingState, 'transfer'>('transfer', ['system'])],
);
