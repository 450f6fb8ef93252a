import { z } from 'zod';
import type { FrozenReport, KeptReport, PublishedReport } from '../../domain/report/state.js';
import * as a from '../queries/answers.js';
import { defineQueries, query } from '../queries/define-queries.js';
import * as p from '../queries/params.js';
import type { Compared } from './diff.js';
import type { ReportParams } from './report.js';
import { differing, statedIn, statedOf } from './reproduce.js';
import type { ReportView, ShownReport } from './view.js';
import {
  archive,
  diffShown,
  draft,
  draftView,
  frozenView,
  keptView,
  mayReadDrafts,
  publishedNow,
  seesAll,
  viewAgain,
} from './views.js';

const read = { action: 'report', object: 'figures' } as const;

const which = { infohus: p.infohus, plan: p.code, year: p.wholeYear, ...p.asOfMoment };
type Which = z.output<z.ZodObject<typeof which>>;
const asked = ({ infohus, plan, year, asOf, clock }: Which): ReportParams => ({
  ...{ infohus, plan, year },
  asOf: p.asOf(asOf, clock),
});

const figure = a.orNull(z.number());
/** As commands.md gives it (JSON report). */
const reportShape = z.looseObject({
  ...{ infohus: a.text, plan: a.text, planHash: a.text, planInForce: z.boolean(), year: a.whole },
  asOf: z.looseObject({ position: a.whole, headHash: a.text }),
  ...{ definitionHash: a.text, codeVersion: a.text, contentHash: a.text },
  indicators: a.rowsOf(
    z.looseObject({ id: a.text, value: figure, numerator: figure, denominator: figure, unknown: figure }),
  ),
  budget: a.rowsOf(a.record),
});
const isReport = (v: unknown): boolean => reportShape.safeParse(v).success;
const shownAnswer = z.custom<ShownReport>(isReport);
/** All that the forms of a report show. */
const viewAnswer = z.custom<ReportView>((v) => isReport((v as Partial<ReportView> | null)?.report));
/** The JSON of a report, as a file states it. */
const stated = statedIn;

/** A report that was frozen or published, as lists show it. */
const kept = z.object({
  eventId: a.text,
  state: z.enum(['frozen', 'published']),
  publication: a.orNull(a.whole),
  at: a.text,
  by: z.object({ userId: a.text, agency: a.text }),
  plan: a.text,
  year: a.whole,
  position: a.whole,
  judgedAt: a.text,
  /** Null where it is over figures that are withheld from the reader. */
  contentHash: a.orNull(a.text),
});
export type PublishedList = z.output<typeof kept>;

