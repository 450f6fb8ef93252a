import { purposeOf } from '../../../src/application/authorization/policy.js';
import type { QueryName } from '../../../src/application/queries/catalogue.js';
import type { Actor } from '../../../src/domain/kernel/event.js';
import { idFor } from '../given.js';
import { coordinates, INFOHUSE, isOf, isPoliceOf, works } from './actors.js';
import { either, type Outcome, type Probe } from './probe.js';
import { knowsPerson, type Sight, sightOfCase, sightOfConcern, sightOfMeeting } from './sights.js';
import * as w from './world.js';

/** As over HTTP: what a role comes in for is decided by the role. */
const ask = (world: w.World, who: Actor, name: QueryName, params: object) =>
  world.product.ask({ actor: who, purpose: purposeOf(who.role) }, name, params as never);

interface Entry {
  readonly actor: Actor;
  readonly type: string;
  readonly data: { readonly toAgency?: string };
}
const own = (entries: readonly Entry[], who: Actor) => entries.every(({ actor }) => actor.agency === who.agency);

/** By id: what nobody may see is not there. */
function byId(
  name: QueryName,
  kind: string,
  names: readonly string[],
  params: { readonly says: string; of(name: string): object },
  expects: (as: Actor, record: string) => Outcome | readonly Outcome[],
  told?: Probe['told'],
): readonly Probe[] {
  return [...names, 'absent'].map((record) => ({
    ...{ name: `${name}${params.says}`, on: `${kind} ${record}`, leaves: 'RecordConsulted' },
    run: (world: w.World, who: Actor) => ask(world, who, name, params.of(record)),
    absent: (world: w.World, who: Actor) => ask(world, who, name, params.of('absent')),
    expects: (who: Actor) => either(who, (as) => expects(as, record)),
    ...(told ? { told } : {}),
  }));
}
const shows = (sight: Sight): Outcome => (sight === 'none' ? '404' : `given ${sight}`);
const knows = (sight: Sight): Outcome => (sight === 'none' ? '404' : 'given');

const ofCase = (name: string) => ({ id: w.caseId(name as w.CaseName) });
const CASE_MOMENTS = [
  { says: '', of: ofCase },
  { says: ' texts', of: (name: string) => ({ ...ofCase(name), texts: true }) },
  { says: ' at an instant', of: (name: string) => ({ ...ofCase(name), at: w.NOW }) },
  { says: ' at an instant, occurred', of: (name: string) => ({ ...ofCase(name), at: w.NOW, clock: 'occurred' }) },
  { says: ' at a position', of: (name: string) => ({ ...ofCase(name), at: 100_000 }) },
] as const;
const caseTold: Probe['told'] = (answer, who) => {
  const { disclosedOnly, timeline, subjects } = answer as {
    readonly disclosedOnly: boolean;
    readonly timeline: readonly Entry[];
    readonly subjects: readonly unknown[];
  };
  if (!disclosedOnly) return 'whole';
  const others = timeline.filter(({ actor }) => actor.agency !== who.agency);
  if (subjects.length > 0 || others.some(({ data }) => data.toAgency !== who.agency)) return 'too much';
  return others.length > 0 ? 'disclosed' : 'own';
};
const partly = (sight: Sight) => (sight === 'none' ? '404' : sight === 'whole' ? 'given some' : 'given none');

/** Who works on it reads whatever was sent, and there may be nothing; who is asked what was sent to it; who has left it nothing. */
const sent = (sight: Sight): Outcome | readonly Outcome[] => {
  if (sight === 'whole') return ['given none', 'given to it', 'given to others'];
  return sight === 'none' ? '404' : sight === 'disclosed' ? 'given to it' : 'given none';
};
const sentTold: Probe['told'] = (answer, who) => {
  const all = answer as readonly { readonly toAgency: string }[];
  if (all.length === 0) return 'none';
  return all.every(({ toAgency }) => toAgency === who.agency) ? 'to it' : 'to others';
};
/** Need to know: a preview is for who can send it, not for who oversees the case or has broken the glass. */
const sends = (as: Actor, k: string): boolean =>
  works(as) && sightOfCase(as, k) === 'whole' && !(w.CASES[k as w.CaseName]?.glass ?? []).includes(as.userId);
const toSuf = { says: '', of: (name: string) => ({ ...ofCase(name), toAgency: 'SUF', categories: 'identity' }) };

