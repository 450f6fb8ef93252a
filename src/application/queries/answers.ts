import { z } from 'zod';
import { ROLES } from '../../domain/kernel/event.js';

/** The shapes that answers have in common, as JSON gives them (commands.md). */
export const text = z.string();
export const orNull = <S extends z.ZodType>(schema: S) => schema.nullable();
export const whole = z.int();
/** Null: withheld. */
export const protectedCounts = z.record(text, whole.nullable());
/** More fields than are promised may come with it. */
export const record = z.record(text, z.unknown());
export const rowsOf = <S extends z.ZodType>(row: S) => z.array(row).readonly();

export const timelineEntry = z.object({
  position: whole,
  version: whole,
  eventId: text,
  type: text,
  occurredAt: text,
  recordedAt: text,
  actor: z.object({ userId: text, agency: text, role: z.enum(ROLES), kind: text }),
  controller: text,
  data: z.custom<object>(),
  hash: text,
  corrected: z.boolean().optional(),
  /** As it was recorded, where it was corrected since. */
  recorded: z.custom<object>().optional(),
  annulled: z.boolean().optional(),
});

/** A page of a list, or all of it: over HTTP the rows alone, and the Link header says where it goes on. */
export const pageOf = <S extends z.ZodType>(row: S) =>
  z.object({
    rows: rowsOf(row),
    /** Cursors; null: there is no such page. */
    next: orNull(text),
    prev: orNull(text),
    /** How many there are in all; null where all were asked for. */
    total: orNull(z.object({ count: whole, more: z.boolean() })),
  });
export const count = z.object({ count: whole, more: z.boolean() });

/** Of the record that stands beside it, as it is said on the telephone: S-2026-0317. */
export const number = orNull(text);

/** An obligation as commands.md gives it (JSON deadlines). */
export const obligation = z.object({
  obligation: text,
  caseId: text.optional(),
  concernId: text.optional(),
  number: number.optional(),
  offerId: text.optional(),
  courseId: text.optional(),
  handoverId: text.optional(),
  referralId: text.optional(),
  transferId: text.optional(),
  decisionId: text.optional(),
  mentorId: text.optional(),
  breachId: text.optional(),
  partnerId: text.optional(),
  personId: text.optional(),
  startedAt: text,
  dueAt: text,
  originalDueAt: text.optional(),
  state: z.enum(['upcoming', 'due-soon', 'overdue', 'met', 'met-late', 'lapsed', 'missed']),
  metAt: text.optional(),
});
