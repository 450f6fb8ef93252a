import { heldStream, type Scenario, sealed, step, type World } from './builder.js';

const HOURS_BETWEEN = 6;

/** One case that is written to several times a day for years. */
export const longCase = (events: number) =>
  function* ({ random, infohus }: World): Scenario {
    const stream = heldStream('case', random.uuid(), infohus.lead);
    const worker = random.one(infohus.workersOf(infohus.lead));
    const personId = random.uuid();
    yield step(0, infohus.coordinator, [
      stream,
      'CaseOpened',
      {
        caseType: 'adult',
        concernIds: [random.uuid()],
        infohus: infohus.code,
        level: 'specific',
        responsibleAgency: infohus.lead,
        subjects: [{ ageGroup: 'adult', personId, role: 'focus' }],
      },
    ]);
    for (let i = 1; i < events; i++) {
      const summary = sealed(random);
      yield step(HOURS_BETWEEN, worker, [stream, 'ContactRecorded', { kind: 'call', personId, summary }]);
    }
  };