const ofConcern = { says: '', of: (name: string) => ({ id: w.concernId(name) }) };
const concernTold: Probe['told'] = (answer, who) => {
  const { timeline, caseId, concernId } = answer as {
    readonly timeline: readonly Entry[];
    readonly caseId: string | null;
    readonly concernId: string;
  };
  if (own(timeline, who)) return 'own';
  const isLinked = w.CONCERN_NAMES.some((n) => w.concernId(n) === concernId && w.CONCERNS[n]?.linkedTo);
  if (isLinked && caseId === null) return JSON.stringify(timeline).includes('"caseId"') ? 'too much' : 'apart';
  return 'whole';
};
/** More than the events that one's agency recorded itself. */
const reads = (as: Actor, c: string): boolean => ['whole', 'apart'].includes(sightOfConcern(as, c));
const ofMeeting = { says: '', of: (name: string) => ({ id: w.meetingId(name) }) };
const meetingTold: Probe['told'] = (answer, who) => {
  const { timeline, agenda, decisions, version, kind } = answer as {
    readonly kind: string;
    readonly version: number;
    readonly timeline: readonly Entry[];
    readonly agenda: readonly unknown[];
    readonly decisions: readonly unknown[];
  };
  if (kind !== '' && timeline.length === version) return 'whole';
  if (!own(timeline, who)) return 'too much';
  if (kind === '' && timeline.length > 0) return 'own';
  return agenda.length > 0 ? 'items' : decisions.length > 0 ? 'decision' : 'items';
};
/** Of police, compliance and the machine's administrator at a meeting the contract says nothing: either is right. */
const meetingSight = (as: Actor, name: string): readonly Outcome[] => {
  const sight = shows(sightOfMeeting(as, name));
  const silent = isPoliceOf(as, 'koebenhavn') || (as.role === 'compliance' && isOf(as, 'koebenhavn'));
  const absent = !w.MEETING_NAMES.includes(name);
  return silent && !absent ? [sight, 'given whole', 'given items', 'given decision'] : [sight];
};
const anySight = (all: readonly Outcome[]) => all.map((o) => (o.startsWith('given') ? 'given' : o));

/** "Who has seen this" with users named: compliance's alone (domain.md rule 11); of persons the contract says what it may order, not what it reads. */
const lookedAt = (['RecordAccess', 'NobodyLooked'] as const).flatMap((name) => {
  const asked = (id: string) => (name === 'RecordAccess' ? { id } : { id, agency: 'SUF' });
  const watched = (as: Actor, sight: Sight): Outcome =>
    as.role === 'compliance' && sight === 'whole' ? 'given' : '404';
  const audits = (as: Actor, m: string): Outcome =>
    as.role === 'compliance' && isOf(as, 'koebenhavn') && w.MEETING_NAMES.includes(m) ? 'given' : '404';
  const of = (idOf: (record: string) => string) => ({ says: '', of: (record: string) => asked(idOf(record)) });
  return [
    ...byId(
      name,
      'case',
      w.CASE_NAMES,
      of((k) => w.caseId(k as w.CaseName)),
      (as, k) => watched(as, sightOfCase(as, k)),
    ),
    ...byId(name, 'concern', w.CONCERN_NAMES, of(w.concernId), (as, c) => watched(as, sightOfConcern(as, c))),
    ...byId(name, 'meeting', w.MEETING_NAMES, of(w.meetingId), audits),
    ...byId(name, 'person', w.PERSON_NAMES, of(w.personId), (as) =>
      as.role === 'compliance' ? ['404', 'given'] : '404',
    ),
  ];
});

/** "compliance of the case's Infohus" reviews it (commands.md, access). */
const glassReviewed = byId(
  'BrokenGlass',
  'broken glass',
  ['glass open', 'glass shut'],
  { says: '', of: (name) => ({ id: idFor(name) }) },
  (as, g) => (as.role === 'compliance' && isOf(as, 'koebenhavn') && g !== 'absent' ? 'given' : '404'),
);

