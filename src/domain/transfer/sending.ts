import { z } from 'zod';
import { disclosureAsked } from '../case/disclosure.js';
import type { Context } from '../kernel/decider.js';
import { code, fixed, id, ids, instant, text, whole } from '../kernel/schema.js';
import type { Sealed } from '../kernel/sealed.js';
import { by, type Draft, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import type { Transfer, Transfers } from './state.js';

/** `installation`: a code of the configuration, never of a plan. */
const which = { transferId: id, installation: fixed(code) };
/** `answer`: what the receiver signed (a compact JWS), kept to be shown to who doubts it. */
const signed = { ...which, answer: text };
/** SHA-256, base64url. */
const hash = z.string().regex(/^[\w-]{43}$/, 'must be a code');

/** From sending to the answer, the same for a concern and a case (commands.md, HandToInstallation). */
export const eventsOf = <A extends string>(aggregate: A) =>
  defineEvents(aggregate, {
    /** `hash` of the package, which was taken from `eventIds`, of the log up to the position `asOf`. */
    TransferSent: by('HandToInstallation', {
      ...{ ...which, reason: text, legalBasis: fixed(code) },
      ...{ hash: fixed(hash), eventIds: ids, asOf: fixed(whole) },
    }),
    TransferDelivered: by('RecordTransferReceipt', { ...signed, receivedAt: fixed(instant) }),
    TransferAccepted: by('RecordTransferAcceptance', signed),
    TransferDeclined: by('RecordTransferRefusal', { ...signed, reason: text }),
    TransferWithdrawn: by('WithdrawTransfer', which),
  });
type Events<A extends string> = ReturnType<typeof eventsOf<A>>;

export const handing = {
  who: ['coordinator'],
  fields: { transferId: id, installation: code, disclosure: disclosureAsked, reason: text },
  brings: 'package',
} as const;
const answered = { refusals: ['not-pending'], whenClosed: 'always' } as const;
/** The receiver's words come signed; the process that asks for them checks that. */
export const answerCommands = defineCommands({
  WithdrawTransfer: { who: ['coordinator'], fields: { transferId: id }, ...answered },
  RecordTransferReceipt: {
    who: ['system'],
    fields: { transferId: id, receivedAt: instant, answer: text },
    ...answered,
  },
  RecordTransferAcceptance: { who: ['system'], fields: { transferId: id, answer: text }, ...answered },
  RecordTransferRefusal: { who: ['system'], fields: { transferId: id, reason: text, answer: text }, ...answered },
});

interface Named {
  readonly transferId: string;
}
interface Handing extends Named {
  readonly installation: string;
  readonly reason: Sealed<string>;
  readonly disclosure: { readonly legalBasis: string };
}
export const isUnknown = ({ installation }: Handing, { installations }: Context): boolean =>
  !installations?.includes(installation);
/** With the package that was made before the decision. */
export function sentAs({ transferId, installation, reason, disclosure }: Handing, { package: packed }: Context) {
  if (!packed) throw new Error('a package to be sent was not made');
  const { hash: digest, eventIds, asOf } = packed;
  const what = { transferId, installation, reason, legalBasis: disclosure.legalBasis };
  return { ...what, hash: digest, eventIds: [...eventIds], asOf };
}
interface Signed extends Named {
  readonly answer: Sealed<string>;
}
interface Happened<D> {
  readonly data: D;
  readonly occurredAt: string;
}

/** How each event leaves its record: `of` says where that keeps its transfers, `having` is the record with others. */
export function evolving<S>(of: (state: S) => Transfers | undefined, having: (state: S, transfers: Transfers) => S) {
  const changed = (s: S, { transferId }: Named, to: Partial<Transfer>): S => {
    const all = of(s);
    const known = all?.[transferId];
    return known ? having(s, { ...all, [transferId]: { ...known, ...to } }) : s;
  };
  const answered =
    (what: NonNullable<Transfer['answer']>['what']) =>
    (s: S, { data, occurredAt: at }: Happened<Named>): S =>
      changed(s, data, { answer: { at, what } });
  return {
    TransferSent: (s: S, { data, occurredAt: sentAt }: Happened<Named & { readonly installation: string }>): S =>
      having(s, {
        ...of(s),
        [data.transferId]: { installation: data.installation, sentAt, deliveredAt: null, answer: null },
      }),
    TransferDelivered: (s: S, { data }: Happened<Named & { readonly receivedAt: string }>): S =>
      changed(s, data, { deliveredAt: data.receivedAt }),
    TransferAccepted: answered('accepted'),
    TransferDeclined: answered('declined'),
    TransferWithdrawn: answered('withdrawn'),
  };
}

/**
 * The decisions on what was sent. `ends`: what ends with the acceptance, as of the acceptance there. One that was accepted there before it was known
 * to be withdrawn is accepted all the same: the receiver holds it.
 */
export function answering<S, A extends string>(
  events: Events<A>,
  of: (state: S) => Transfers | undefined,
  ends: (state: S, transfer: Transfer, context: Context) => readonly Draft<A>[],
) {
  const known = (s: S, { transferId }: Named): Transfer | undefined => of(s)?.[transferId];
  const notPending = (s: S, named: Named) => known(s, named)?.answer !== null;
  const notBefore = (s: S, named: Named) => known(s, named)?.sentAt;
  const found = (s: S, named: Named): Transfer => {
    const transfer = known(s, named);
    if (!transfer) throw new Error('a transfer that was checked to be there is gone');
    return transfer;
  };
  const itself = (s: S, named: Named) => ({
    transferId: named.transferId,
    installation: found(s, named).installation,
  });
  return {
    WithdrawTransfer: {
      about: (s: S) => Object.keys(of(s) ?? {}).map((transferId) => ({ transferId })),
      refuse: { 'not-pending': notPending },
      notBefore,
      events: (s: S, data: Named) => [events.TransferWithdrawn(itself(s, data))],
    },
    RecordTransferReceipt: {
      refuse: { 'not-pending': (s: S, data: Named) => notPending(s, data) || found(s, data).deliveredAt !== null },
      notBefore,
      events: (s: S, data: Signed & { readonly receivedAt: string }) => [
        events.TransferDelivered({ ...itself(s, data), receivedAt: data.receivedAt, answer: data.answer }),
      ],
    },
    RecordTransferAcceptance: {
      refuse: {
        'not-pending': (s: S, data: Named) => notPending(s, data) && known(s, data)?.answer?.what !== 'withdrawn',
      },
      notBefore,
      events: (s: S, data: Signed, context: Context) => [
        events.TransferAccepted({ ...itself(s, data), answer: data.answer }),
        ...ends(s, found(s, data), context),
      ],
    },
    RecordTransferRefusal: {
      refuse: { 'not-pending': notPending },
      notBefore,
      events: (s: S, data: Signed & { readonly reason: Sealed<string> }) => [
        events.TransferDeclined({ ...itself(s, data), reason: data.reason, answer: data.answer }),
      ],
    },
  };
}
