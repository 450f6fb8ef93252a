import { z } from 'zod';
import { addDays, addHours, localDateOf } from '../../../domain/kernel/calendar.js';
import type { LookRow } from '../../../projections/looks/looks.js';
import { parseNote } from '../../audit/note.js';
import { verify } from '../../audit/verify.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { caseQueries, caseRelations } from '../case/case-queries.js';
import { caseAt } from '../case/case-view.js';
import { defineQueries, query } from '../define-queries.js';
import * as p from '../params.js';

/** How far back it is told who has verified. */
const DAYS = 90;
/** A log is verified once a day (screens.md, Shell): older than that is said on every page to those who can do it. */
const DAILY = 24;
const position = z.coerce.number('must be a position of the log').int().min(1);
const wrong = z.object({ position: a.whole, eventId: a.text, stream: a.text, version: a.whole, problem: a.text });
const signedHead = z.object({ position: a.whole, at: a.text, witnesses: a.whole });
export const mayVerify = { action: 'verify', object: 'log' } as const;

/** How the outcome stands in the access log, which is part of the log that was verified: `whole 4123 intact`, `part 77 wrong 12`. */
const OUTCOME = /^(whole|part) (\d+) (?:intact|wrong (\d+))$/;
const verification = z.object({
  at: a.text,
  userId: a.text,
  agency: a.text,
  /** From the first event to the newest one of then. */
  whole: z.boolean(),
  /** Null: it was stopped, or its outcome was not written down yet. */
  upTo: a.orNull(a.whole),
  wrongAt: a.orNull(a.whole),
});

/** That what the log says is what was once written into it: who has verified it, what is signed, and the proof of one event. */
export const integrityQueries = defineQueries({
  VerifyLog: query({
    says: 'Checks the whole log, byte by byte and against what was signed; names the first event that is wrong',
    params: { from: position.optional(), to: position.optional() },
    answer: z.object({
      ok: z.boolean(),
      events: a.whole,
      headHash: a.text,
      checkpoints: a.whole,
      wrong: a.orNull(wrong),
    }),
    may: mayVerify,
    leaves: {
      consults: 'verification',
      outcome({ from, to }, { events, wrong: found }) {
        const reach = (from ?? 1) === 1 && to === undefined ? 'whole' : 'part';
        return found ? `${reach} ${events} wrong ${found.position}` : `${reach} ${events} intact`;
      },
    },
    asItStands: true,
    async find({ from, to }, { store, vault, options, signed }) {
      const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
      return verify(store, vault, range, options.progress, await signed(options.checkpoint));
    },
  }),
  Integrity: query({
    says: 'How far the log can be trusted now: where it stands, up to where it is signed, by which key, and who has verified it with which result',
    path: 'integrity',
    params: {},
    answer: z.object({
      at: a.text,
      position: a.whole,
      signed: a.orNull(signedHead),
      /** By which signatures are checked, as others are told of it. */
      verifier: a.text,
      /** The newest first. */
      verifications: a.rowsOf(verification),
    }),
    may: mayVerify,
    leaves: { consults: 'integrity' },
    tellsOfLooks: true,
    async find(_, asking) {
      const { store, now, verifier } = asking;
      return {
        ...{ at: now, verifier, position: (await store.head()).position },
        signed: (await asking.signedHead()) ?? null,
        verifications: await verifications(asking, DAYS),
      };
    },
  }),
  CaseEventProof: query({
    says: 'The proof of one event of a case, which anybody can check without us: the event, the way from it to the signed root, and the signature',
    path: 'cases/{id}/events/{position}/proof',
    params: { id: p.caseId, position },
    answer: z.object({
      number: a.orNull(a.text),
      position: a.whole,
      type: a.text,
      recordedAt: a.text,
      /** Null: it was recorded after the newest signature. */
      signed: a.orNull(signedHead),
      /** Hashes between the event and the root that is signed. */
      steps: a.whole,
      verifier: a.text,
      /** What the verifier reads; null as long as it is not signed. */
      bundle: a.orNull(a.record),
    }),
    may: { action: 'know', object: 'case', hides: true },
    leaves: { consults: 'event-proof', id: 'id' },
    relations: caseRelations,
    async find({ id, position: at }, asking) {
      const { may, relations, store, verifier } = asking;
      const found = (await caseAt(store, id, { head: true })).events.find((e) => e.position === at);
      if (!found || !may('read', 'case', relations) || !may('verify', 'log')) throw asking.notThere();
      const bundle = await asking.prove(at);
      return {
        number: (await asking.numbersOf([id])).get(id) ?? null,
        ...{ position: at, type: found.type, recordedAt: found.recordedAt, verifier },
        signed: bundle ? headOf(bundle.checkpoint) : null,
        steps: bundle?.inclusion.length ?? 0,
        bundle: bundle ? { ...bundle } : null,
      };
    },
  }),
  CaseReplay: query({
    says: 'A case at a moment as it is taken out on paper: the record, its events with positions and hashes, its chain, and who could see what',
    path: 'cases/{id}/replay',
    params: { id: p.caseId, ...p.moment },
    answer: z.object({
      made: a.text,
      case: caseQueries.CaseAsOf.answer,
      handovers: caseQueries.CaseHandovers.answer,
      visibility: caseQueries.CaseVisibility.answer,
      names: caseQueries.CaseNames.answer,
      signed: a.orNull(signedHead),
      verifier: a.text,
    }),
    may: { action: 'know', object: 'case', hides: true },
    leaves: { exports: 'replay' },
    relations: caseRelations,
    async find({ id, ...moment }, asking) {
      if (!asking.may('read', 'case', asking.relations) || !asking.may('verify', 'log')) throw asking.notThere();
      const { CaseAsOf, CaseHandovers, CaseVisibility, CaseNames } = caseQueries;
      return {
        ...{ made: asking.now, verifier: asking.verifier, signed: (await asking.signedHead()) ?? null },
        case: await CaseAsOf.find({ id, ...moment, texts: true }, asking),
        handovers: await CaseHandovers.find({ id, ...moment }, asking),
        visibility: await CaseVisibility.find({ id, ...moment }, asking),
        names: await CaseNames.find({ id }, asking),
      };
    },
  }),
});