export const RECORD_PROBES: readonly Probe[] = [
  ...glassReviewed,
  ...lookedAt,
  ...CASE_MOMENTS.flatMap((moment) =>
    byId('CaseAsOf', 'case', w.CASE_NAMES, moment, (as, k) => shows(sightOfCase(as, k)), caseTold),
  ),
  ...CASE_MOMENTS.filter(({ says }) => says !== ' texts').flatMap((moment) =>
    byId(
      'CaseHandovers',
      'case',
      w.CASE_NAMES,
      moment,
      (as, k) => partly(sightOfCase(as, k)),
      (answer) => ((answer as readonly unknown[]).length > 0 ? 'some' : 'none'),
    ),
  ),
  ...byId('CaseNames', 'case', w.CASE_NAMES, { says: '', of: ofCase }, (as, k) => knows(sightOfCase(as, k))),
  ...byId(
    'DisclosurePreview',
    'case',
    w.CASE_NAMES,
    toSuf,
    (as, k) => (sends(as, k) ? 'given some' : sightOfCase(as, k) === 'none' ? '404' : 'given none'),
    (answer) => ((answer as { readonly hash: string }).hash === '' ? 'none' : 'some'),
  ),
  ...byId(
    'CasePackages',
    'case',
    w.CASE_NAMES,
    { says: '', of: ofCase },
    (as, k) => sent(sightOfCase(as, k)),
    sentTold,
  ),
  ...byId(
    'CaseAccess',
    'case',
    w.CASE_NAMES,
    { says: '', of: ofCase },
    // Whoever is not on the case is told of nobody who saw it.
    (as, k) => [partly(sightOfCase(as, k)), ...(sightOfCase(as, k) === 'whole' ? ['given none'] : [])],
    (answer) => ((answer as readonly unknown[]).length > 0 ? 'some' : 'none'),
  ),
  ...byId('CaseDeadlines', 'case', w.CASE_NAMES, { says: '', of: ofCase }, (as, k) => knows(sightOfCase(as, k))),
  ...byId('CaseMeetings', 'case', w.CASE_NAMES, { says: '', of: ofCase }, (as, k) => knows(sightOfCase(as, k))),
  ...byId('CaseActions', 'case', w.CASE_NAMES, { says: '', of: ofCase }, (as, k) => knows(sightOfCase(as, k))),
  ...byId('Concern', 'concern', w.CONCERN_NAMES, ofConcern, (as, c) => shows(sightOfConcern(as, c)), concernTold),
  ...byId(
    'ConcernDisclosurePreview',
    'concern',
    w.CONCERN_NAMES,
    { says: '', of: (name) => ({ id: w.concernId(name), toAgency: 'SUF', categories: 'identity' }) },
    (as, c) =>
      works(as) && reads(as, c) ? 'given some' : knows(sightOfConcern(as, c)) === '404' ? '404' : 'given none',
    (answer) => ((answer as { readonly hash: string }).hash === '' ? 'none' : 'some'),
  ),
  ...byId(
    'ConcernPackages',
    'concern',
    w.CONCERN_NAMES,
    { says: '', of: (name) => ({ id: w.concernId(name) }) },
    (as, c) => {
      const sight = knows(sightOfConcern(as, c));
      return sight === '404' ? sight : `given ${reads(as, c) ? w.toldOf(`concern ${c}`).length : 0}`;
    },
    (answer) => String((answer as readonly unknown[]).length),
  ),
  ...byId('ConcernActions', 'concern', w.CONCERN_NAMES, ofConcern, (as, c) => knows(sightOfConcern(as, c))),
  ...byId('ConcernNames', 'concern', w.CONCERN_NAMES, ofConcern, (as, c) => knows(sightOfConcern(as, c))),
  ...byId('Meeting', 'meeting', w.MEETING_NAMES, ofMeeting, meetingSight, meetingTold),
  ...byId('MeetingActions', 'meeting', w.MEETING_NAMES, ofMeeting, (as, m) => anySight(meetingSight(as, m))),
  ...(['PersonActions', 'Person'] as const).flatMap((name) =>
    byId(
      name,
      'person',
      w.PERSON_NAMES,
      { says: '', of: (person) => ({ id: w.personId(person) }) },
      // Of compliance and persons the contract says what they may order, not what they read.
      (as, p) => (knowsPerson(as, p) ? 'given' : as.role === 'compliance' ? ['404', 'given'] : '404'),
    ),
  ),
];

