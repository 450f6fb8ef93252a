import { DAY, HOUR, iso, newStream, step } from './telling.mjs';

/** An obligation that somebody had to be reminded of: told, seen, and met late or never. */
export function* alertStory({ random, now, infohus }, { agency, obligation, ...about }) {
  const stream = newStream('deadline', random.uuid(), infohus.code);
  const dueAt = iso(now() + random.between(-2, 3) * DAY * HOUR);
  const startedAt = iso(now() - 14 * DAY * HOUR);
  const key = (more) => sorted({ ...about, dueAt, infohus: infohus.code, obligation, startedAt, ...more });
  const raised = (state, number) => [
    stream,
    'DeadlineAlertRaised',
    key({ agency, state, step: number, to: 'caseworker' }),
  ];
  yield step(random.between(1, 48), infohus.scheduler, raised('due-soon', 0));
  if (random.chance(0.4)) yield step(4 * DAY, infohus.scheduler, raised('overdue', 0));
  if (random.chance(0.6)) yield step(6, random.pick(infohus.workers[agency]), [stream, 'AlertAcknowledged', {}]);
  if (random.chance(0.8)) {
    yield step(random.between(2, 90), infohus.scheduler, [
      stream,
      'DeadlineMet',
      key({ late: true, metAt: iso(now()) }),
    ]);
  } else {
    yield step(10 * DAY, infohus.scheduler, [stream, 'DeadlineMissed', key({ agency })]);
  }
}

const sorted = (data) => Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
