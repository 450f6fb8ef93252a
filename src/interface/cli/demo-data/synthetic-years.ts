import { caseStory } from './case-story.js';
import { Random } from './random.js';
import { rareOutcomes } from './rare-outcomes.js';
import { BIF, days, hours, KP, Script, worker } from './script.js';

const CONCERNS_A_YEAR = 100;
const YEARS = [2016, 2017];

/** Two years of an Infohus, the same for the same seed: some 100 concerns and 20 cases a year, with every outcome. Invented throughout. */
export function syntheticYears(seed = 2016): readonly string[] {
  const script = new Script();
  const random = new Random(seed);
  history(script, random);
  for (const year of YEARS) {
    const first = Date.UTC(year, 0, 2, 8);
    for (let n = 0; n < CONCERNS_A_YEAR; n++) {
      concern(
        script,
        random,
        first + days(Math.floor((n * 360) / CONCERNS_A_YEAR)) + hours(random.whole(0, 9)),
        n % 5 === 0,
      );
    }
  }
  for (const year of YEARS) rareOutcomes(script, random, year);
  return script.inOrder();
}

function history(script: Script, random: Random): void {
  const analyst = { userId: 'bif-analytiker', agency: 'BIF', role: 'analyst' };
  const recorded = Date.UTC(2016, 0, 4, 9);
  const figure = (command: string, indicator: string, year: number, value: number, source: string) =>
    script.give(command, random.uuid(), recorded, analyst, { infohus: 'koebenhavn', indicator, year, value, source });
  script.give('AdoptPlan', random.uuid(), recorded, BIF, {
    infohus: 'koebenhavn',
    planId: 'koebenhavn-2016',
    adoptedBy: 'Borgerrepræsentationen',
    from: '2016-01-01',
    to: '2019-12-31',
  });
  for (const [year, concerns, cases] of [
    [2014, 60, 22],
    [2015, 100, 18],
  ] as const) {
    figure('RecordHistoricalFigure', 'concerns-received', year, concerns, 'K16 p. 4');
    figure('RecordHistoricalFigure', 'cases-started', year, cases, 'K16 p. 4');
  }
  for (const year of YEARS) {
    figure('RecordMeasurement', 'citizenship', year, (93 + random.whole(-2, 2)) / 100, 'Synthetic survey');
    figure('RecordMeasurement', 'unsafe-neighbourhood', year, (7 + random.whole(-1, 1)) / 100, 'Synthetic survey');
  }
}

function concern(script: Script, random: Random, received: number, becomesCase: boolean): void {
  const id = random.uuid();
  const personId = random.uuid();
  const minor = random.chance(0.5);
  const by = worker(random.one(['SOF', 'BUF', 'SSP', 'KFF']));
  const give = (command: string, ms: number, actor: typeof by, data: object) =>
    script.give(command, id, ms, actor, data);
  script.give('RegisterPerson', personId, received, by, { name: `Opdigtet Person ${personId.slice(0, 4)}` });
  give('RegisterConcern', received + hours(1), by, {
    infohus: 'koebenhavn',
    channel: random.one(['authority', 'phone', 'hotline']),
    receivedAt: new Date(received).toISOString(),
    subjects: [{ personId, role: 'focus', ageGroup: minor ? 'minor' : 'adult' }],
    description: 'Syntetisk bekymring.',
    reportedByAgency: by.agency,
  });
  if (random.chance(0.8))
    give('AssessSeverity', received + hours(2), BIF, {
      severity: random.one(['high', 'medium', 'low', 'low']),
      finality: 'preliminary',
    });
  if (random.chance(0.3)) {
    const severity = random.one(['acute', 'high', 'medium']);
    give('AssessSeverity', received + hours(3), KP, { severity, finality: 'final' });
    if (severity === 'acute') urgentMeeting(script, id, received + hours(3));
  }
  if (random.chance(0.6))
    give('GiveAdvice', received + hours(4), BIF, {
      to: random.one(['professional', 'citizen', 'relative']),
      topic: 'Råd om samtalen',
    });
  if (becomesCase) {
    give('QualifyConcern', received + hours(5), BIF, {
      outcome: 'substantiated',
      method: 'discussion',
      participants: ['BIF', 'KP', 'SSP'],
      grounds: 'Drøftet på tværs.',
      forms: ['none'],
    });
    caseStory(script, random, id, received, minor, personId);
    return;
  }
  outcome(random, received + hours(random.whole(6, 200)), give);
}

/** An acute concern is met within two hours, all but a few times (KØ-3). Its id follows from the concern's, so that no random are thrown. */
function urgentMeeting(script: Script, concernId: string, assessed: number): void {
  if (concernId.startsWith('0')) return;
  script.give('CallMeeting', concernId.replace(/^(.{14})4/, '$15'), assessed + hours(1), KP, {
    infohus: 'koebenhavn',
    kind: 'urgent',
    startsAt: new Date(assessed + hours(3)).toISOString(),
    invited: ['SOF', 'SSP'],
    concernIds: [concernId],
  });
}

function outcome(
  random: Random,
  ms: number,
  give: (command: string, ms: number, actor: typeof BIF, data: object) => void,
): void {
  const fate = random.next();
  const qualify = (found: string) =>
    give('QualifyConcern', ms, BIF, {
      outcome: found,
      method: 'discussion',
      participants: ['BIF', 'KP'],
      grounds: 'Drøftet.',
    });
  if (fate < 0.55) {
    qualify('unsubstantiated');
    if (random.chance(0.7)) give('DismissConcern', ms + hours(2), BIF, { reason: 'unsubstantiated' });
  } else if (fate < 0.75) {
    give('DismissConcern', ms, BIF, { reason: 'irrelevant' });
  } else if (fate < 0.82) {
    give('HandConcernToPolice', ms, BIF, { to: 'police', reason: 'En sag for politiet.' });
  } else if (fate < 0.87) {
    give('ForwardConcern', ms, BIF, {
      toInfohus: 'koege',
      newConcernId: random.uuid(),
      disclosure: {
        categories: ['identity'],
        legalBasis: 'RPL115_1_1',
        constellation: 'SSP',
        purpose: 'crime-prevention',
        necessity: 'Borgeren bor i Køge.',
      },
    });
  } else if (fate < 0.93) {
    qualify('substantiated');
  }
}
