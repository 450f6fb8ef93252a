import { localDateOf } from '../../../domain/kernel/calendar.js';
import { type Band, type BandStretch, bands, type Mark } from '../../documents/charts/bands.js';
import type { Chart } from '../../documents/charts/chart.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { dateOf } from '../dates.js';
import type { Page } from '../layout.js';
import { type Step, supportSteps } from './support-steps.js';

type Found = Answer<'CaseAsOf'>;
type Chain = Answer<'CaseHandovers'>;

/** Where a picture ends: with its newest event; of an open case at the present moment, where one is given. */
export const endOf = (found: Pick<Found, 'timeline' | 'openedAt' | 'status'>, now = ''): string =>
  [...found.timeline.map((e) => e.occurredAt), found.openedAt ?? '', found.status === 'open' ? now : ''].reduce(
    (a, b) => (a > b ? a : b),
    '',
  );

/** Consecutive holdings must touch (domain.md rule 4): what does not is drawn, and said. */
export function breaksIn(chain: Chain): readonly BandStretch[] {
  return chain.flatMap(({ to }, i): readonly BandStretch[] => {
    const next = chain[i + 1]?.from;
    if (to === undefined || next === undefined || to === next) return [];
    return [{ from: to < next ? to : next, to: to < next ? next : to, as: 'wrong' }];
  });
}

/** Who was responsible when: one row an agency, and one for what may not be, or the sentence that there is none. */
export async function chainPicture(page: Page, chain: Chain, until: string): Promise<Chart | null> {
  const { say, plan, language } = page;
  const on = (instant: string) => dateOf(page, localDateOf(instant));
  const nameOf = (agency: string) => planName(plan?.agencies, agency, language);
  const broken = breaksIn(chain);
  const rows = [...new Set(chain.map((h) => h.agency))].map((agency): Band => {
    const parts = chain
      .filter((h) => h.agency === agency)
      .map(({ from, to }): BandStretch => ({ from, to: to ?? (until > from ? until : from), as: 'held' }));
    return { name: nameOf(agency), parts, marks: [] };
  });
  const title = say('picture.chain');
  const told = chain.map((h) => [nameOf(h.agency), on(h.from), h.to ? on(h.to) : say('picture.goes-on')] as const);
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

/** One band a person: offered, declined, offered again, accepted, the course with its pauses and measurements (K16-8). */
export async function supportPicture(
  page: Page,
  found: Found,
  names: (personId: string) => string,
  until: string,
): Promise<Chart | null> {
  const { say, plan, language } = page;
  const on = (instant: string) => dateOf(page, localDateOf(instant));
  const steps = supportSteps(found);
  const persons = [...new Set(steps.map((s) => s.personId))];
  const rows = persons.map((personId): Band => {
    const own = steps.filter((s) => s.personId === personId);
    const parts = own.flatMap((s) => (s.part ? [{ from: s.from, to: s.to ?? until, as: s.part }] : []));
    const marks = own.flatMap((s) => (s.mark ? [{ at: s.from, as: s.mark }] : []));
    return { name: names(personId), parts, marks };
  });
  const told = (s: Step): readonly string[] => [
    names(s.personId),
    planName(plan?.offerKinds, s.kind, language),
    say(`picture.${s.word}`),
    on(s.from),
    // What is offered is offered on a day; only what lasts has an end.
    s.word === 'course' || s.word === 'paused' ? (s.to ? on(s.to) : say('picture.goes-on')) : '',
  ];
  const title = say('picture.support');
  const inWords = persons.map((personId) => {
    const own = steps.filter((s) => s.personId === personId).map(told);
    const all = own.map(([, kind, word, from, to]) => `${kind} ${word} ${from}${to ? ` – ${to}` : ''}`);
    return `${names(personId)}: ${all.join(', ')}`;
  });
  const head = [say('col.person'), say('col.kind'), say('col.what'), say('col.from'), say('col.to')];
  const used = new Set(steps.flatMap((s) => s.mark ?? []));
  return bands(
    rows,
    {
      ...{ name: 'support', title, alt: `${title}. ${inWords.join('; ')}.` },
      table: { head, rows: steps.map(told) },
      legend: LEGEND.filter(([as]) => used.has(as)).map(([as, key]) => [as, say(key)] as const),
    },
    language,
  );
}
const LEGEND = [
  ['asked', 'picture.offered'],
  ['no', 'picture.declined'],
  ['again', 'picture.offered-again'],
  ['yes', 'picture.accepted'],
  ['found', 'picture.measured'],
] as const satisfies readonly (readonly [Mark['as'], string])[];