function headOf(note: string) {
  const { checkpoint, signatures } = parseNote(note);
  return { position: checkpoint.size, at: checkpoint.at, witnesses: signatures.length - 1 };
}

export type Verification = z.output<typeof verification>;
/** Who verified in the last days, the newest first, as the access log tells it. */
export async function verifications({ live, now }: Asking, days: number): Promise<readonly Verification[]> {
  return verificationsIn(await live.looks({ record: 'verification', from: addDays(localDateOf(now), -days) }));
}

/** The newest first, as they stand in the access log. */
export function verificationsIn(looks: readonly LookRow[]): readonly Verification[] {
  return looks.map(({ last, userId, agency, recordId }) => {
    const [, reach, upTo, wrongAt] = OUTCOME.exec(recordId) ?? [];
    return {
      ...{ at: last, userId, agency, whole: reach === 'whole' },
      upTo: upTo === undefined ? null : Number(upTo),
      wrongAt: wrongAt === undefined ? null : Number(wrongAt),
    };
  });
}

/** What is said above every page of those who can verify: the last whole verification found a fault, or is too old; undefined: neither. */
export async function warningOf(
  asking: Asking,
): Promise<{ verifiedAt: string | null; wrongAt: number | null } | undefined> {
  if (!asking.may('verify', 'log')) return undefined;
  const newest = (await verifications(asking, 2)).find(({ whole }) => whole);
  const isFresh = newest !== undefined && addHours(newest.at, DAILY) >= asking.now;
  if (isFresh && newest.wrongAt === null) return undefined;
  return { verifiedAt: newest?.at ?? null, wrongAt: newest?.wrongAt ?? null };
}
