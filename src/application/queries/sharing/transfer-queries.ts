import { z } from 'zod';

import { caseAggregate } from '../../../domain/case/state.js';
import { concernAggregate } from '../../../domain/concern/state.js';
import type { Recorded } from '../../../domain/kernel/event.js';
import { history } from '../../../domain/kernel/history.js';
import type { Sealed } from '../../../domain/kernel/sealed.js';
import { type IncomingState, incomingAggregate } from '../../../domain/transfer/state.js';
import type { RegisterRow } from '../../../projections/registers/registers.js';
import { toInfohus } from '../../authorization/relations.js';
import type { Attached } from '../../documents/attached.js';
import { loadRecord } from '../../load.js';
import { notFound } from '../../refusal.js';
import { type Handed, packed } from '../../transfers/messages.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { caseRelations } from '../case/case-queries.js';
import { concernRelations } from '../concern/concern-queries.js';
import { defineQueries, query } from '../define-queries.js';
import * as p from '../params.js';
import { opened } from '../records.js';

const row = {
  transferId: a.text,
  /** Whose: its code, and what the configuration calls it. */
  installation: a.text,
  name: a.text,
  what: z.enum(['concern', 'case']),
  sentAt: a.text,
  receivedAt: a.text,
  status: z.enum(['waiting', 'accepted', 'declined', 'recalled']),
  answeredAt: a.orNull(a.text),
  /** What it became here. */
  concernId: a.orNull(a.text),
};
const contents = packed.omit({ documents: true, events: true }).shape;

async function incomingRelations({ id }: { readonly id: string }, asking: Asking) {
  const { infohus } = (await loaded(id, asking)).state;
  return infohus === '' ? undefined : toInfohus(asking.reader.actor, asking.planOf(infohus));
}

/** What other installations handed over to an Infohus of this one (B-7). */
export const transferQueries = defineQueries({
  Installations: query({
    says: 'The installations that the configuration knows, and to which a concern or case can be handed (B-7)',
    path: 'installations',
    params: {},
    answer: a.rowsOf(z.object({ code: a.text, name: a.text })),
    may: { everybody: 'codes and names of other Infohuse: nothing about anybody' },
    leaves: { nothing: 'it is the same for everybody, and about nobody' },
    find: async (_, { installations }) => [...installations],
  }),
  IncomingTransfers: query({
    says: 'What other installations handed over to an Infohus: what waits for an answer first, the newest of them first',
    path: 'transfers',
    params: { infohus: p.infohus },
    answer: a.rowsOf(z.object(row)),
    may: { action: 'list', object: 'transfer' },
    leaves: { searches: 'transfers', found: (found) => found.length },
    async find({ infohus }, asking) {
      const rows = await asking.live.register('transfer', infohus);
      const shown = rows.flatMap((one) => listed(one, asking) ?? []);
      const waits = (one: { status: string }) => (one.status === 'waiting' ? 0 : 1);
      return shown.sort((x, y) => waits(x) - waits(y) || (x.receivedAt < y.receivedAt ? 1 : -1));
    },
  }),
  IncomingTransfer: query({
    says: 'What was handed over, whole: what was disclosed and nothing else, why and on which basis, and who had the responsibility there, as the sender signed it',
    path: 'transfers/{id}',
    params: { id: p.id },
    answer: z.object({
      ...row,
      infohus: a.text,
      reason: a.text,
      legalBasis: a.text,
      necessity: a.text,
      categories: a.rowsOf(a.text),
      ...contents,
      documents: a.rowsOf(z.object({ documentId: a.text, kind: a.text, size: a.whole, title: a.text.optional() })),
      chain: a.rowsOf(z.object({ agency: a.text, from: a.text, to: a.text.optional() })),
      version: a.whole,
    }),
    may: { action: 'know', object: 'transfer', hides: true },
    leaves: { consults: 'transfer', id: 'id' },
    relations: incomingRelations,
    async find({ id }, asking) {
      const { events, state, version } = await loaded(id, asking);
      const all = history(events);
      const received = all.find(({ type }) => type === 'TransferReceived');
      const { signed } = (received?.data ?? {}) as { readonly signed?: Sealed<string> };
      const said = signed && (await asking.sealing.open([signed])).get(signed);
      // What was refused or withdrawn is nothing to read any more: who it was about is known here to nobody.
      const isOver = state.answer !== null && state.answer.what !== 'accepted';
      const handed = typeof said === 'string' && !isOver ? payloadOf(said) : ERASED;
      const attached = isOver ? [] : all.filter(({ type }) => type === 'DocumentAttached');
      const show = await opened(asking.sealing, attached);
      const documents = attached.map(({ data }) => {
        const { documentId, kind, size, title } = show(data) as Attached & { readonly title?: string };
        return { documentId, kind, size, ...(title === undefined ? {} : { title }) };
      });
      const { reason, legalBasis, necessity, categories, package: pack } = handed;
      const { documents: _, events: __, ...shown } = pack;
      // Who answers it reads it to the letter; who oversees it who it is about and as what, as of a package that was sent (need to know).
      const persons = asking.reader.purpose === 'casework' ? pack.persons : pack.persons.map(asNamed);
      return {
        ...shownRow(id, state, asking),
        ...{ infohus: state.infohus, reason, legalBasis, necessity, categories, ...shown, persons, documents, version },
        chain: [...(state.received?.chain ?? [])],
      };
    },
  }),
  CaseTransferMessage: query({
    says: 'What was handed to another installation of a case, signed and sealed for it: where messages are carried as files (B-7)',
    path: 'cases/{id}/transfers/{transferId}',
    params: { id: p.caseId, transferId: p.id },
    answer: z.object({ message: a.text }),
    may: { action: 'read', object: 'case', hides: true },
    leaves: { consults: 'transfer', id: 'id' },
    relations: caseRelations,
    find: (asked, asking) => messageOf(caseAggregate.aggregate, asked, asking),
  }),
  ConcernTransferMessage: query({
    says: 'The same of a concern',
    path: 'concerns/{id}/transfers/{transferId}',
    params: { id: p.concernId, transferId: p.id },
    answer: z.object({ message: a.text }),
    may: { action: 'read', object: 'concern', hides: true },
    leaves: { consults: 'transfer', id: 'id' },
    relations: concernRelations,
    find: (asked, asking) => messageOf(concernAggregate.aggregate, asked, asking),
  }),
  IncomingTransferAnswer: query({
    says: 'Our answer to what was handed over, signed and sealed for who sent it: where messages are carried as files',
    path: 'transfers/{id}/answer',
    params: { id: p.id },
    answer: z.object({ message: a.text }),
    may: { action: 'know', object: 'transfer', hides: true },
    leaves: { consults: 'transfer', id: 'id' },
    relations: incomingRelations,
    find: async ({ id }, { answerTo }) => ({ message: await answerTo(id) }),
  }),
});