/** Lists name an Infohus: unknown `not-found`, not one's own `not-permitted`. */
function ofInfohus(
  name: QueryName,
  params: object,
  expects: (as: Actor, infohus: string) => Outcome | readonly Outcome[],
  more: Pick<Probe, 'told' | 'leaves'>,
): readonly Probe[] {
  return [...INFOHUSE, 'nowhere'].map((infohus) => ({
    ...{ name: `${name} ${JSON.stringify(params)}`, on: infohus, ...more },
    run: (world: w.World, who: Actor) => ask(world, who, name, { ...params, infohus }),
    expects: (who: Actor) =>
      infohus === 'nowhere'
        ? ['404']
        : !isOf(who, infohus)
          ? ['403']
          : either(who, (as) => (isOf(as, infohus) ? expects(as, infohus) : '403')),
  }));
}
const CASE_IDS = new Map(w.CASE_NAMES.map((name) => [w.caseId(name), name]));
const CONCERN_IDS = new Map(w.CONCERN_NAMES.map((name) => [w.concernId(name), name]));
type Row = { readonly caseId?: string | null; readonly concernId?: string; readonly caseType?: string };
const listed = (names: readonly string[]): string => [...names].sort().join(',') || 'nothing';
const rowsOf = (answer: unknown): readonly Row[] => (answer as { readonly rows: readonly Row[] }).rows;

/** Who may list cases at all: who works there, and compliance. */
const lists = (as: Actor): boolean => works(as) || as.role === 'compliance';
/** In a list: on it, or asked to it; who has left it, and who broke the glass for one, lists nothing. */
const inList = (as: Actor, infohus: string) =>
  w.CASE_NAMES.filter((n) => w.CASES[n].infohus === infohus).flatMap((n) => {
    if (as.userId === 'kff-caseworker' && n === 'glass') return [];
    const sight = sightOfCase(as, n);
    return sight === 'whole' ? [n] : sight === 'disclosed' ? [`${n}*`] : [];
  });
const FILTERS: readonly { readonly params: object; keeps(name: w.CaseName): boolean }[] = [
  { params: {}, keeps: () => true },
  { params: { limit: 500 }, keeps: () => true },
  { params: { at: w.NOW }, keeps: () => true },
  { params: { at: w.NOW, clock: 'occurred' }, keeps: () => true },
  { params: { from: '2026-10-01', to: '2026-10-31' }, keeps: () => true },
  { params: { from: '2026-10-20' }, keeps: () => false },
  { params: { status: 'open' }, keeps: (n) => n !== 'closed' },
  { params: { status: 'closed' }, keeps: (n) => n === 'closed' },
  ...['SOF', 'BUF', 'FAM'].map((agency) => ({
    params: { agency },
    keeps: (n: w.CaseName) => w.CASES[n].responsible === agency,
  })),
];
/** Filters by what a row that was only asked for does not show: such a row is under none of them. */
const TELLING: typeof FILTERS = [
  { params: { type: 'adult' }, keeps: () => true },
  { params: { type: 'child' }, keeps: () => false },
];
const keptBy = (names: readonly string[], filter: (typeof FILTERS)[number], telling: boolean) =>
  names.filter((n) => filter.keeps(n.replace('*', '') as w.CaseName) && !(telling && n.endsWith('*')));

const caseLists = [...FILTERS.map((f) => [f, false] as const), ...TELLING.map((f) => [f, true] as const)].flatMap(
  ([filter, telling]) => {
    const expected = (as: Actor, infohus: string) => keptBy(inList(as, infohus), filter, telling);
    const told = (answer: unknown) =>
      listed(rowsOf(answer).map((r) => `${CASE_IDS.get(r.caseId ?? '')}${r.caseType === undefined ? '*' : ''}`));
    const isMoment = 'at' in filter.params;
    const isPage = 'limit' in filter.params;
    return [
      ...ofInfohus('Cases', filter.params, (as, i) => (lists(as) ? `given ${listed(expected(as, i))}` : '403'), {
        told,
        leaves: 'SearchPerformed',
      }),
      ...(isMoment || isPage
        ? []
        : ofInfohus('CountCases', filter.params, (as, i) => (lists(as) ? `given ${expected(as, i).length}` : '403'), {
            told: (answer) => String((answer as { readonly count: number }).count),
            leaves: 'SearchPerformed',
          })),
    ];
  },
);
const concernsIn = (as: Actor, infohus: string) =>
  w.CONCERN_NAMES.filter((n) => w.CONCERNS[n]?.infohus === infohus).flatMap((n) => {
    const sight = sightOfConcern(as, n);
    return sight === 'whole' ? [n] : sight === 'apart' ? [`${n}*`] : [];
  });
const concernsTold = (answer: unknown) =>
  listed(
    rowsOf(answer).map((r) => {
      const name = CONCERN_IDS.get(r.concernId ?? '') ?? '';
      return `${name}${w.CONCERNS[name]?.linkedTo && r.caseId === null ? '*' : ''}`;
    }),
  );

