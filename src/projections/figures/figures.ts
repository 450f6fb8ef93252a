import type { Recorded } from '../../domain/kernel/event.js';
import { events } from '../../domain/measurement/measurement.js';
import { defineProjection } from '../define-projection.js';
import type { Row } from '../projection.js';

export const table = {
  stream: 'text',
  eventId: 'uuid',
  infohus: 'text',
  indicator: 'text',
  year: 'int',
  value: 'float',
  source: 'text',
  historical: 'bool',
  occurredAt: 'instant',
  position: 'int',
} as const;
export type FigureRow = Row<typeof table>;

type Figure = Pick<FigureRow, 'infohus' | 'indicator' | 'year' | 'value' | 'source'>;
const told =
  (historical: boolean) =>
  (rows: readonly FigureRow[], { data, eventId, occurredAt, position }: Recorded<Figure>, stream: string) => {
    const { infohus, indicator, year, value, source } = data;
    return [...rows, { stream, eventId, infohus, indicator, year, value, source, historical, occurredAt, position }];
  };

/** Measurements and historical figures as recorded; which is newest, the report decides. */
export const figures = defineProjection({
  name: 'figures',
  version: 1,
  table,
  primaryKey: ['stream', 'eventId'],
  of: events,
  on: { MeasurementRecorded: told(false), HistoricalFigureRecorded: told(true) },
});