/** Of that record alone. @throws Refused not-found */
async function messageOf(aggregate: string, { id, transferId }: { id: string; transferId: string }, asking: Asking) {
  const { events } = await loadRecord(asking.store, aggregate, id);
  const isIt = ({ type, data }: Recorded) =>
    type === 'TransferSent' && (data as { readonly transferId: string }).transferId === transferId;
  if (!events.some(isIt)) throw notFound();
  return { message: await asking.messageOf(transferId) };
}

const asNamed = ({ number, role, ageGroup, name }: Handed['package']['persons'][number]) => ({
  ...{ number, role, ageGroup },
  ...(name === undefined ? {} : { name }),
});

/** As it was signed, which was checked when it came in. */
const payloadOf = (signed: string): Handed =>
  JSON.parse(Buffer.from(signed.split('.')[1] ?? '', 'base64url').toString('utf8')) as Handed;
/** What it held was erased since, or is not to be read any more. */
const ERASED = {
  ...{ reason: '', legalBasis: '', necessity: '', categories: [] as string[] },
  package: { persons: [], support: [], statements: [], documents: [], events: [], hash: '' },
};

async function loaded(id: string, { store }: Asking) {
  const { state, events, version } = await loadRecord(store, incomingAggregate.aggregate, id);
  return { state: state as IncomingState, events, version };
}

const listed = ({ id, state }: RegisterRow<'transfer'>, asking: Asking) =>
  state.received ? shownRow(id, state, asking) : undefined;

function shownRow(transferId: string, { received, receivedAt, answer }: IncomingState, { installations }: Asking) {
  const { installation = '', what = 'case', sentAt = '' } = received ?? {};
  return {
    ...{ transferId, installation, what, sentAt, receivedAt: receivedAt ?? '' },
    name: installations.find(({ code }) => code === installation)?.name ?? installation,
    status: answer?.what ?? ('waiting' as const),
    answeredAt: answer?.at ?? null,
    concernId: answer?.concernId ?? null,
  };
}
