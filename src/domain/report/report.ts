import { compose } from '../kernel/compose.js';
import { type Part, typed } from '../kernel/decider.js';
import type { Recorded } from '../kernel/event.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { frozen, frozenFirst, published, publishedFirst } from './fields.js';
import { type KeptReport, type ReportsState, reportAggregate } from './state.js';

export const events = defineEvents('report', {
  ReportFrozen: by('FreezeReport', frozenFirst).next(frozen),
  ReportPublished: by('PublishReport', publishedFirst).next(published),
});
export const commands = defineCommands({
  FreezeReport: { who: ['internal'], on: 'either', fields: frozen, refusals: [] },
  PublishReport: { who: ['internal'], on: 'either', fields: published, refusals: ['not-the-next-publication'] },
});
const vocabulary = { events, commands };

/**
 * Reports that were frozen or published: late facts do not change them (domain.md section 6). One stream an Infohus, so that no two
 * publications can be made without knowing of each other: what one withholds, the other must not tell. The figures are computed by the
 * application, so the commands are internal.
 */
const keeping: Part<ReportsState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    ReportFrozen: (s, event) => ({ ...s, frozen: [...s.frozen, kept(event)] }),
    ReportPublished: (s, event) => ({ ...s, published: [...s.published, kept(event)] }),
  },
  decide: {
    FreezeReport: { refuse: {}, events: (_, data) => [events.ReportFrozen(data)] },
    PublishReport: {
      refuse: { 'not-the-next-publication': typed((s, { publication }) => publication !== s.published.length + 1) },
      events: (_, data) => [events.ReportPublished(data)],
    },
  },
};

const kept = <R>({
  eventId,
  recordedAt: at,
  actor: { userId, agency },
  data,
}: Recorded<R & object>): KeptReport<R> => ({
  ...{ eventId, at, by: { userId, agency } },
  report: data,
});

export const report = compose(
  reportAggregate,
  {
    exists: (s) => s.frozen.length + s.published.length > 0,
    infohus: (s) => s.frozen[0]?.report.infohus ?? s.published[0]?.report.infohus,
    since: () => null,
    amended: 'never',
  },
  [keeping],
);
