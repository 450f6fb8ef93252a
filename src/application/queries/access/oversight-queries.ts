import { z } from 'zod';
import { CONFIGURATION, loginAggregate } from '../../../domain/identity/login.js';
import { addDays, addHours, localDateOf } from '../../../domain/kernel/calendar.js';
import { streamOf } from '../../../domain/kernel/event.js';
import { ascending } from '../../../domain/kernel/order.js';
import { openInsights } from '../../../domain/obligations/index.js';
import type { RegisterRow } from '../../../projections/registers/registers.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import { namesOf } from '../names.js';
import * as p from '../params.js';
import { retentionCounts } from '../rights/retention-counts.js';
import { disclosuresByBasis } from '../sharing/disclosure-queries.js';
import { lastSampled } from './access-sample-queries.js';
import { glassesOf, glassRow, isIn, shownGlasses } from './glass-queries.js';
import { verifications } from './integrity-queries.js';

/** Rows of a block: what fits where one begins the day; the rest is in its list. */
const ROWS = 5;
/** How far back it is told what has changed, and when something was last done. */
const DAYS = 90;
const CHANGED_HOURS = 30 * 24;
const SAMPLED_HOURS = 30 * 24;
const WEEK_DAYS = 7;

const insight = z.object({ personId: a.text, name: a.orNull(a.text), dueAt: a.text, state: a.text });

/** What an officer begins the day with (screens.md section 5): what is owed first, each counted as the list that it leads to. */
export const oversightQueries = defineQueries({
  Oversight: query({
    says: 'What waits for compliance: broken glass to review, requests of persons, erasure and retention, how old the last check of the log is',
    path: 'oversight',
    params: { infohus: p.infohus },
    answer: z.object({
      at: a.text,
      glass: z.object({ waiting: a.whole, running: a.whole, rows: a.rowsOf(glassRow) }),
      /** `count`: persons. */
      insights: z.object({ count: a.whole, overdue: a.whole, rows: a.rowsOf(insight) }),
      /** Asked for, and waiting for a second officer with the clearance of the archive (domain.md rule 12). */
      erasures: a.whole,
      retention: z.object({ due: a.whole, blocked: a.whole }),
      /** When a sample of the access log was last drawn; null: not in the last 90 days. `due`: not in the last 30. */
      sample: z.object({ drawnAt: a.orNull(a.text), due: z.boolean() }),
      /** Of the last seven days. */
      disclosures: z.object({ from: a.text, byBasis: a.rowsOf(z.object({ basis: a.text, count: a.whole })) }),
      /** Of the log: up to where it is signed and since when, by how many witnesses; when it was last verified. */
      integrity: z.object({
        position: a.whole,
        signed: a.orNull(z.object({ position: a.whole, at: a.text, witnesses: a.whole })),
        verifiedAt: a.orNull(a.text),
        /** Where it was found wrong then. */
        wrongAt: a.orNull(a.whole),
      }),
      /** Of the login: from whom logins are taken, and what they give. */
      logins: z.object({ changes: a.whole, changedAt: a.orNull(a.text) }),
    }),
    may: { action: 'list', object: 'glass' },
    leaves: { searches: 'oversight', found: ({ glass, insights }) => glass.waiting + insights.count },
    async find({ infohus }, asking) {
      const { live, now, store } = asking;
      const persons = await live.register('person', infohus);
      return {
        at: now,
        glass: await glassIn(infohus, asking),
        insights: await insightsOf(persons, asking),
        erasures: persons.filter(({ state: { erasure } }) => erasure && !erasure.authorised).length,
        retention: await retentionCounts(infohus, asking),
        sample: await sampleIn(asking),
        disclosures: await disclosuresIn(infohus, asking),
        integrity: { ...(await signedIn(asking)), position: (await store.head()).position },
        logins: await loginsIn(asking),
      };
    },
  }),
});

async function glassIn(infohus: string, asking: Asking) {
  const all = await glassesOf(infohus, asking);
  const [waiting, running] = (['waiting', 'running'] as const).map((state) =>
    all.filter((row) => isIn(row, state, asking.now)),
  ) as [typeof all, typeof all];
  const rows = await shownGlasses(waiting.slice(0, ROWS), asking);
  return { waiting: waiting.length, running: running.length, rows };
}

/** What is owed to persons who asked what is held of them, the first due on top. */
async function insightsOf(persons: readonly RegisterRow<'person'>[], { book, now, store, sealing }: Asking) {
  const owed = persons
    .flatMap(({ id, state }) =>
      openInsights(id, state, book.plans, now).map(({ dueAt, state: is }) => ({ personId: id, dueAt, state: is })),
    )
    .sort(ascending(({ dueAt }) => dueAt));
  const first = owed.slice(0, ROWS);
  const names = await namesOf(
    store,
    sealing,
    first.map(({ personId }) => personId),
  );
  return {
    count: new Set(owed.map(({ personId }) => personId)).size,
    overdue: owed.filter(({ state }) => state === 'overdue').length,
    rows: first.map((one) => ({ ...one, name: names.get(one.personId) ?? null })),
  };
}

async function sampleIn(asking: Asking) {
  const drawnAt = await lastSampled(asking, DAYS);
  return { drawnAt, due: drawnAt === null || drawnAt < addHours(asking.now, -SAMPLED_HOURS) };
}

async function disclosuresIn(infohus: string, asking: Asking) {
  const from = addDays(localDateOf(asking.now), 1 - WEEK_DAYS);
  return { from, byBasis: await disclosuresByBasis(infohus, from, asking) };
}

async function signedIn(asking: Asking) {
  const newest = (await verifications(asking, DAYS)).find(({ whole }) => whole);
  return {
    signed: (await asking.signedHead()) ?? null,
    verifiedAt: newest?.at ?? null,
    wrongAt: newest?.wrongAt ?? null,
  };
}

async function loginsIn({ store, now }: Asking) {
  const events = await store.readStream(streamOf(loginAggregate.aggregate, CONFIGURATION));
  const since = addHours(now, -CHANGED_HOURS);
  return {
    changes: events.filter(({ recordedAt }) => recordedAt >= since).length,
    changedAt: events.at(-1)?.recordedAt ?? null,
  };
}
