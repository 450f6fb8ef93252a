import { describe, expect, it } from '@jest/globals';
import { Access } from '../../../src/interface/web/case/access.js';
import { Assessments } from '../../../src/interface/web/case/assessments.js';
import { CaseHead } from '../../../src/interface/web/case/case-head.js';
import type { CaseShown } from '../../../src/interface/web/case/case-shown.js';
import { isChosen } from '../../../src/interface/web/case/case-timeline.js';
import { Duties } from '../../../src/interface/web/case/duties.js';
import { Meetings, OpenDecisions } from '../../../src/interface/web/case/meetings.js';
import { Overview } from '../../../src/interface/web/case/overview.js';
import { newestOf } from '../../../src/interface/web/case/placed.js';
import { Support } from '../../../src/interface/web/case/support.js';
import type { Page } from '../../../src/interface/web/layout.js';
import { sayIn } from '../../../src/interface/words/words.js';

const page = { say: sayIn('da'), language: 'da', plan: undefined, infohus: 'koebenhavn' } as unknown as Page;
const at = '2026-03-02T09:00:00.000Z';
const actor = (agency: string) => ({ userId: 'u', agency, role: 'caseworker', kind: 'person' });
const event = (type: string, eventId: string, agency: string, data: object) => ({
  ...{ type, eventId, data, occurredAt: at, recordedAt: at, controller: agency },
  actor: actor(agency),
});
const statement = {
  statementId: 's1',
  dimension: 'family',
  text: 'Går ikke i skole',
  nature: 'observation',
  shareable: true,
};
const timeline = [
  event('AssessmentRecorded', 'a1', 'BUF', {
    ...{ personId: 'p1', needs: 'En voksen', recommendedEfforts: ['Mentor'], followUpAgency: 'BUF' },
    statements: [{ ...statement, sourceAgency: 'KP' }],
  }),
  event('AssessmentContributed', 'c1', 'SOF', {
    ...{ assessmentId: 'a1', personId: 'p1' },
    statements: [{ ...statement, statementId: 's2', text: 'Far er syg', shareable: false }],
  }),
  event('DissentRecorded', 'd1', 'KP', {
    assessmentId: 'a1',
    personId: 'p1',
    statementId: 's1',
    text: 'Er set i skole',
  }),
  event('SupportOffered', 'o1', 'BUF', { offerId: 'f1', personId: 'p2', kind: 'mentor' }),
  event('OfferDeclined', 'o2', 'BUF', { offerId: 'f1' }),
  event('EventCorrected', 'k1', 'BUF', { eventId: 'o2', target: 'OfferDeclined', changes: {} }),
];
const found = {
  ...{ caseId: 'c', status: 'open', phase: 'effort', responsibleAgency: 'BUF', disclosedOnly: false, timeline },
  caseworkers: [{ agency: 'BUF', userId: 'buf-sagsbehandler' }],
  subjects: [{ personId: 'p1', role: 'focus', ageGroup: 'minor' }],
  offers: [{ offerId: 'f1', personId: 'p2', kind: 'mentor', offeredAt: at, status: 'declined' }],
  ...{ courses: [], pendingHandover: null },
} as unknown as CaseShown['found'];
const shown = {
  ...{ tab: 'assessment', found, chain: [], acts: [], due: [], meetings: [], pictures: [] },
  ...{ at: '', clock: 'recorded', chosen: {}, person: () => 'Opdigtet Barn' },
} as unknown as CaseShown;
const text = (html: unknown) =>
  String(html)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
const meeting = {
  ...{
    meetingId: 'm',
    number: 'M-2026-0001',
    kind: 'urgent',
    startsAt: at,
    heldAt: null,
    closedAt: null,
    present: ['KP'],
  },
  decisions: [
    {
      decisionId: 'e1',
      at,
      decision: 'Hjemmebesøg',
      responsibleAgency: 'SOF',
      startsBy: '2026-03-05',
      completedAt: null,
    },
    { decisionId: 'e2', at, decision: 'Samtale', responsibleAgency: 'BUF', startsBy: null, completedAt: at },
  ],
};

