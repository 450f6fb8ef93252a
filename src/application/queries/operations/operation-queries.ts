import { z } from 'zod';
import { PART_STATES, PARTS } from '../../ports/parts.js';
import { mayVerify } from '../access/integrity-queries.js';
import * as a from '../answers.js';
import { defineQueries, query } from '../define-queries.js';
import * as p from '../params.js';

const mayOperate = { action: 'operate', object: 'machine' } as const;
const progress = z.object({
  models: a.rowsOf(a.text),
  phase: z.enum(['reading', 'building', 'indexing', 'catching-up']),
  position: a.whole,
  slices: a.whole,
  slicesDone: a.whole,
  events: z.number(),
  running: z.boolean(),
  seconds: z.number(),
  rate: z.number(),
});

/** For whoever runs the system or checks the log; they show nothing about anybody. */
export const operationQueries = defineQueries({
  ReadModels: query({
    says: 'The read models: how far behind, what stopped one, and the rebuild that is under way or was cut short',
    path: 'read-models',
    params: {},
    answer: z.object({
      models: a.rowsOf(
        z.object({
          name: a.text,
          position: a.whole,
          head: a.whole,
          /** Events of the log that are not in it yet. */
          lag: a.whole,
          state: z.enum(['live', 'behind', 'stopped']),
          /** Events a second since somebody last looked; null the first time. */
          rate: a.orNull(z.number()),
          /** The position of the event that it cannot fold, and the kind of error. */
          failedAt: a.orNull(a.whole),
          failure: a.orNull(a.text),
        }),
      ),
      rebuild: a.orNull(progress),
    }),
    may: mayOperate,
    leaves: { consults: 'read-models' },
    asItStands: true,
    async find(_, { status }) {
      const { models, rebuild } = await status.status();
      return {
        models: models.map(({ name, position: at, head, state, rate, failedAt, failure }) => ({
          ...{ name, position: at, head, lag: head - at, state, rate: rate ?? null, failedAt, failure },
        })),
        rebuild: rebuild ?? null,
      };
    },
  }),
  Parts: query({
    says: 'How each part of the installation is: log, read models, keys, alerts, mail, scanner, checkpoints; what `doctor` says',
    path: 'parts',
    params: {},
    answer: a.rowsOf(
      z.object({
        part: z.enum(PARTS),
        state: z.enum(PART_STATES),
        says: a.text,
        values: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    ),
    may: mayOperate,
    leaves: { consults: 'parts' },
    asItStands: true,
    find: (_, { parts }) => parts.parts(),
  }),
  EventPosition: query({
    says: 'Where an event stands in the log',
    params: { eventId: p.id },
    answer: z.object({ position: a.whole }),
    may: mayVerify,
    leaves: { consults: 'event', id: 'eventId' },
    asItStands: true,
    async find({ eventId }, asking) {
      for await (const batch of asking.store.readAll()) {
        const found = batch.find((e) => e.eventId === eventId);
        if (found) return { position: found.position };
      }
      throw asking.notThere();
    },
  }),
  Operate: query({
    says: 'That somebody operates the machine: signs the head, proves an event, copies the log, builds read models anew, looks what is wrong',
    params: {
      what: z.enum([
        'checkpoint',
        'prove',
        'log-copy',
        'db-migrate',
        'rebuild',
        'projections',
        'doctor',
        'keys',
        'backup',
        'transfers',
      ]),
    },
    answer: z.object({ permitted: z.literal(true) }),
    may: mayVerify,
    leaves: { consults: 'operation', id: 'what' },
    asItStands: true,
    find: async () => ({ permitted: true as const }),
  }),
  ImportFiles: query({
    says: 'That somebody runs command files: each line acts as its own actor',
    params: {},
    answer: z.object({ permitted: z.literal(true) }),
    may: { action: 'import', object: 'log' },
    leaves: { consults: 'import' },
    asItStands: true,
    find: async () => ({ permitted: true as const }),
  }),
});
