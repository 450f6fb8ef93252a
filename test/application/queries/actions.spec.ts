import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { dataSchema, parseRequest } from '../../../src/application/commands/request.js';
import type { Answer } from '../../../src/application/queries/catalogue.js';
import { aggregateOf, idOf } from '../../../src/domain/kernel/event.js';
import { aggregateNamed, commands } from '../../../src/domain/registry.js';
import { Random } from '../../../src/interface/cli/demo-data/random.js';
import { generate } from '../../support/generator/index.js';
import { actorOf, readerOf, refusalOf } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';
import { madeUp } from '../../support/made-up.js';

const NOW = '2026-11-01T12:00:00.000Z';
const ACTORS = [
  ...['BIF:coordinator', 'BIF:coordinator', 'BIF:coordinator'],
  ...['BIF:coordinator', 'KP:police', 'SOF:caseworker', 'SOF:leader', 'BUF:caseworker', 'SSP:caseworker'],
  ...['KRIM:caseworker', 'BIF:compliance', 'BIF:analyst'],
];
const QUERIES = { case: 'CaseActions', concern: 'ConcernActions', meeting: 'MeetingActions' } as const;
type Kind = keyof typeof QUERIES;
type Act = Answer<'CaseActions'>[number];

const product = memoryInstallation(() => NOW);
let records: { readonly kind: Kind; readonly id: string }[] = [];

beforeAll(async () => {
  await product.import(generate(7, 12));
  const streams = new Set((await product.log()).map((e) => e.stream));
  records = [...streams].flatMap((stream) => {
    const kind = aggregateOf(stream);
    return kind in QUERIES ? [{ kind: kind as Kind, id: idOf(stream) }] : [];
  });
});

const actsOf = async (who: string, { kind, id }: (typeof records)[number]): Promise<readonly Act[]> => {
  try {
    return await product.ask(readerOf(who), QUERIES[kind], { id });
  } catch {
    return []; // hidden from whoever may not read it
  }
};

/** Gives the command about that thing, everything else made up. @returns the refusal, undefined where it was taken */
async function giveAct(who: string, id: string, act: Act, random: Random): Promise<string | undefined> {
  const command = commands.get(act.command);
  if (!command) throw new Error(`there is no command ${act.command}`);
  const data = { ...(madeUp(dataSchema(command), random) as object), ...newIds(act), ...act.about };
  const work = async () =>
    product.executor.execute({
      request: parseRequest(act.command, { id, data }),
      actor: actorOf(who),
      kind: 'person',
      commandId: randomUUID(),
    });
  return refusalOf(work());
}
/** What a command begins has an id of its own. */
const newIds = ({ command }: Act) =>
  Object.fromEntries(
    [
      ['OfferSupport', 'offerId'],
      ['StartCourse', 'courseId'],
      ['OfferHandover', 'handoverId'],
      ['ReferCase', 'referralId'],
    ]
      .filter(([of]) => of === command)
      .map(([, name]) => [name, randomUUID()]),
  );

describe('What can be done with a record', () => {
  it('is never refused by a rule of state where it was offered, and always refused where a rule stood against it', async () => {
    const random = new Random(11);
    const wrong: string[] = [];
    const tried = { offered: 0, refused: 0, taken: 0 };
    for (let n = 0; n < 700; n++) {
      const [who, record] = [random.one(ACTORS), random.one(records)];
      const acts = await actsOf(who, record);
      if (acts.length === 0) continue;
      const wanted = random.one([true, true, false]);
      const some = acts.filter((act) => (act.against === null) === wanted);
      const act = random.one(some.length > 0 ? some : acts);
      const refused = await giveAct(who, record.id, act, random);
      const ofState = aggregateNamed(record.kind)?.rulesOfState(act.command) ?? [];
      if (act.against === null) tried.offered++;
      else tried.refused++;
      if (refused === undefined) tried.taken++;
      const about = `${who} ${act.command} ${JSON.stringify(act.about)}`;
      if (act.against === null && refused !== undefined && ofState.includes(refused))
        wrong.push(`${about} was offered, and refused by ${refused}`);
      if (
        act.against === null &&
        (refused === 'not-permitted' || refused === 'not-found') &&
        !NARROWED.has(act.command)
      )
        wrong.push(`${about} was offered to whom it is ${refused}`);
      if (act.against !== null && refused === undefined)
        wrong.push(`${about} was said to be ${act.against}, and taken`);
    }
    expect(wrong).toEqual([]);
    expect(tried.offered).toBeGreaterThan(100);
    expect(tried.refused).toBeGreaterThan(30);
    expect(tried.taken).toBeGreaterThan(40);
  });

  it('is nothing for whoever may not read it, nor for an analyst', async () => {
    const record = records.find((r) => r.kind === 'case') ?? { kind: 'case', id: '' };
    const asked = (who: string) => refusalOf(product.ask(readerOf(who), QUERIES[record.kind], { id: record.id }));
    expect(await asked('SUF:caseworker')).toBe('not-found');
    expect(await asked('BIF:analyst')).toBe('not-found');
  });
});

/** Who may give it depends on what is typed, or on what it names elsewhere. */
const NARROWED = new Set([
  'AssessSeverity',
  'HandConcernToPolice',
  'AssignCaseworker',
  'LinkConcern',
  'CorrectEvent',
  'AnnulEvent',
  'AddAgendaItem',
  'RecordDecision',
  'ForwardConcern',
  'ReopenCase',
]);
