import { type CommandHandler, type Context, type Rule, type TypedRule, typed } from '../kernel/decider.js';
import { survivors, withSurvivors } from '../person/merged.js';
import type { Survivor } from '../person/survivor.js';
import { type CaseState, each, type Offer, type OfferStep, type Subject, type SubjectNaming } from './state.js';

/**
 * Merged persons are one person for every rule, list, right, obligation and count (commands.md, *Merged persons*). A case holds the ids under
 * which persons were named; whoever asks about persons looks at the case `under` their survivors.
 */

/** Who is a subject now. */
export function subjectsBy(namings: readonly SubjectNaming[]): Readonly<Record<string, Subject>> {
  const all = new Map<string, Subject>();
  for (const { personId, ...naming } of namings) {
    const known = all.get(personId);
    if (naming.what === 'named') all.set(personId, { role: naming.role, ageGroup: naming.ageGroup });
    else if (naming.what === 'removed') all.delete(personId);
    else if (known) {
      const { role = known.role, ageGroup = known.ageGroup } = naming;
      all.set(personId, { role, ageGroup });
    }
  }
  return Object.fromEntries(all);
}

/** The case with each id resolved to its survivor. */
export function under(s: CaseState, survivor: Survivor): CaseState {
  if (personsIn(s).every((id) => survivor(id) === id)) return s;
  const one = <T extends { readonly personId: string }>(of: T): T => ({ ...of, personId: survivor(of.personId) });
  const namings = s.namings.map(one);
  return {
    ...s,
    namings,
    subjects: subjectsBy(namings),
    openedFor: s.openedFor.map(one),
    objections: s.objections.map(one),
    offers: each(s.offers, (offer) => ({ ...one(offer), steps: consents(offer, survivor) })),
    courses: each(s.courses, one),
    assessments: each(s.assessments, one),
    goals: each(s.goals, one),
    releases: s.releases.map(one),
    outreach: s.outreach.map((o) => (o.personId === null ? o : { ...o, personId: survivor(o.personId) })),
  };
}
const consents = ({ steps }: Offer, survivor: Survivor): readonly OfferStep[] =>
  steps.map((step) =>
    'consent' in step ? { ...step, consent: { ...step.consent, by: step.consent.by.map(survivor) } } : step,
  );

/** Every id that the case names a person by. */
export const personsIn = (s: CaseState): readonly string[] => [
  ...new Set([
    ...s.namings.map((n) => n.personId),
    ...Object.values(s.offers).flatMap((o) => [
      o.personId,
      ...o.steps.flatMap((t) => ('consent' in t ? t.consent.by : [])),
    ]),
    ...s.releases.map((r) => r.personId),
    ...s.outreach.flatMap((o) => o.personId ?? []),
    ...s.objections.map((o) => o.personId),
  ]),
];

type AboutPerson = { readonly personId?: string | undefined };
type Handler<D, R extends string> = CommandHandler<CaseState, D, R, 'case'>;
/** A decision about persons: it sees the case, and the person that the command names, under their survivors. */
export function asOne<D extends object, R extends string>(handler: Handler<NoInfer<D>, NoInfer<R>>): Handler<D, R> {
  const seen = <T>(
    s: CaseState,
    data: D,
    context: Context,
    then: (s: CaseState, data: D, context: Context) => T,
  ): T => {
    const survivor = survivors(context);
    const { personId } = data as AboutPerson;
    return then(under(s, survivor), personId ? { ...data, personId: survivor(personId) } : data, context);
  };
  const rules = Object.entries<Rule<CaseState, D>>(handler.refuse).map(([rule, refuses]) => [
    rule,
    typeof refuses === 'function'
      ? (s: CaseState, data: D, context: Context) => seen(s, data, context, refuses as TypedRule<CaseState, D>['typed'])
      : typed((s: CaseState, data: D, context) => seen(s, data, context, refuses.typed)),
  ]);
  const { notBefore, introduces } = handler;
  return {
    ...handler,
    reads: (s, data, context) => [
      ...withSurvivors([...personsIn(s), (data as AboutPerson).personId ?? []].flat(), context),
      ...(handler.reads?.(s, data, context) ?? []),
    ],
    refuse: Object.fromEntries(rules) as Handler<D, R>['refuse'],
    ...(notBefore ? { notBefore: (s, data, context) => seen(s, data, context, notBefore) } : {}),
    ...(introduces ? { introduces } : {}),
    events: (s, data, context) => seen(s, data, context, handler.events),
  };
}

export const notInCase = (s: CaseState, { personId }: { readonly personId: string }): boolean =>
  !(personId in s.subjects);
