import { basisRefusal } from '../../../domain/plan/legal-basis.js';
import { placeOf } from '../../../domain/plan/place.js';
import type { Plan } from '../../../domain/plan/schema.js';
import { codeName } from '../../words/labels.js';
import type { Page } from '../layout.js';
import { levelName, typeName } from '../plan-choices.js';
import { ownAgency, type Situation, today, valueIn } from './situation.js';
import type { ChoicesOf } from './task.js';

type NamedCode = { readonly code: string; readonly name: Plan['name'] };
const listed =
  (of: (plan: Plan) => readonly NamedCode[]): ChoicesOf =>
  ({ page: { plan, language } }) =>
    plan ? of(plan).map(({ code, name }) => ({ code, name: name[language] })) : [];

/** Codes that the contract itself names, by their words. */
export const codes =
  (...all: readonly string[]): ChoicesOf =>
  ({ page }) =>
    all.map((code) => ({ code, name: codeName(code, page.language) }));

export const agencies = listed((p) => p.agencies);
export const otherAgencies: ChoicesOf = (s) => agencies(s).filter(({ code }) => code !== ownAgency(s));
export const offerKinds = listed((p) => p.offerKinds);
export const activityKinds = listed((p) => p.activityKinds);
export const channels: ChoicesOf = ({ page: { plan, language } }) =>
  (plan?.channels ?? []).map(({ code, name, hint }) => ({
    code,
    name: hint ? `${name[language]}: ${hint[language]}` : name[language],
  }));
export const caseTypes: ChoicesOf = ({ page }) =>
  (page.plan?.caseTypes ?? []).map((t) => ({ code: t.code, name: typeName(t, page) }));
export const levels: ChoicesOf = ({ page }) =>
  (page.plan?.levels ?? []).map((l) => ({ code: l.level, name: levelName(l, page) }));
const placed = (codes: Iterable<string>, { plans, language }: Page) =>
  [...codes].map((code) => ({ code, name: placeOf(plans, code, language) }));
export const infohuse: ChoicesOf = ({ page }) => placed(new Set(page.plans.map((p) => p.infohus)), page);
export const otherInfohuse: ChoicesOf = (s) => infohuse(s).filter(({ code }) => code !== s.page.infohus);
export const ownInfohuse: ChoicesOf = ({ page }) => placed(page.infohuse, page);
export const indicators: ChoicesOf = ({ page: { plan, language } }) =>
  (plan?.indicators ?? []).map((i) => ({ code: i.id, name: i.name[language] }));
export const plansOfInfohus: ChoicesOf = ({ page: { plans, infohus, language } }) =>
  plans.filter((p) => p.infohus === infohus).map((p) => ({ code: p.planId, name: p.name[language] }));

/** The units of the receiver that was chosen. */
export const unitsOf =
  (field: string): ChoicesOf =>
  (s) =>
    (s.page.plan?.agencies ?? [])
      .filter((a) => a.code === valueIn(s, field) || valueIn(s, field) === '')
      .flatMap((a) =>
        a.units.map((u) => ({ code: u.code, name: `${u.name[s.page.language]} (${a.name[s.page.language]})` })),
      );

/** Those bases that hold today between one's own agency and the receiver (domain.md rule 5); what a basis asks of the case is asked of the rule, where a case is shown. */
export const basesTo =
  (receiver: string): ChoicesOf =>
  (s) => {
    const { plan, language } = s.page;
    if (!plan) return [];
    const held = s.sharing?.bases;
    if (held)
      return plan.legalBases
        .filter(({ code }) => held.includes(code))
        .map((b) => ({ code: b.code, name: b.name[language] }));
    const to = valueIn(s, receiver);
    const isAgency = plan.agencies.some((a) => a.code === to);
    return plan.legalBases
      .filter(({ code, constellation }) => {
        const pair = { from: ownAgency(s), to: isAgency ? to : ({ kind: 'municipal' } as const), on: today(s) };
        return to === '' || basisRefusal(plan, { ...pair, legalBasis: code, constellation }) === null;
      })
      .map(({ code, name }) => ({ code, name: name[language] }));
  };
/** A basis is of one constellation: it is not asked for besides. */
export const constellationOf =
  (path: string) =>
  (s: Situation): string =>
    s.page.plan?.legalBases.find((b) => b.code === valueIn(s, path))?.constellation ?? 'none';
