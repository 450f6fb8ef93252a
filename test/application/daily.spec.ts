import { describe, expect, it } from '@jest/globals';
import { parseRequest } from '../../src/application/commands/request.js';
import { actorOf, give, idFor, refusalOf } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';

/** The daily work (rows B of domain.md), through the whole application: what the deciders alone cannot show. Everybody is invented. */
const NOW = '2024-06-10T08:00:00.000Z';
const BIF = 'BIF:coordinator';
const at = (day: string) => `2024-${day}T10:00:00+01:00`;

type Product = ReturnType<typeof memoryInstallation>;
const refusedOf = async (giving: Promise<unknown>) => (await refusalOf(giving)) ?? 'taken';

/** Two cases, each with a mentor accepted by a grown person. */
async function twoCases(product: Product) {
  const ids = (n: number) => ({
    concern: `concern ${n}`,
    person: idFor(`person ${n}`),
    case: `case ${n}`,
    offer: idFor(`offer ${n}`),
    course: idFor(`course ${n}`),
  });
  const both = [ids(1), ids(2)] as const;
  for (const one of both) {
    const subject = { personId: one.person, role: 'focus', ageGroup: 'adult' };
    const infohus = 'koebenhavn';
    await give(product, BIF, 'RegisterConcern', one.concern, at('01-10'), {
      ...{ infohus, channel: 'phone', receivedAt: at('01-10'), subjects: [subject], description: 'Opdigtet' },
    });
    await give(product, BIF, 'QualifyConcern', one.concern, at('01-11'), {
      ...{ outcome: 'substantiated', method: 'discussion', participants: ['BIF'], grounds: 'Opdigtet' },
    });
    await give(product, BIF, 'OpenCase', one.case, at('01-12'), {
      ...{ infohus, concernIds: [idFor(one.concern)], caseType: 'adult', level: 'specific' },
      ...{ responsibleAgency: 'BIF', subjects: [subject] },
    });
    await give(product, BIF, 'OfferSupport', one.case, at('01-13'), {
      ...{ offerId: one.offer, personId: one.person, kind: 'mentor' },
    });
    await give(product, BIF, 'AcceptOffer', one.case, at('01-14'), {
      offerId: one.offer,
      consent: { by: [one.person], scope: 'Samtaler', givenOn: '2024-01-14' },
    });
  }
  return both;
}

describe('A mentor of the register', () => {
  it('with one place takes one of two courses that are started at the same time, and the other once it has ended', async () => {
    const product = memoryInstallation(() => NOW);
    const [one, two] = await twoCases(product);
    await give(product, BIF, 'RegisterMentor', 'mentor', at('01-05'), {
      ...{ infohus: 'koebenhavn', name: 'Opdigtet Mentor', kinds: ['mentor'], capacity: 1, trainedOn: '2024-01-01' },
    });
    const start = (of: typeof one) =>
      refusedOf(
        give(product, BIF, 'StartCourse', of.case, at('02-01'), {
          ...{ courseId: of.course, offerId: of.offer, mentorId: idFor('mentor') },
        }),
      );
    const answers = await Promise.all([start(one), start(two)]);
    expect([...answers].sort()).toEqual(['mentor-at-capacity', 'taken']);
    const [first, second] = answers[0] === 'taken' ? [one, two] : [two, one];
    await give(product, BIF, 'AbortCourse', first.case, at('03-01'), { courseId: first.course, reason: 'Flyttet' });
    expect(await start(second)).toBe('taken');
    const reader = { actor: { userId: 'x', agency: 'SOF', role: 'caseworker' }, purpose: 'casework' } as const;
    expect((await product.ask(reader, 'Mentors', { infohus: 'koebenhavn' })).rows).toMatchObject([
      { name: 'Opdigtet Mentor', placesLeft: 0, cleared: true, here: true, lentHere: false },
    ]);
    // A name, and how many that one has: a small count.
    const analyst = { actor: { userId: 'x', agency: 'BIF', role: 'analyst' }, purpose: 'reporting' } as const;
    for (const name of ['Mentors', 'ExportMentors'] as const)
      expect(await refusedOf(product.ask(analyst, name, { infohus: 'koebenhavn' }))).toBe('not-permitted');
  });

  it('lent to Køge is seen, used and given back there; nobody there knows of the others', async () => {
    const product = memoryInstallation(() => NOW);
    const mentor = { infohus: 'koebenhavn', name: 'Opdigtet', kinds: ['mentor'], capacity: 1 };
    await give(product, BIF, 'RegisterMentor', 'lent', at('01-05'), mentor);
    await give(product, BIF, 'RegisterMentor', 'kept', at('01-05'), mentor);
    await give(product, BIF, 'LendMentor', 'lent', at('01-06'), {
      toInfohus: 'koege',
      from: '2024-06-01',
      to: '2024-06-30',
    });
    const reader = { actor: { userId: 'x', agency: 'VEL', role: 'coordinator' }, purpose: 'casework' } as const;
    expect((await product.ask(reader, 'Mentors', { infohus: 'koege' })).rows).toMatchObject([
      { mentorId: idFor('lent'), lentHere: true, cleared: false },
    ]);
    const back = (id: string) => refusedOf(give(product, 'VEL:coordinator', 'ReturnMentor', id, at('06-05'), {}));
    expect([await back('kept'), await back('lent'), await back('lent')]).toEqual(['not-found', 'taken', 'not-found']);
    expect(
      await refusedOf(give(product, 'VEL:coordinator', 'ChangeMentor', 'kept', at('06-05'), { capacity: 2 })),
    ).toBe('not-found');
  });
});

