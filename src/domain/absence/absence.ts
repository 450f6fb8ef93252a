import { compose } from '../kernel/compose.js';
import { type AggregateType, type Part, typed } from '../kernel/decider.js';
import { agency, code, localDate } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';

/** Who stands in for whom, and on which days: alerts reach the substitute too. Why somebody is away is nobody's business here. */
export interface AbsenceState {
  readonly userId: string;
  readonly agency: string;
  readonly substitute: string;
  /** Local dates, both included. */
  readonly from: string;
  readonly to: string;
  readonly ended: boolean;
}
export const absenceAggregate: AggregateType<AbsenceState, 'absence'> = {
  aggregate: 'absence',
  initial: { userId: '', agency: '', substitute: '', from: '', to: '', ended: false },
};

const span = { userId: code, substitute: code, from: localDate, to: localDate };
export const events = defineEvents('absence', {
  AbsenceRecorded: by('RecordAbsence', { ...span, agency }),
  AbsenceEnded: by('EndAbsence', {}),
});
export const commands = defineCommands({
  RecordAbsence: {
    who: ['assigner'],
    on: 'new',
    fields: span,
    refusals: ['own-substitute', 'ends-before-it-begins'],
  },
  EndAbsence: { who: ['any', 'assigner'], fields: {}, refusals: ['not-of-your-agency'] },
});
const vocabulary = { events, commands };

const cover: Part<AbsenceState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    AbsenceRecorded: (_, { data }) => ({ ...data, ended: false }),
    AbsenceEnded: (s) => ({ ...s, ended: true }),
  },
  decide: {
    RecordAbsence: {
      refuse: {
        'own-substitute': typed((_, { userId, substitute }) => userId === substitute),
        'ends-before-it-begins': typed((_, { from, to }) => to < from),
      },
      events: (_, data, { actor }) => [events.AbsenceRecorded({ ...data, agency: actor.agency })],
    },
    EndAbsence: {
      refuse: { 'not-of-your-agency': (s, _, { actor }) => s.agency !== actor.agency },
      events: () => [events.AbsenceEnded({})],
    },
  },
};

/** The substitute of somebody on a local date; undefined where nobody is away. */
export const substituteOn = (absences: readonly AbsenceState[], userId: string, agency: string, date: string) =>
  absences.find((a) => !a.ended && a.userId === userId && a.agency === agency && a.from <= date && date <= a.to)
    ?.substitute;

export const absence = compose(
  absenceAggregate,
  { exists: (s) => s.userId !== '', infohus: () => undefined, since: () => null },
  [cover],
);
