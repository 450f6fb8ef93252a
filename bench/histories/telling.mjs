/** What the stories are told with. A step of a story: `after` hours, `actor` gives one command, whose events are the `writes`. */
export const step = (after, actor, ...writes) => ({ after, actor, writes });

/** @param controller agency; undefined: whoever acts */
export const newStream = (aggregate, id, controller) => ({
  aggregate,
  id,
  name: `${aggregate}-${id}`,
  controller,
  version: 0,
  previous: null,
  firstAt: 0,
  lastAt: 0,
});

/** A sealed field as it stands in an event's bytes. `segment` counts the event's sealed fields in the order of the bytes. */
export const sealed = (random, segment = 0) => ({ $sealed: random.commitment(), segment });

export const HOUR = 3_600_000;
export const DAY = 24;
export const iso = (ms) => new Date(ms).toISOString();
export const localDate = (ms) => iso(ms).slice(0, 10);

/** Fields in the order of their names, as in all data of the stories: what is written out then is canonical. */
export const disclosure = (random, segment = 0) => ({
  categories: ['identity', 'assessment'],
  channel: 'written',
  constellation: 'core-group',
  legalBasis: random.pick(['RPL115_1_1', 'RPL115_1_2', 'SEL12B']),
  necessity: sealed(random, segment),
  purpose: 'crime-prevention',
});
