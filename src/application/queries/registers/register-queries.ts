import { z } from 'zod';
import { REGISTER_ORDERS, REGISTERED } from '../../../projections/registers/register-query.js';
import type { RegisterRow, RegisterStates } from '../../../projections/registers/registers.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import { numbered, ofRecord } from '../numbered.js';
import { listed, listOf, sifted } from '../paging.js';
import * as p from '../params.js';
import { registerView } from '../records.js';
import { type ProtectedCounts, protectedTally } from './overview-share.js';
import { type DataQuality, dataQuality } from './quality.js';
import { REGISTERS, type RegisterName, registerShare } from './register-share.js';

const registerFilters = { sort: p.sortIn(REGISTER_ORDERS), ...p.days };
type RegisterAsked = z.output<z.ZodObject<typeof registerFilters>> & {
  readonly name: RegisterName;
  readonly infohus: string;
};
/** The rows of a register, as a page and as a file. */
function registerListed({ name, infohus, sort, from, to }: RegisterAsked, asking: Asking) {
  const { isShown, hasTexts, everywhere } = registerShare(name, infohus, asking);
  const live = everywhere ? asking.live.beyond : asking.live;
  const asked = { infohus, aggregate: name, everywhere, sort, ...p.between({ from, to }) };
  return {
    ...sifted(listOf(live, REGISTERED, asked), (rows) => rows.filter(isShown)),
    async show(rows: readonly RegisterRow[]) {
      const shown = await registerView(asking.store, asking.sealing, { rows, hasTexts });
      const named = (row: object) => (row as { readonly concernId?: string | null }).concernId;
      return numbered(asking, shown, named) as Promise<readonly RegisterShown[]>;
    },
  };
}
/** A line of a spreadsheet has no lists in it; of a partner the newest agreement. */
function flat({ texts, ...row }: object & { readonly texts: object }): Record<string, unknown> {
  const { actors, agreements } = row as {
    readonly actors?: readonly string[];
    readonly agreements?: readonly { readonly signedOn: string; readonly endsOn?: string | null }[];
  };
  return { ...row, ...texts, ...agreements?.at(-1), actors: actors?.join(', ') };
}

export const registerQueries = defineQueries({
  Register: query({
    says: 'A register of the Infohus: activities, partners, incidents, hotline contacts; no person is in them; whole, or with `limit` a page',
    path: 'registers/{name}',
    params: { name: z.enum(REGISTERS), infohus: p.infohus, ...registerFilters, ...p.pageOf(REGISTER_ORDERS) },
    answer: a.pageOf(
      z.custom<RegisterShown>((v) => z.looseObject({ id: a.text, at: a.text, texts: a.record }).safeParse(v).success),
    ),
    may: { action: 'list', object: 'register' },
    over: 'page',
    leaves: { searches: ({ name }) => name, found: ({ rows }) => rows.length },
    find: async (params, asking) => listed(p.pageRequest(params), registerListed(params, asking)),
  }),
  ExportRegister: query({
    says: 'The same as a file',
    path: 'registers/{name}/rows.csv',
    params: { name: z.enum(REGISTERS), infohus: p.infohus, ...registerFilters },
    answer: a.rowsOf(a.record),
    may: { action: 'list', object: 'register' },
    leaves: { exports: 'register' },
    over: {
      csv: [
        ...['id', 'at', 'heldOn', 'kind', 'targetGroup', 'schoolType', 'level', 'participants', 'actors', 'closedAt'],
        ...['from', 'forwardedTo', 'concernId', 'number', 'signedOn', 'endsOn', 'name', 'partner', 'place', 'topic'],
        'summary',
      ],
    },
    async find(asked, asking) {
      const { rows, show } = registerListed(asked, asking);
      return (await show(await rows())).map(flat);
    },
  }),
  Overview: query({
    says: 'How many of what there are, and of forms; never a list, never by person (K16-18, domain.md rule 13)',
    path: 'overview',
    params: { infohus: p.infohus },
    answer: z.object({
      cases: a.protectedCounts,
      openByType: a.protectedCounts,
      openByLevel: a.protectedCounts,
      openByAgency: a.protectedCounts,
      concerns: a.protectedCounts,
      forms: a.protectedCounts,
    }),
    may: { action: 'report', object: 'figures' },
    leaves: { searches: 'overview', found: ({ cases, concerns }) => sum(cases) + sum(concerns) },
    async find({ infohus }, { live, reader, planOf }) {
      const tally = await live.tally(infohus);
      const plan = planOf(infohus);
      if (reader.purpose !== 'reporting') return tally;
      return protectedTally(tally, plan?.agencies.map(({ code }) => code) ?? [], plan?.suppressBelow.count ?? 5);
    },
  }),
  DataQuality: query({
    says: 'What is missing or late in the records: cases for whoever may read them, figures for whoever may not',
    path: 'data-quality',
    params: { infohus: p.infohus },
    answer: z.custom<DataQuality>((v) => typeof v === 'object' && v !== null && 'counts' in v),
    may: {
      oneOf: [
        ['list', 'case'],
        ['report', 'figures'],
      ],
    },
    leaves: { searches: 'data-quality', found: (found) => (found.shows === 'cases' ? found.findings.length : 0) },
    async find({ infohus }, asking) {
      const { live, book, reader, now } = asking;
      const found = await live.snapshot((models) => dataQuality(models, book.plans, reader, infohus, now));
      if (found.shows !== 'cases') return found;
      return { ...found, findings: await numbered(asking, found.findings, ofRecord) };
    },
  }),
});
/** A row of a register: its state, and what was written in it. */
export { REGISTERS };
export type RegisterShown<A extends RegisterName = RegisterName> = RegisterStates[A] & {
  readonly id: string;
  readonly at: string;
  readonly texts: object;
};
const sum = (counts: ProtectedCounts): number => Object.values(counts).reduce<number>((x, y) => x + (y ?? 0), 0);