describe('The tabs of a case', () => {
  it('say of an assessment who said what on which source, what others contributed, and who disagrees with what', () => {
    const told = text(Assessments({ page, shown }));
    expect(told).toContain('En voksen');
    expect(told).toMatch(/Går ikke i skole iagttagelse KP BUF man. 2. mar. 10.00 ja/);
    expect(told).toMatch(/Far er syg iagttagelse SOF \(bidrag\) man. 2. mar. 10.00 nej/);
    expect(told).toMatch(/Uenighed .* KP man. 2. mar. 10.00 Går ikke i skole Er set i skole/);
  });

  it('say whom an assessment that may be recorded would be of: one link for each stood there, all called the same', () => {
    const subjects = ['p1', 'p2'].map((personId) => ({ personId, role: 'focus', ageGroup: 'minor' }));
    const acts = subjects.map(({ personId }) => ({ command: 'RecordAssessment', about: { personId }, against: null }));
    const person = (id: string) => `Opdigtet ${id}`;
    const told = text(Assessments({ page, shown: { ...shown, found: { ...found, subjects }, acts, person } as never }));
    for (const { personId } of subjects) expect(told).toContain(`Registrér helhedsvurdering: Opdigtet ${personId}`);
  });

  it('say what a person said of a course in words of their own, the newest first, and nothing of what was annulled', () => {
    const course = { courseId: 'k1', offerId: 'f1', personId: 'p1', kind: 'mentor', status: 'active', startedAt: at };
    const said = (eventId: string, words: string, givenOn: string, annulled = false) => ({
      ...event('OwnViewRecorded', eventId, 'BUF', { courseId: 'k1', text: words, givenOn }),
      annulled,
    });
    const views = [
      said('v1', 'Vil hjem', '2026-02-01'),
      said('v2', 'Vil i lære', '2026-02-20'),
      said('v3', 'Fejl', '2026-02-25', true),
    ];
    const own = { ...found, courses: [course], timeline: views };
    const told = text(Support({ page, shown: { ...shown, found: own } as never }));
    expect(told).toMatch(/Vil i lære Opdigtet Barn mentor 20. feb. .*Vil hjem Opdigtet Barn/);
    expect(told).not.toContain('Fejl');
  });

  it('leave out an assessment that was annulled', () => {
    const annulled = timeline.map((e) => (e.eventId === 'a1' ? { ...e, annulled: true } : e));
    const told = text(Assessments({ page, shown: { ...shown, found: { ...found, timeline: annulled } as never } }));
    expect(told).toContain('Ingen er vurderet endnu.');
  });

  it('have what is done daily before what is done with others, and that before what is about the case itself', () => {
    const commands = ['CloseCase', 'OfferHandover', 'RecordContact', 'AssignCaseworker', 'TriageCase'];
    const acts = commands.map((command) => ({ command, about: {}, against: command === 'CloseCase' ? 'x' : null }));
    const told = text(Overview({ page, shown: { ...shown, acts, found: { ...found, concerns: [] } } as never }));
    expect(told).toMatch(
      /Dagligt arbejde Visitér sag Registrér kontakt Sammen med andre Tilbyd overdragelse Sagen selv Tildel sagsbehandler Ikke muligt nu \(1\) Luk sag/,
    );
  });

  it('say where the case is, who works on it, and what one must know before anything else', () => {
    const hard = { ...found, securityHold: true, protectedAddress: true };
    const html = String(CaseHead({ page, shown: { ...shown, found: hard, at, clock: 'occurred' } }));
    expect(html).toMatch(/<li aria-current="step">indsats<\/li>/);
    expect(text(html)).toContain('Sagsbehandler: buf-sagsbehandler');
    expect(text(html)).toMatch(
      /hos sikkerhedsmyndighed beskyttet adresse Sagen, som den så ud man. 2. mar. 10.00: hvad der var sket/,
    );
  });

  it('list the meetings with what was decided, and in the overview what is not done', () => {
    const all = { ...shown, meetings: [meeting] } as unknown as CaseShown;
    expect(text(Meetings({ page, shown: all }))).toMatch(
      /Hjemmebesøg – SOF: ikke udført .*Samtale – BUF: udført man. 2. mar./,
    );
    const open = text(OpenDecisions({ page, shown: all }));
    expect(open).toMatch(/Hjemmebesøg SOF tors. 5. mar. M-2026-0001/);
    expect(open).not.toContain('Samtale');
  });

  it('say in the overview what runs for each, with the next measurement, and how a referral stands', () => {
    const course = { courseId: 'k1', offerId: 'f1', personId: 'p1', kind: 'mentor', startedAt: at, status: 'active' };
    const referral = { referralId: 'r1', toAgency: 'SOF', task: 'x' };
    const events = [
      event('CaseReferred', 'e1', 'BUF', referral),
      event('ReferralAccepted', 'e2', 'SOF', { referralId: 'r1' }),
      // What was passed on with it is no answer.
      event('InformationDisclosed', 'e3', 'BUF', { ...referral, disclosure: {} }),
    ];
    const due = [
      { obligation: 'progress', courseId: 'k1', startedAt: at, dueAt: '2026-09-02T21:59:00.000Z', state: 'upcoming' },
    ];
    const all = { ...shown, due, found: { ...found, courses: [course], timeline: events } } as unknown as CaseShown;
    const told = text(Overview({ page, shown: all }));
    expect(told).toContain('mentor: i gang, næste måling ons. 2. sep.');
    expect(told).toMatch(/Henvisninger: SOF \(Henvisning modtaget\)/);
  });

  it('say of each change of controller whose duties follow, and on the overview of who has the case what it has not answered', () => {
    const duty = (name: string, answer: string | null) => ({ duty: name, answer });
    const duties = [duty('notes', 'done'), duty('journal', null), duty('hearing', 'not-applicable')];
    const lists = [
      { handoverId: 'h1', agency: 'SOF', duties: [duty('notes', null)] },
      { handoverId: 'h2', agency: 'BUF', duties },
    ];
    const all = { ...shown, found: { ...found, controllerDuties: lists } } as unknown as CaseShown;
    // One may answer the handover that one accepted; against that of another stands who it was for.
    const may = (mine: string): CaseShown => {
      const against = (handoverId: string) => (handoverId === mine ? null : 'not-the-receiver');
      const act = (handoverId: string) => ({
        ...{ command: 'AnswerControllerDuties', about: { handoverId } },
        against: against(handoverId),
      });
      return { ...all, acts: ['h1', 'h2'].map(act) };
    };
    const told = text(Duties({ page, shown: may('none') }));
    expect(told).toMatch(
      /pligter: SOF .*notatpligt ikke besvaret .*pligter: BUF .*notatpligt udført journalisering ikke besvaret/,
    );
    expect(told).not.toContain('Besvar');
    expect(String(Duties({ page, shown: may('h1') }))).toContain('handoverId=h1');
    const left = (mine: string) => String(Overview({ page, shown: may(mine) }));
    expect(text(left('h2'))).toContain('mangler at svare på: journalisering. ');
    expect(left('h2')).toContain('/do/AnswerControllerDuties?infohus=koebenhavn&amp;handoverId=h2');
    expect(left('h1')).not.toContain('mangler at svare'); // it has handed the case on
    const answered = [{ handoverId: 'h2', agency: 'BUF', duties: [duty('notes', 'done')] }];
    const done = { ...may('h2'), found: { ...found, controllerDuties: answered } } as unknown as CaseShown;
    expect(String(Overview({ page, shown: done }))).not.toContain('mangler at svare');
  });

  it('say that a handover was accepted, also once its receiver has answered the duties that follow', () => {
    const handover = { handoverId: 'h1', toAgency: 'BUF', reason: 'x' };
    const events = [
      event('HandoverOffered', 'e1', 'SOF', handover),
      event('HandoverAccepted', 'e2', 'BUF', handover),
      event('ControllerDutiesAnswered', 'e3', 'BUF', { ...handover, duties: [] }),
    ];
    expect(newestOf({ ...found, timeline: events } as never, 'handoverId', 'h1')?.type).toBe('HandoverAccepted');
  });

  it('tell everybody on the case which agency and role has seen it on which day, and name nobody', () => {
    const access = [{ day: '2026-03-02', agency: 'KP', role: 'police', way: 'opened', count: 3 }] as const;
    expect(text(Access({ page, shown: { ...shown, access } }))).toMatch(/man. 2. mar. KP politi åbnet 3 $/);
  });

  it('show of the timeline what was chosen: a kind, an agency, or a person, by their offers and by what was corrected too', () => {
    const of = (chosen: CaseShown['chosen']) => timeline.filter(isChosen(found, chosen) as never).map((e) => e.eventId);
    expect(of({})).toHaveLength(timeline.length);
    expect(of({ kind: 'SupportOffered' })).toEqual(['o1']);
    expect(of({ by: 'SOF' })).toEqual(['c1']);
    expect(of({ person: 'p2' })).toEqual(['o1', 'o2', 'k1']);
    expect(of({ person: 'p1', by: 'KP' })).toEqual(['d1']);
  });
});

