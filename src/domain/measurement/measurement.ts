import { z } from 'zod';
import { compose } from '../kernel/compose.js';
import type { AggregateType, Part } from '../kernel/decider.js';
import { code, infohus, openText, year } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';

/** Figures from outside the log: surveys of the city (K16-16), and history before the log (K16-2, K20-1). No state decides about them. */
export interface MeasurementState {
  readonly known: boolean;
}
export const measurementAggregate: AggregateType<MeasurementState, 'measurement'> = {
  aggregate: 'measurement',
  initial: { known: false },
};

const figure = { infohus, indicator: code, year, value: z.number(), source: openText };
export const events = defineEvents('measurement', {
  MeasurementRecorded: by('RecordMeasurement', figure),
  HistoricalFigureRecorded: by('RecordHistoricalFigure', figure),
});
export const commands = defineCommands({
  RecordMeasurement: { who: ['analyst', 'coordinator'], on: 'either', fields: figure, refusals: [] },
  RecordHistoricalFigure: { who: ['analyst'], on: 'either', fields: figure, refusals: [] },
});
const vocabulary = { events, commands };

const figures: Part<MeasurementState, typeof vocabulary> = {
  vocabulary,
  evolve: { MeasurementRecorded: () => ({ known: true }), HistoricalFigureRecorded: () => ({ known: true }) },
  decide: {
    RecordMeasurement: { refuse: {}, events: (_, data) => [events.MeasurementRecorded(data)] },
    RecordHistoricalFigure: { refuse: {}, events: (_, data) => [events.HistoricalFigureRecorded(data)] },
  },
};

/** One stream an indicator and Infohus, whatever id the command carries. */
export const measurement = compose(
  measurementAggregate,
  {
    exists: (s) => s.known,
    infohus: () => undefined,
    since: () => null,
    streamId: (_, { indicator, infohus }) => `${String(indicator)}-${String(infohus)}`,
  },
  [figures],
);