describe('A contribution to an assessment', () => {
  it('is under the controller of who gave it; what is said stands nowhere in the clear', async () => {
    const product = memoryInstallation(() => NOW);
    const [one] = await twoCases(product);
    const CANARY = 'ORDENE I UDSAGNET';
    const statement = { statementId: idFor('s'), dimension: 'school', text: CANARY, nature: 'fact', shareable: true };
    await give(product, BIF, 'RecordAssessment', one.case, at('02-01'), {
      ...{ personId: one.person, needs: 'Ro', recommendedEfforts: [], followUpAgency: 'BIF', statements: [statement] },
    });
    const assessmentId = (await product.log()).find((e) => e.type === 'AssessmentRecorded')?.eventId;
    const contribute = (by: string) =>
      refusedOf(
        give(product, by, 'ContributeToAssessment', one.case, at('02-02'), {
          ...{ assessmentId, statements: [{ ...statement, statementId: idFor('t') }] },
        }),
      );
    expect(await contribute('KP:coordinator')).toBe('taken');
    const [recorded, contributed] = (await product.log()).filter((e) => e.type.startsWith('Assessment'));
    expect([recorded?.controller, contributed?.controller]).toEqual(['BIF', 'KP']);
    const bytes = (await product.store.readStream(`case-${idFor(one.case)}`)).map((e) =>
      new TextDecoder().decode(e.bytes),
    );
    expect(bytes.some((text) => text.includes(CANARY))).toBe(false);
  });
});

describe('The cases of a worker', () => {
  const move = (product: Product, id: string, data: object, by = 'BIF:leader') =>
    give(product, by, 'ReassignCases', id, at('03-01'), { fromUser: 'u1', toUser: 'u2', ...data });
  async function assigned() {
    const product = memoryInstallation(() => NOW);
    const [one, two] = await twoCases(product);
    for (const each of [one, two])
      await give(product, 'BIF:leader', 'AssignCaseworker', each.case, at('02-01'), { userId: 'u1' });
    return { product, one, two };
  }
  const results = (answer: Awaited<ReturnType<typeof move>>) =>
    new Map(
      (answer.cases ?? []).map(({ caseId, eventId, code, rule }) => [caseId, eventId ? 'moved' : (rule ?? code)]),
    );

  it('are given to a colleague at once, and each answers by itself', async () => {
    const { product, one, two } = await assigned();
    await give(product, 'BIF:leader', 'AssignCaseworker', two.case, at('02-02'), { userId: 'u3' });
    const answer = await move(product, 'batch', { caseIds: [one.case, two.case, 'no case'].map(idFor) });
    expect(results(answer)).toEqual(
      new Map([
        [idFor(one.case), 'moved'],
        [idFor(two.case), 'not-on-case'],
        [idFor('no case'), 'not-found'],
      ]),
    );
    const given = (await product.log()).filter((e) => e.type === 'CaseworkerAssigned').at(-1);
    expect(given).toMatchObject({ eventId: answer.cases?.[0]?.eventId, data: { userId: 'u2', agency: 'BIF' } });
  });

  it('are all the open ones where none is named, and the same command again answers the same', async () => {
    const { product, one, two } = await assigned();
    await give(product, BIF, 'CloseCase', two.case, at('02-20'), { reason: 'risk-over' });
    const request = parseRequest('ReassignCases', { id: idFor('batch'), data: { fromUser: 'u1', toUser: 'u2' } });
    const envelope = { request, actor: actorOf('BIF:leader'), kind: 'person' as const, commandId: idFor('a batch') };
    const [first, second] = [await product.executor.execute(envelope), await product.executor.execute(envelope)];
    expect(results(first)).toEqual(new Map([[idFor(one.case), 'moved']]));
    expect([second.cases, second.position]).toEqual([first.cases, first.position]);
    expect(results(await move(product, 'nothing left', {}))).toEqual(new Map());
  });

  it('are moved by the leader of the agency and by nobody else; a batch has an id of its own', async () => {
    const { product } = await assigned();
    expect(await refusedOf(move(product, 'batch', {}, BIF))).toBe('not-permitted');
    await move(product, 'batch', {});
    expect(await refusedOf(move(product, 'batch', {}))).toBe('already-exists');
    // The leader of another agency has none of these: nothing is moved, and nobody learns that they are there.
    const answer = await move(product, 'theirs', { caseIds: [idFor('case 1')] }, 'SOF:leader');
    expect(results(answer)).toEqual(new Map([[idFor('case 1'), 'not-found']]));
  });
});
