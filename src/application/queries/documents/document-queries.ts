import { z } from 'zod';
import { agenciesAsked } from '../../../domain/case/standing.js';
import { type CaseState, caseAggregate } from '../../../domain/case/state.js';
import { type DocumentState, documentAggregate, documentOn } from '../../../domain/document/state.js';
import { history } from '../../../domain/kernel/history.js';
import { type MeetingState, meetingAggregate } from '../../../domain/meeting/state.js';
import { isCoordinator, isPolice } from '../../../domain/plan/roles.js';
import { Acquaintance } from '../../authorization/acquaintance.js';
import { toCase } from '../../authorization/relations.js';
import { attachedIn } from '../../documents/attached.js';
import { type Loaded, loadRecord } from '../../load.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import * as p from '../params.js';
import { opened } from '../records.js';

export const documentQueries = defineQueries({
  DocumentDetails: query({
    says: 'What a document is called, and on what it hangs: who may read that may have its bytes at GET /api/documents/{id} (B-1)',
    path: 'documents/{id}/details',
    params: { id: p.id },
    answer: z.object({
      documentId: a.text,
      aggregate: a.text,
      recordId: a.text,
      kind: a.text,
      mediaType: a.text,
      size: a.whole,
      sha256: a.text,
      title: a.text.optional(),
      name: a.text.optional(),
      attachedAt: a.text,
      detachedAt: a.orNull(a.text),
    }),
    may: { everybody: 'each document by the relation to what it hangs on' },
    leaves: { consults: 'document', id: 'id' },
    async find({ id }, asking) {
      const taken = (await loadRecord(asking.store, documentAggregate.aggregate, id)).state as DocumentState;
      if (!taken.of) throw asking.notThere();
      const holder = await loadRecord(asking.store, taken.of.aggregate, taken.of.id);
      const on = documentOn(holder.state as object, id);
      if (!on || !(await maySee(id, holder, on.by.agency, asking))) throw asking.notThere();
      const event = attachedIn(holder.events, id);
      if (!event) throw asking.notThere();
      const { kind, mediaType, size, sha256 } = event.data;
      const anew = resealed(holder, event.eventId);
      const show = await opened(asking.sealing, [event, ...anew]);
      const { title, name } = show(event.data) as { title?: unknown; name?: unknown };
      const { text: called = title } = (anew[0] ? show(anew[0].data) : {}) as { text?: unknown };
      return {
        ...{ documentId: id, aggregate: taken.of.aggregate, recordId: taken.of.id },
        ...{ kind, mediaType, size, sha256, attachedAt: on.attachedAt, detachedAt: on.detachedAt },
        ...(typeof called === 'string' ? { title: called } : {}),
        ...(typeof name === 'string' ? { name } : {}),
      };
    },
  }),
});

/** Two people had what it is called sealed again, without somebody who was erased. */
const resealed = ({ events }: Loaded, eventId: string) =>
  events
    .filter(({ type, data }) => {
      const said = data as { readonly eventId?: string; readonly decision?: string };
      return type === 'SealedTextConfirmed' && said.eventId === eventId && said.decision === 'reseal';
    })
    .slice(-1);

/**
 * Who may read the record; the agency that attached it; and who is asked to take a case or take part in it, where the document was disclosed to
 * it: what is not named does not go (commands.md, Legal bases).
 */
async function maySee(documentId: string, holder: Loaded, attachedBy: string, asking: Asking): Promise<boolean> {
  const { reader, store, book, references, now } = asking;
  const { actor } = reader;
  if (reader.purpose === 'reporting') return false;
  if (actor.agency === attachedBy && reader.purpose === 'casework') return true;
  // Who is asked to one item, or has one decision to carry out, knows of a meeting, and sees that alone of it.
  if (holder.decider.aggregate === meetingAggregate.aggregate)
    return callsMeeting(holder.state as MeetingState, asking);
  if (holder.decider.aggregate !== caseAggregate.aggregate)
    return new Acquaintance(actor, store, book, references, now).with(holder);
  const state = holder.state as CaseState;
  if (asking.may('read', 'case', toCase(state, actor, asking.planOf(state.infohus)))) return true;
  return agenciesAsked(state).includes(actor.agency) && named(documentId, holder, actor.agency);
}

function callsMeeting({ infohus }: MeetingState, { reader, planOf, may }: Asking): boolean {
  const { actor } = reader;
  const plan = planOf(infohus);
  return may('read', 'meeting', ['of-infohus']) && (isCoordinator(actor, plan) || isPolice(actor, plan));
}

const named = (documentId: string, { events }: Loaded, agency: string): boolean =>
  history(events).some((e) => {
    const { toAgency, disclosure } = e.data as { toAgency?: string; disclosure?: { documents?: readonly string[] } };
    return e.type === 'InformationDisclosed' && toAgency === agency && disclosure?.documents?.includes(documentId);
  });
