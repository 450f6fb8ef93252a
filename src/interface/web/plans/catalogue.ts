import type { Plan } from '../../../domain/plan/schema.js';
import { number } from '../../words/format.js';
import { codeName } from '../../words/labels.js';
import { planName } from '../choices.js';
import { dateOf } from '../dates.js';
import type { Page } from '../layout.js';

type Row = readonly string[];
const some = (parts: readonly (string | false | null | undefined)[]) => parts.filter(Boolean).join(', ');

/** Who is in the Infohus, and what part each takes. */
export const agencyRows = ({ say, language }: Page, { agencies, anchor }: Plan): readonly Row[] => [
  ...agencies.map((a) => [
    `${a.name[language]} (${some([a.code, ...a.units.map((u) => `${u.code}: ${u.name[language]}`)])})`,
    some([
      say(`plans.kind.${a.kind}`),
      a.coordinating && say('plans.coordinates'),
      a.socialAuthority && say('plans.social-authority'),
      a.member && say(`plans.member.${a.member}`),
      a.keyStaff && say('plans.key-staff'),
    ]),
    a.source,
  ]),
  ...(anchor ? [[say('plans.anchor'), anchor.name[language], anchor.source]] : []),
];

/** Each legal basis with the days on which it is in force, and what it needs beside the two agencies. */
export function basisRows({ say, language }: Page, { legalBases }: Plan): readonly Row[] {
  const on = (day: string | null | undefined) => (day ? dateOf({ language }, day) : '');
  return legalBases.map((b) => [
    `${b.code}: ${b.name[language]}`,
    some([codeName(b.constellation, language), b.needs && say(`plans.needs.${b.needs}`)]),
    b.validFrom || b.validTo ? `${on(b.validFrom)} – ${on(b.validTo)}`.trim() : '',
    b.source,
  ]);
}

type Proposal = NonNullable<Plan['caseTypes'][number]['proposes']>;

export function catalogueRows({ say, language }: Page, plan: Plan): readonly Row[] {
  const proposed = (p: Proposal | null, what: string) => {
    if (!p) return '';
    const units = plan.agencies.find((a) => a.code === p.agency)?.units;
    return `(${what} ${some([planName(plan.agencies, p.agency, language), p.unit && planName(units, p.unit, language)])})`;
  };
  return [
    ...plan.caseTypes.map((t) => [
      t.name[language],
      [
        t.description[language],
        proposed(t.proposes, say('plans.proposes')),
        proposed(t.proposesForChildren, `${say('plans.proposes')} ${say('plans.for-children')}`),
      ]
        .filter(Boolean)
        .join(' '),
      [t.source, t.proposes?.source, t.proposesForChildren?.source].filter(Boolean).join('; '),
    ]),
    ...plan.levels.map((l) => [
      l.name[language],
      l.reactionHours === null ? '' : `${say('plans.reaction')} ${l.reactionHours} ${say('plans.hours')}`,
      l.source,
    ]),
    ...plan.offerKinds.map((k) => [k.name[language], '', k.source]),
    ...plan.activityKinds.map((k) => [k.name[language], '', k.source]),
  ];
}

/** What the plan wants: goals and indicators with their targets, and what is no figure. */
export const aimRows = ({ say, language }: Page, plan: Plan): readonly Row[] => [
  ...plan.indicators.map((i) => [
    i.name[language],
    some([
      i.target !== null && `${number(i.target, language, i.unit === 'share')}`,
      i.qualifier?.[language],
      i.baseline.map((b) => `${b.year}: ${number(b.value, language, i.unit === 'share')}`).join(', '),
    ]),
    [i.source, ...i.baseline.map((b) => b.source)].filter(Boolean).join('; '),
  ]),
  ...plan.goals.map((g) => [
    `${plan.activityKinds.find((k) => k.code === g.activityKind)?.name[language] ?? g.activityKind}`,
    some([
      `${number(g.from, language, false)}${g.to === null ? '' : `–${number(g.to, language, false)}`}`,
      say(`plans.count.${g.count}`),
      g.schoolType && codeName(g.schoolType, language),
      g.year === null ? null : String(g.year),
    ]),
    g.source,
  ]),
  ...plan.milestones.map((m) => [
    m.name[language],
    some([String(m.year), m.targetGroup && codeName(m.targetGroup, language)]),
    m.source,
  ]),
  ...plan.history.map((h) => [
    `${h.name[language]} (${say('plans.history')})`,
    `${h.about ? `${say('plans.about')} ` : ''}${number(h.value, language, false)} (${h.fromYear}–${h.toYear})`,
    h.source,
  ]),
];

export const moneyRows = ({ say, language }: Page, { budget }: Plan): readonly Row[] =>
  budget.map((b) => [
    `${b.name[language]} ${b.year}`,
    `${b.about ? `${say('plans.about')} ` : ''}${number(b.amount, language, false)} ${b.unit}`,
    b.source,
  ]);
