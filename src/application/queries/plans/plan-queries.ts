import { z } from 'zod';
import { addHours, localDateOf } from '../../../domain/kernel/calendar.js';
import { streamOf } from '../../../domain/kernel/event.js';
import { adoptionAggregate } from '../../../domain/plan/adoption.js';
import { diffPlans } from '../../../domain/plan/diff.js';
import { doubtsOf } from '../../../domain/plan/doubts.js';
import { planInForce } from '../../../domain/plan/in-force.js';
import type { Plan } from '../../../domain/plan/schema.js';
import { ownGlass, ownGlasses } from '../access/glass-queries.js';
import { warningOf } from '../access/integrity-queries.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import * as p from '../params.js';
import { eventsOf } from '../records.js';

const plan = z.custom<Plan>((v) => typeof v === 'object' && v !== null);

export const planQueries = defineQueries({
  Plans: query({
    says: 'The plan by which an Infohus works today, every plan of it with its period, and who adopted which',
    path: 'plans/{infohus}',
    params: { infohus: p.infohus },
    answer: z.object({
      current: plan,
      all: a.rowsOf(plan),
      /** By which content each is worked, and which its file holds: another one waits to be adopted. */
      contents: a.rowsOf(z.object({ planId: a.text, inUse: a.text, onFile: a.text })),
      adoptions: a.rowsOf(
        z.looseObject({ planId: a.text, adoptedBy: a.text, from: a.text, to: a.text.optional(), recordedAt: a.text }),
      ),
    }),
    may: { everybody: 'no secret, and about nobody' },
    leaves: { consults: 'plan', id: 'infohus' },
    anyInfohus: true,
    async find({ infohus }, asking) {
      const current = asking.planOf(infohus);
      if (!current) throw asking.notThere();
      const adopted = await eventsOf(asking.store, streamOf(adoptionAggregate.aggregate, infohus));
      const adoptions = adopted.flatMap(({ type, data, recordedAt }) =>
        type === 'PlanAdopted' ? [{ ...(data as Adopted), recordedAt }] : [],
      );
      const own = (await asking.book.asOf(Number.POSITIVE_INFINITY)).filter((known) => known.plan.infohus === infohus);
      const contents = own.map(({ plan: { planId }, hash }) => ({
        ...{ planId, inUse: hash, onFile: asking.book.newestHashOf(planId) },
      }));
      return { current, all: own.map((known) => known.plan), contents, adoptions };
    },
  }),
  PlanCheck: query({
    says: 'What adopting a plan as its file stands would change: its hash, what is doubtful in it, what differs from what is worked by',
    path: 'plans/{infohus}/check/{planId}',
    params: { infohus: p.infohus, planId: p.code },
    answer: z.object({
      planId: a.text,
      name: z.object({ da: a.text, en: a.text }),
      inUse: a.text,
      onFile: a.text,
      doubts: a.rowsOf(z.object({ path: a.text, message: a.text })),
      changes: a.rowsOf(z.object({ kind: a.text, path: a.text, from: z.unknown(), to: z.unknown() })),
    }),
    may: { everybody: 'no secret, and about nobody' },
    leaves: { consults: 'plan', id: 'planId' },
    async find({ infohus, planId }, { book, notThere }) {
      const newest = book.newestOf(planId);
      const used = (await book.asOf(Number.POSITIVE_INFINITY)).find((known) => known.plan.planId === planId);
      if (!newest || !used || newest.plan.infohus !== infohus) throw notThere();
      const { from, to } = used.plan; // the period is that of the adoption
      return {
        ...{ planId, name: newest.plan.name, inUse: used.hash, onFile: newest.hash },
        doubts: doubtsOf(newest.plan, book.plans),
        changes: diffPlans(used.plan, { ...newest.plan, from, to }),
      };
    },
  }),
  InfohusContext: query({
    says: 'Where a user is at home: the Infohuse whose plans name the agency, and the one that is wanted, if it is one of them',
    params: { wanted: p.code.optional() },
    answer: z.object({
      infohus: a.text,
      infohuse: a.rowsOf(a.text),
      plan: plan.or(z.undefined()),
      plans: a.rowsOf(plan),
      /** The local day. */
      today: a.text,
      /** Of the log, up to which the read models have come; `behind`: something newer has waited for more than a minute. */
      position: a.whole,
      behind: z.boolean(),
      /** Cases that the reader looks into through broken glass, until when and why: in sight on every page. */
      glass: a.rowsOf(ownGlass),
      /** Of the log, to who can verify it: it was found wrong, or not verified for a day. Nothing where all is well. */
      unverified: z.object({ verifiedAt: a.orNull(a.text), wrongAt: a.orNull(a.whole) }).optional(),
    }),
    may: { everybody: 'about the reader only' },
    leaves: { nothing: 'about the reader only' },
    asItStands: true,
    async find({ wanted }, asking) {
      const { plans } = asking.book;
      const infohuse = asking.ownInfohuse();
      const infohus = infohuse.find((i) => i === wanted) ?? infohuse[0] ?? '';
      const today = localDateOf(asking.now);
      const { position, head } = asking.options.stand ?? (await standOf(asking));
      const stand = { position, behind: position < head && (await waitsLong(position, asking)) };
      const glass = await ownGlasses(asking);
      const unverified = await warningOf(asking);
      return { infohus, infohuse, plan: planInForce(plans, infohus, today), plans, today, ...stand, glass, unverified };
    },
  }),
});
async function standOf({ live, store }: Asking) {
  const [position, head] = await Promise.all([live.beyond.position(), store.head()]);
  return { position, head: head.position };
}
/** Whether the first event that the read models do not know has stood there for more than a minute. */
async function waitsLong(position: number, { store, now }: Asking): Promise<boolean> {
  for await (const [event] of store.readAll({ from: position + 1, to: position + 1 }))
    return event !== undefined && addHours(event.recordedAt, 1 / 60) < now;
  return false;
}

interface Adopted {
  readonly planId: string;
  readonly adoptedBy: string;
  readonly from: string;
  readonly to?: string;
}
