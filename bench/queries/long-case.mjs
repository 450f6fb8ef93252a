import { newStream, sealed, step } from '../histories/telling.mjs';

const HOURS_BETWEEN = 6;

/** A story of one case that is written to several times a day for years. */
export const longCase = (events) =>
  function* ({ random, infohus }) {
    const stream = newStream('case', random.uuid(), infohus.lead);
    const worker = infohus.workers[infohus.lead][0];
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
