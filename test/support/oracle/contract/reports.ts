// Indicators.
import {
  accept,
  BIF,
  CONCERN,
  D,
  id,
  L,
  type Line,
  offer,
  onCourse,
  opened,
  register,
  type Scenario,
  SOF,
  start,
} from './scenario.js';

const R = (at: string) => register(at, {}, CONCERN, SOF);
const course = (...more: Line[]): Line[] => [
  ...opened('2024-01-08'),
  offer(D('01', '09')),
  accept(D('01', '10')),
  start('2024-01-31T11:00:00Z'),
  ...more,
];
const measure = (at: string, level: number): Line =>
  onCourse('MeasureProgress', at, { tool: 'national', factors: [{ factor: 'school', kind: 'protective', level }] });

export const REPORTS: readonly Scenario[] = [
  {
    name: 'report: concerns dismissed as duplicate are left out; substantiated-share unknown',
    lines: [
      R(D('06', '03')),
      register(D('06', '03'), {}, id(31)),
      register(D('06', '03'), {}, id(32)),
      L('DismissConcern', id(31), D('06', '04'), BIF, { reason: 'duplicate', duplicateOf: CONCERN }),
      L('DismissConcern', id(32), D('06', '04'), BIF, { reason: 'irrelevant' }),
    ],
    figures: [
      { id: 'concerns-received', plan: 'koebenhavn-2024', year: 2024, is: [2, null, null, 0] },
      { id: 'substantiated-share', plan: 'koebenhavn-2024', year: 2024, is: [0, 0, 2, 1] },
      { id: 'triage-on-time', plan: 'koebenhavn-2024', year: 2024, is: [null, 0, 0, 1] },
    ],
  },
  {
    name: 'report: progress-6-months by the moved due day; window of one month after',
    lines: course(
      measure(D('02', '01'), 2),
      onCourse('PauseCourse', D('07', '01')),
      onCourse('ResumeCourse', D('07', '31')),
      onCourse('PauseCourse', D('08', '15')),
      onCourse('ResumeCourse', '2025-01-14T10:00:00Z'),
      measure('2025-02-27T10:00:00Z', 3),
    ),
    figures: [
      { id: 'progress-6-months', plan: 'koebenhavn-2024', year: 2024, is: [null, 0, 0, 0] },
      { id: 'progress-6-months', plan: 'koebenhavn-2024', year: 2025, is: [1, 1, 1, 0] },
    ],
  },
  {
    name: 'report: a series recorded by a caseworker of another Infohus is refused; newest by occurredAt counts',
    lines: [
      L('RecordMeasurement', id(64), D('06', '03'), 'BIF:analyst', {
        infohus: 'koebenhavn',
        indicator: 'citizenship',
        year: 2018,
        value: 93,
        source: 'Kilde',
      }),
      L('RecordMeasurement', id(65), D('06', '01'), 'BIF:analyst', {
        infohus: 'koebenhavn',
        indicator: 'citizenship',
        year: 2018,
        value: 90,
        source: 'Kilde',
      }),
    ],
    figures: [{ id: 'citizenship', plan: 'koebenhavn-2016', year: 2018, is: [93, null, null, 0] }],
  },
];