/** The yearly reports (K16-12): computed, frozen, published, computed again and compared. What reads never publishes. */
export const reportQueries = defineQueries({
  Report: query({
    says: 'The yearly report, for the house: with every figure for coordinators and compliance, for others with small counts withheld',
    path: 'report',
    params: which,
    answer: shownAnswer,
    may: read,
    leaves: { exports: 'report' },
    over: { files: 'ReportView' },
    find: (params, asking) => draft(asked(params), asking),
  }),
  ReportView: query({
    says: 'The same, and all that its forms show',
    params: which,
    answer: viewAnswer,
    may: read,
    leaves: { exports: 'report' },
    find: (params, asking) => draftView(asked(params), asking),
  }),
  NewestPublication: query({
    says: 'The newest publication of that plan and year, with all that its forms show',
    path: 'report/published',
    params: { infohus: p.infohus, plan: p.code, year: p.wholeYear },
    answer: viewAnswer,
    may: { everybody: 'what is published is for everybody' },
    leaves: { exports: 'published-report' },
    anyInfohus: true,
    over: 'report',
    async find({ infohus, plan, year }, asking) {
      const { published } = await archive(asking).of(infohus);
      const newest = published.findLast(({ report: r }) => r.planId === plan && r.year === year);
      if (!newest) throw asking.notThere();
      return keptView(asking, infohus, newest.eventId);
    },
  }),
  Reports: query({
    says: 'The reports that were frozen or published, newest first; of another Infohus the published ones',
    path: 'reports',
    params: { infohus: p.infohus },
    answer: a.rowsOf(kept),
    may: { everybody: 'what is published is for everybody' },
    leaves: { searches: 'reports', found: (found) => found.length },
    anyInfohus: true,
    async find({ infohus }, asking) {
      const state = await archive(asking).of(infohus);
      const frozen = mayReadDrafts(asking, infohus) ? state.frozen.map((k) => listed('frozen', k)) : [];
      const all = [
        ...(seesAll(asking, infohus) ? frozen : frozen.map(withoutHash)),
        ...state.published.map((k) => listed('published', k)),
      ];
      return all.sort((x, y) => (x.at < y.at ? 1 : -1));
    },
  }),
  KeptReport: query({
    says: 'One that was frozen or published, as it was then',
    path: 'reports/{eventId}',
    params: { eventId: p.id, infohus: p.infohus },
    answer: viewAnswer,
    may: { everybody: 'what is published is for everybody' },
    leaves: { exports: 'report' },
    anyInfohus: true,
    over: 'report',
    find: ({ eventId, infohus }, asking) => keptView(asking, infohus, eventId),
  }),
  /** Asked for twice, kept once; what a publication withholds, later ones withhold too. */
  KeepReport: query({
    says: 'Freezes a report as it is now, or publishes it with small counts withheld; either is kept in the log',
    path: 'reports',
    method: 'POST',
    status: 201,
    params: { ...which, state: z.enum(['frozen', 'published']) },
    stepUp: ({ state }) => state === 'published',
    answer: viewAnswer,
    may: { action: 'publish', object: 'figures' },
    leaves: { exports: 'kept-report' },
    over: 'report',
    find: (params, asking) => (params.state === 'frozen' ? frozenView : publishedNow)(asked(params), asking),
  }),
  ReproduceReport: query({
    says: 'Computes a report again from the input that its JSON states, and says where the file differs',
    path: 'reports/reproduce',
    method: 'POST',
    params: { file: z.unknown() },
    answer: z.object({ same: z.boolean(), differences: a.rowsOf(a.text), report: shownAnswer }),
    may: read,
    leaves: { exports: 'reproduction' },
    async find({ file }, asking) {
      const { report } = await viewAgain(statedOf(file), asking);
      const again: ShownReport = JSON.parse(JSON.stringify(report));
      const differences = differing(file, again);
      return { same: differences.length === 0, differences, report: again };
    },
  }),
  ReproducedView: query({
    says: 'The same with all that its forms show',
    params: { file: stated },
    answer: viewAnswer,
    may: read,
    leaves: { exports: 'reproduction' },
    find: ({ file }, asking) => viewAgain(file, asking),
  }),
  DiffReport: query({
    says: 'What differs from a report now, by another plan or at another moment, and why; for the house, with the counts withheld that the report withholds from the reader',
    path: 'reports/diff',
    method: 'POST',
    params: { file: stated, plan: p.code.optional(), ...p.asOfMoment },
    answer: z.custom<Compared>((v) => typeof v === 'object' && v !== null && 'differences' in v),
    may: read,
    leaves: { exports: 'report-diff' },
    find: ({ file, plan, asOf, clock }, asking) =>
      diffShown(asking, file, { plan, asOf: asOf === undefined ? undefined : p.asOf(asOf, clock) }),
  }),
});

const listed = (
  state: PublishedList['state'],
  { eventId, at, by, report }: KeptReport<FrozenReport | PublishedReport>,
): PublishedList => ({
  ...{ eventId, state, at, by, publication: 'publication' in report ? report.publication : null },
  ...{ plan: report.planId, year: report.year, position: report.position, judgedAt: report.judgedAt },
  contentHash: report.contentHash,
});
/** The hash of every figure can be tried out for those that are withheld. */
const withoutHash = (of: PublishedList): PublishedList => ({ ...of, contentHash: null });