describe('The head of a case', () => {
  it('says whom the plan proposes for the children in it, and its time of reaction, in both languages', () => {
    const plan = {
      caseTypes: [],
      agencies: [
        {
          code: 'SOF',
          name: { da: 'Socialforvaltningen', en: 'Social' },
          units: [{ code: 'BBU', name: { da: 'Børn', en: 'Children' } }],
        },
      ],
    };
    const told = {
      ...found,
      proposals: [{ agency: 'SOF', unit: 'BBU', about: 'children', source: 'K24-10' }],
      reaction: { hours: 24, by: '2026-03-03T09:00:00.000Z', source: 'KØ-10' },
    };
    const head = (language: 'da' | 'en') =>
      text(
        CaseHead({
          page: { ...page, plan, language, say: sayIn(language) } as unknown as Page,
          shown: { ...shown, found: told } as CaseShown,
        }),
      );
    expect(head('da')).toContain('Handleplanen foreslår for børnene i sagen: Socialforvaltningen, Børn');
    expect(head('da')).toContain('Handleplanens reaktionstid på dette niveau: 24 timer (til tirs. 3. mar. 10.00)');
    expect(head('en')).toContain('The action plan proposes for the children in the case: Social, Children');
    const closed = { ...told, status: 'closed' };
    expect(text(CaseHead({ page, shown: { ...shown, found: closed } as CaseShown }))).not.toContain('Handleplanen');
  });
});
