import { type Band, bands, type Part } from '../../documents/charts/bands.js';
import type { Chart } from '../../documents/charts/chart.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { day } from '../format.js';
import type { Page } from '../layout.js';

type Found = Answer<'CaseAsOf'>;
type Chain = Answer<'CaseHandovers'>;

/** What a replay draws of a case as of a moment: who was responsible when, and the courses on a time axis. */
export async function casePictures(
  page: Page,
  found: Found,
  chain: Chain,
  names: ReadonlyMap<string, string>,
): Promise<readonly Chart[]> {
  const until = found.timeline.map((e) => e.occurredAt).reduce((a, b) => (a > b ? a : b), found.openedAt ?? '');
  if (until === '') return [];
  const both = [await chainPicture(page, chain, until), await coursesPicture(page, found, names, until)];
  return both.filter((chart) => chart !== null);
}

/** Consecutive holdings must touch (domain.md rule 4): what does not is drawn, and said. */
export function breaksIn(chain: Chain): readonly Part[] {
  return chain.flatMap(({ to }, i): readonly Part[] => {
    const next = chain[i + 1]?.from;
    if (to === undefined || next === undefined || to === next) return [];
    return [{ from: to < next ? to : next, to: to < next ? next : to, as: 'wrong' }];
  });
}

async function chainPicture({ say, plan, language }: Page, chain: Chain, until: string): Promise<Chart | null> {
  const nameOf = (agency: string) => planName(plan?.agencies, agency, language);
  const broken = breaksIn(chain);
  const rows = [...new Set(chain.map((h) => h.agency))].map((agency): Band => {
    const parts = chain
      .filter((h) => h.agency === agency)
      .map(({ from, to }): Part => ({ from, to: to ?? until, as: 'held' }));
    return { name: nameOf(agency), parts, marks: [] };
  });
  const title = say('picture.chain');
  const told = chain.map((h) => [nameOf(h.agency), day(h.from), h.to ? day(h.to) : say('picture.goes-on')] as const);
  const whole = say(broken.length === 0 ? 'picture.whole' : 'picture.broken');
  const alt = `${title}. ${whole} ${told.map(([agency, from, to]) => `${agency}: ${from} – ${to}`).join('; ')}.`;
  const table = { head: [say('col.agency'), say('col.from'), say('col.to')], rows: told };
  const drawn = broken.length === 0 ? rows : [...rows, { name: whole, parts: broken, marks: [] }];
  return bands(
    drawn,
    { name: 'chain', title: broken.length === 0 ? `${title}: ${whole}` : title, alt, table },
    language,
  );
}

async function coursesPicture(
  { say, plan, language }: Page,
  found: Found,
  names: ReadonlyMap<string, string>,
  until: string,
): Promise<Chart | null> {
  const events = found.timeline.filter((e) => !e.annulled);
  const rows = found.courses.map((c) => {
    const own = events.filter((e) => about(e.data, 'courseId', c.courseId) || about(e.data, 'offerId', c.offerId));
    const at = (...types: readonly string[]) => own.filter((e) => types.includes(e.type)).map((e) => e.occurredAt);
    const ended = at('CourseCompleted', 'CourseAborted', 'ConsentWithdrawn')[0];
    const pauses = at('CoursePaused').map((from): Part => {
      const to = at('CourseResumed').find((resumed) => resumed > from);
      return { from, to: to ?? ended ?? until, as: 'paused' };
    });
    const name = `${planName(plan?.offerKinds, c.kind, language)}, ${names.get(c.personId) ?? say('person.unnamed')}`;
    const held: Part = { from: c.startedAt, to: ended ?? until, as: 'held' };
    return { name, ended, parts: [held, ...pauses], pauses, marks: at('ProgressMeasured'), startedAt: c.startedAt };
  });
  const title = say('picture.courses');
  const told = rows.map((r) => [
    r.name,
    day(r.startedAt),
    r.ended ? day(r.ended) : say('picture.goes-on'),
    r.pauses.map((p) => `${day(p.from)} – ${day(p.to)}`).join(', '),
    r.marks.map(day).join(', '),
  ]);
  const words = told.map(([name, from, to, pauses, marks]) =>
    [
      `${name}: ${from} – ${to}`,
      ...(pauses ? [`${say('picture.paused')} ${pauses}`] : []),
      ...(marks ? [`${say('picture.measured')} ${marks}`] : []),
    ].join(', '),
  );
  const head = [say('col.kind'), say('col.from'), say('col.to'), say('picture.pauses'), say('picture.measurements')];
  return bands(
    rows,
    { name: 'courses', title, alt: `${title}. ${words.join('; ')}.`, table: { head, rows: told } },
    language,
  );
}

const about = (data: unknown, field: 'courseId' | 'offerId', id: string): boolean =>
  (data as Partial<Record<typeof field, unknown>> | null)?.[field] === id;
