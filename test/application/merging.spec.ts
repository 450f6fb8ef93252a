import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Reader } from '../../src/application/authorization/reader.js';
import { indicators } from '../../src/domain/indicators/report.js';
import { Random } from '../../src/interface/cli/demo-data/random.js';
import { generateSmall } from '../support/generator/index.js';
import { idFor, readerOf, refusalOf } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';
import { WHOLE } from '../support/sample.js';

const NOW = '2026-01-01T00:00:00.000Z';
const SECOND = idFor('a second id of the same person');

interface Line {
  readonly command: string;
  readonly id: string;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A file in which one of its persons is registered twice by a coordinator, and both are merged: at once, or at its end. */
function fileOf(seed: number, pick: number, when: 'at once' | 'at the end') {
  const lines = generateSmall(seed).flatMap(parsed);
  const merging = new Set(
    lines.flatMap(({ command, id, data }) => (command === 'MergePersons' ? [id, String(data.into)] : [])),
  );
  // Of an id that is registered again only the first line registers anybody.
  const registers = (line: Line) =>
    line.command === 'RegisterPerson' &&
    line === lines.find(({ command, id }) => command === line.command && id === line.id);
  const persons = lines.filter((line) => registers(line) && !merging.has(line.id) && named(lines, line.id) > 1);
  const person = persons[pick % Math.max(1, persons.length)];
  if (!person) return undefined;
  const by = { userId: 'bif-coordinator', agency: 'BIF', role: 'coordinator' };
  const twice = { ...person, id: SECOND, actor: by, data: { name: 'Testperson' } };
  const merge = { ...twice, command: 'MergePersons', data: { into: person.id } };
  const at = lines.indexOf(person) + 1;
  const first = [...lines.slice(0, at - 1), { ...person, actor: by }, twice];
  const rest = lines.slice(at);
  const file = when === 'at once' ? [...first, merge, ...rest] : [...first, ...rest, { ...merge, at: NOW }];
  return { file, person: person.id };
}

/** Some lines of the generator are no line at all. */
function parsed(line: string): readonly Line[] {
  try {
    const given = JSON.parse(line) as Line;
    return typeof given.data === 'object' && given.data !== null ? [given] : [];
  } catch {
    return [];
  }
}

const named = (lines: readonly Line[], id: string) =>
  lines.filter(({ data }) => JSON.stringify(data).includes(id)).length;

/** The same file, some of what names the person names the second id. */
const other = ({ file, person }: { file: readonly Line[]; person: string }, random: Random): Line[] =>
  file.map((line) => {
    if (line.command === 'MergePersons') return line;
    const data = JSON.stringify(line.data).replaceAll(person, () => (random.chance(0.5) ? SECOND : person));
    return { ...line, data: JSON.parse(data) };
  });

/** What became of the lines. */
async function imported(lines: readonly Line[]) {
  const product = memoryInstallation(() => NOW);
  const { refused } = await product.import(
    lines.map((line, i) => JSON.stringify({ ...line, commandId: idFor(`line ${i}`) })),
  );
  const outcomes = refused.map(({ line, code, rule }) => `${line} ${lines[line - 1]?.command} ${rule ?? code}`);
  return { product, outcomes };
}

/** Everything that is asked of the log, told by the survivor's id. */
async function answersOf({ product }: Awaited<ReturnType<typeof imported>>, person: string) {
  const asked: Record<string, unknown> = {};
  const ask = async (what: string, question: Promise<unknown>) => {
    const rule = await refusalOf(question);
    asked[what] = rule ?? (await question);
  };
  const log = await product.log();
  const isMerged = log.some(({ type, stream }) => type === 'PersonsMerged' && stream === `person-${SECOND}`);
  const cases = new Set(log.flatMap(({ stream }) => stream.match(/^case-(.*)/)?.[1] ?? []));
  for (const who of ['BIF:coordinator', 'SOF:caseworker', 'BUF:caseworker', 'KP:police', 'VEL:coordinator']) {
    const reader: Reader = readerOf(who);
    const infohus = who.startsWith('VEL') ? 'koege' : 'koebenhavn';
    for (const name of ['Cases', 'Concerns', 'Deadlines', 'CountCases', 'Overview', 'DataQuality'] as const)
      await ask(`${who} ${name}`, product.ask(reader, name, { infohus } as never));
    for (const list of ['all', 'now', 'offers'] as const)
      await ask(`${who} Work ${list}`, product.ask(reader, 'Work', { infohus, list } as never));
    await ask(`${who} Person`, product.ask(reader, 'Person', { id: person } as never));
    for (const id of cases) {
      await ask(
        `${who} CaseAsOf ${id}`,
        product.ask(reader, 'CaseAsOf', { id }).then(({ timeline: _, ...view }) => view),
      );
      await ask(`${who} CaseDeadlines ${id}`, product.ask(reader, 'CaseDeadlines', { id } as never));
      await ask(`${who} CaseActions ${id}`, product.ask(reader, 'CaseActions', { id } as never));
      await ask(`${who} CaseNames ${id}`, product.ask(reader, 'CaseNames', { id } as never));
    }
  }
  const facts = await product.live.facts('koebenhavn');
  const { plans } = product.book;
  for (const year of [2016, 2017, 2018, 2019, 2020])
    for (const plan of plans.filter((p) => p.infohus === 'koebenhavn'))
      asked[`figures ${plan.planId} ${year}`] = indicators(facts, { plan, plans, year, clock: NOW });
  // Numbers of records are drawn, and hashes are of sealed bytes.
  const told = JSON.stringify(asked, (key, value) => (/^hash$|number$/i.test(key) ? undefined : value));
  return { isMerged, asked: JSON.parse(told.replaceAll(SECOND, person)) };
}

describe('A log in which a person has two ids that were merged', () => {
  it.each(['at once', 'at the end'] as const)(
    'is in every rule, list, right, obligation and count as one in which the person has one (%s)',
    async (when) => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(), async (seed, pick) => {
          const known = fileOf(seed, pick, when);
          fc.pre(known !== undefined);
          if (!known) return;
          const one = await imported(known.file);
          const two = await imported(other(known, new Random(seed)));
          // Until they are merged the two are strangers to each other: only a log that holds the same is held against it.
          if (when === 'at the end') fc.pre(one.outcomes.join() === two.outcomes.join());
          expect(two.outcomes).toEqual(one.outcomes);
          const answers = await answersOf(two, known.person);
          expect(answers).toEqual(await answersOf(one, known.person));
          expect(answers.isMerged).toBe(true);
        }),
        { numRuns: WHOLE ? 4 : 2 },
      );
    },
  );
});
