import {
  DAY,
  HOUR,
  iso,
  localDate,
  newStream,
  type Scenario,
  type Stream,
  sealed,
  step,
  type World,
} from './builder.js';

/** A meeting of the Infohus about its newest concerns. */
export function* meetingScenario({ random, now, infohus }: World): Scenario {
  const { code, coordinator, lead, police, recent } = infohus;
  const stream = newStream('meeting', random.uuid());
  const concernIds = recent.slice(-3);
  yield step(0, coordinator, [
    stream,
    'MeetingCalled',
    { concernIds, infohus: code, invited: [lead, police], kind: 'ordinary', startsAt: iso(now() + 7 * DAY * HOUR) },
  ]);
  const attendees = [coordinator, infohus.officer].map(({ agency, userId }) => ({ agency, userId }));
  yield step(7 * DAY, coordinator, [stream, 'MeetingHeld', { attendees }]);
  for (const concernId of concernIds) {
    const decision = sealed(random);
    yield step(1, coordinator, [
      stream,
      'DecisionRecorded',
      { decision, responsibleAgency: lead, subject: { concernId } },
    ]);
  }
  yield step(1, coordinator, [stream, 'MeetingClosed', {}]);
}

export function* activityScenario({ random, now, infohus }: World): Scenario {
  const stream = newStream('activity', random.uuid());
  yield step(0, random.one(infohus.workersOf(infohus.lead)), [
    stream,
    'ActivityRecorded',
    {
      heldOn: localDate(now()),
      infohus: infohus.code,
      kind: random.one(['staff-training', 'theme-day', 'dialogue-meeting', 'school-teaching']),
      level: 'general',
      participants: random.whole(5, 120),
      targetGroup: random.one(['society', 'group', 'professionals']),
    },
  ]);
}

/** The charter is signed anew every second year. */
export function* partnerScenario({ random, now, infohus }: World): Scenario {
  const stream = newStream('partner', random.uuid());
  const { code } = infohus;
  const name = sealed(random);
  yield step(0, infohus.coordinator, [stream, 'AgreementSigned', { infohus: code, name, signedOn: localDate(now()) }]);
  for (let i = random.whole(0, 2); i > 0; i--) {
    yield step(700 * DAY, infohus.coordinator, [
      stream,
      'CharterSigned',
      { infohus: code, signedOn: localDate(now()) },
    ]);
  }
}

export function* hotlineScenario({ random, infohus }: World): Scenario {
  yield step(0, infohus.coordinator, [
    newStream('hotline', random.uuid()),
    'HotlineContactRecorded',
    { from: random.one(['professional', 'citizen', 'relative']), infohus: infohus.code, topic: sealed(random) },
  ]);
}

const INDICATORS = ['trust', 'known-offer', 'well-being'];
/** Surveys of every year: the few streams that go on for as long as the log does. */
export function* surveys({ random, now, infohus }: World, years: number): Scenario {
  const streams = INDICATORS.map((indicator): [string, Stream] => [
    indicator,
    newStream('measurement', `${indicator}-${infohus.code}`),
  ]);
  for (let i = 0; i < years; i++) {
    for (const [indicator, stream] of streams) {
      const year = Number(localDate(now()).slice(0, 4));
      const value = random.whole(0, 999) / 10;
      yield step(1, infohus.coordinator, [
        stream,
        'MeasurementRecorded',
        { indicator, infohus: infohus.code, source: 'Survey', value, year },
      ]);
    }
    yield step(365 * DAY, infohus.coordinator);
  }
}
