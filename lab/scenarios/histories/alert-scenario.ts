import { DAY, type Data, HOUR, iso, newStream, type Scenario, step, type World, type Write } from './builder.js';

interface Owed extends Data {
  readonly agency: string;
  readonly obligation: string;
}

/** An obligation that somebody had to be reminded of: told, seen, and met late or never. */
export function* alertScenario({ random, now, infohus }: World, { agency, obligation, ...about }: Owed): Scenario {
  const stream = newStream('deadline', random.uuid());
  stream.controller = infohus.code;
  const dueAt = iso(now() + random.whole(-2, 3) * DAY * HOUR);
  const startedAt = iso(now() - 14 * DAY * HOUR);
  const key = (more: Data) => sorted({ ...about, dueAt, infohus: infohus.code, obligation, startedAt, ...more });
  const raised = (state: string, number: number): Write => [
    stream,
    'DeadlineAlertRaised',
    key({ agency, state, step: number, to: 'caseworker' }),
  ];
  yield step(random.whole(1, 48), infohus.scheduler, raised('due-soon', 0));
  if (random.chance(0.4)) yield step(4 * DAY, infohus.scheduler, raised('overdue', 0));
  if (random.chance(0.6)) yield step(6, random.one(infohus.workersOf(agency)), [stream, 'AlertAcknowledged', {}]);
  if (random.chance(0.8)) {
    yield step(random.whole(2, 90), infohus.scheduler, [stream, 'DeadlineMet', key({ late: true, metAt: iso(now()) })]);
  } else {
    yield step(10 * DAY, infohus.scheduler, [stream, 'DeadlineMissed', key({ agency })]);
  }
}

const sorted = (data: Data): Data => Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