/** Deadlines of what one is on; of what one is only asked to, the answer that one owes. */
const deadlinesTold: Probe['told'] = (answer) =>
  listed([...new Set((answer as readonly Row[]).flatMap((o) => (o.caseId ? [CASE_IDS.get(o.caseId) ?? ''] : [])))]);
const withDeadlines = (as: Actor, infohus: string): string => {
  const shown = inList(as, infohus).map((n) => n.replace('*', ''));
  // Every case's triage is due; of the closed one too. Police and who registered a concern are told of no case.
  return listed(shown);
};

/** Of what one is on; of a case that one is only asked to what one was told; and what one told oneself. */
const disclosedIn = (as: Actor, infohus: string, to?: string): readonly string[] =>
  w.DISCLOSURES.flatMap(({ record, from, to: told }) => {
    const [kind, name] = [record.split(' ')[0], record.slice(record.indexOf(' ') + 1)];
    const isHere = (kind === 'case' ? w.CASES[name as w.CaseName] : w.CONCERNS[name])?.infohus === infohus;
    const sight = kind === 'case' ? sightOfCase(as, name) : sightOfConcern(as, name);
    const isShown = sight === 'whole' || sight === 'apart' || (sight === 'disclosed' && told === as.agency);
    const isOwn = works(as) && from === as.agency;
    return isHere && (isShown || isOwn) && (to === undefined || told === to) ? [`${record} to ${told}`] : [];
  });
const disclosuresTold = (answer: unknown) =>
  listed(
    (answer as { readonly rows: readonly { readonly recordId: string; readonly toAgency: string }[] }).rows.map(
      ({ recordId, toAgency }) =>
        `${CASE_IDS.has(recordId) ? `case ${CASE_IDS.get(recordId)}` : `concern ${CONCERN_IDS.get(recordId)}`} to ${toAgency}`,
    ),
  );
const disclosureLists = [{}, { limit: 500 }, { toAgency: 'BUF' }, { toAgency: 'KFF' }].flatMap((params) => {
  const { toAgency } = params as { readonly toAgency?: string };
  return [
    ...ofInfohus(
      'Disclosures',
      params,
      (as, i) => (lists(as) ? `given ${listed(disclosedIn(as, i, toAgency))}` : '403'),
      { told: disclosuresTold, leaves: 'SearchPerformed' },
    ),
    ...('limit' in params
      ? []
      : ofInfohus(
          'CountDisclosures',
          params,
          (as, i) => (lists(as) ? `given ${disclosedIn(as, i, toAgency).length}` : '403'),
          { told: (answer) => String((answer as { readonly count: number }).count), leaves: 'SearchPerformed' },
        )),
  ];
});

