import type { Projection, Row } from '../projection.js';

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

/** Measurements and historical figures as recorded; which is newest, the report decides. */
export const figures: Projection<typeof table> = {
  name: 'figures',
  version: 1,
  table,
  primaryKey: ['stream', 'eventId'],
  events: ['MeasurementRecorded', 'HistoricalFigureRecorded'],
  evolve(rows, { type, data, eventId, occurredAt, position }, stream) {
    const { infohus, indicator, year, value, source } = data as Pick<
      FigureRow,
      'infohus' | 'indicator' | 'year' | 'value' | 'source'
    >;
    const historical = type === 'HistoricalFigureRecorded';
    return [...rows, { stream, eventId, infohus, indicator, year, value, source, historical, occurredAt, position }];
  },
};