export const LIST_PROBES: readonly Probe[] = [
  ...caseLists,
  ...disclosureLists,
  ...ofInfohus('ExportDisclosures', {}, (as) => (lists(as) ? 'given' : '403'), { leaves: 'ExportMade' }),
  ...[{}, { limit: 500 }, { from: '2026-10-01' }].flatMap((params) =>
    ofInfohus('Concerns', params, (as, i) => (lists(as) ? `given ${listed(concernsIn(as, i))}` : '403'), {
      told: concernsTold,
      leaves: 'SearchPerformed',
    }),
  ),
  ...ofInfohus('CountConcerns', {}, (as, i) => (lists(as) ? `given ${concernsIn(as, i).length}` : '403'), {
    told: (answer) => String((answer as { readonly count: number }).count),
    leaves: 'SearchPerformed',
  }),
  ...ofInfohus('ExportCases', {}, (as) => (lists(as) ? 'given' : '403'), { leaves: 'ExportMade' }),
  ...ofInfohus('ExportConcerns', {}, (as) => (lists(as) ? 'given' : '403'), { leaves: 'ExportMade' }),
  ...ofInfohus('ExportMeetings', {}, () => 'given', { leaves: 'ExportMade' }),
  ...(['activity', 'partner', 'incident', 'hotline'] as const).flatMap((name) =>
    ofInfohus('ExportRegister', { name }, (as) => (lists(as) || as.role === 'analyst' ? 'given' : '403'), {
      leaves: 'ExportMade',
    }),
  ),
  ...[{}, { now: w.NOW }, { at: w.NOW }, { at: w.NOW, clock: 'occurred' }].flatMap((params) =>
    ofInfohus('Deadlines', params, (as, i) => (lists(as) ? `given ${withDeadlines(as, i)}` : '403'), {
      ...{ told: deadlinesTold, leaves: 'SearchPerformed' },
    }),
  ),
  ...ofInfohus('Inbox', {}, (as) => (lists(as) ? 'given' : '403'), { leaves: 'SearchPerformed' }),
  ...ofInfohus('Home', {}, (as) => (lists(as) ? 'given' : '403'), { leaves: 'SearchPerformed' }),
  ...ofInfohus('CountNews', { since: w.NOW }, (as) => (lists(as) ? 'given' : '403'), {}),
  ...ofInfohus('Work', { list: 'now' }, (as) => (lists(as) ? 'given' : '403'), { leaves: 'SearchPerformed' }),
  ...ofInfohus('CountWork', { list: 'answers' }, (as) => (lists(as) ? 'given' : '403'), { leaves: 'SearchPerformed' }),
  ...ofInfohus('ExportWork', { list: 'all' }, (as) => (lists(as) ? 'given' : '403'), { leaves: 'ExportMade' }),
  ...ofInfohus('DataQuality', {}, (as) => (lists(as) || as.role === 'analyst' ? 'given' : '403'), {
    leaves: 'SearchPerformed',
  }),
  // "Draft reports, data quality and overviews are for one's own Infohus"; who reads figures the contract leaves to the table of permissions.
  ...ofInfohus('Overview', {}, () => ['given', '403'], { leaves: 'SearchPerformed' }),
  ...ofInfohus('Meetings', {}, () => 'given', { leaves: 'SearchPerformed' }),
  ...(['activity', 'partner', 'incident', 'hotline'] as const).flatMap((name) =>
    ofInfohus('Register', { name }, (as) => (lists(as) || as.role === 'analyst' ? 'given' : '403'), {
      leaves: 'SearchPerformed',
    }),
  ),
  ...(['Reports', 'Plans'] as const).flatMap((name) =>
    [...INFOHUSE].map(
      (infohus): Probe => ({
        ...{ name, on: infohus, leaves: name === 'Plans' ? 'RecordConsulted' : 'SearchPerformed' },
        run: (world, who) => ask(world, who, name, { infohus }),
        expects: () => ['given'], // "published reports are for everybody"
      }),
    ),
  ),
  // Each Infohus with a plan of its own; the other's plan is `validation-failed` there, which says nothing of anybody.
  ...ofInfohus('Report', { plan: 'koebenhavn-2024', year: 2026 }, (as, i) => (readsFigures(as, i) ? 'given' : '403'), {
    leaves: 'ExportMade',
  }).filter(({ on }) => on !== 'koege'),
  ...ofInfohus('Report', { plan: 'koege-2024', year: 2026 }, (as, i) => (readsFigures(as, i) ? 'given' : '403'), {
    leaves: 'ExportMade',
  }).filter(({ on }) => on !== 'koebenhavn'),
  ...ofInfohus('AccessLog', {}, (as) => (as.role === 'compliance' ? 'given' : '403'), { leaves: 'SearchPerformed' }),
  ...ofInfohus('SampleAccess', {}, (as) => (as.role === 'compliance' ? 'given' : '403'), { leaves: 'SearchPerformed' }),
  ...ofInfohus('ExportAccessLog', {}, (as) => (as.role === 'compliance' ? 'given' : '403'), { leaves: 'ExportMade' }),
  ...ofInfohus('Breaches', {}, (as) => (as.role === 'compliance' ? 'given' : '403'), { leaves: 'SearchPerformed' }),
  ...ofInfohus('Oversight', {}, (as) => (as.role === 'compliance' ? 'given' : '403'), { leaves: 'SearchPerformed' }),
  ...ofInfohus('BrokenGlasses', {}, (as) => (as.role === 'compliance' ? 'given' : '403'), {
    leaves: 'SearchPerformed',
  }),
  ...ofInfohus('Retention', {}, (as) => (as.role === 'compliance' ? 'given' : '403'), { leaves: 'SearchPerformed' }),
];
/** All of them; which figures: test/application/reports/withheld.spec.ts. "an analyst sees it with the same counts withheld" */
const readsFigures = (as: Actor, infohus: string) =>
  coordinates(as, infohus) || ['compliance', 'analyst', 'leader'].includes(as.role);
