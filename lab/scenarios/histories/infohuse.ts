import type { Actor, ActorKind, Role } from '../../../src/domain/kernel/event.js';

/** An actor, and the same written out: it stands in every event. */
export type Acting = Actor & { readonly kind: ActorKind; readonly json: string };

const USERS_AN_AGENCY = 6;
const LAW_ENFORCEMENT = new Set(['KP', 'MVSJ', 'PET', 'KRIM']);

/** An Infohus with its people. */
export interface Infohus {
  readonly code: string;
  /** The agency that coordinates. */
  readonly lead: string;
  readonly police: string;
  /** Those that hold cases. */
  readonly agencies: readonly string[];
  readonly coordinator: Acting;
  readonly officer: Acting;
  readonly scheduler: Acting;
  /** The newest concerns, which its meetings talk about. */
  readonly recent: string[];
  workersOf(agency: string): readonly Acting[];
}

interface Agencies {
  readonly code: string;
  readonly lead: string;
  readonly police: string;
  readonly others: readonly string[];
}

/** Agencies as the plans of 2024 name them: who coordinates, the police, and who else holds cases. */
const KOEBENHAVN = {
  code: 'koebenhavn',
  lead: 'BIF',
  police: 'KP',
  others: ['SOF', 'BUF', 'KFF', 'SSP', 'KRIM', 'RHP'],
};
const KOEGE = { code: 'koege', lead: 'VEL', police: 'MVSJ', others: ['SOC', 'FAM', 'SSPK', 'KRIM', 'RSJ'] };

/** Looked up for each event: remembered. */
const regimes = new Map<string, string>();
export function regimeOf(agency: string): string {
  const known = regimes.get(agency);
  if (known) return known;
  const regime = LAW_ENFORCEMENT.has(agency.split('_', 1).join()) ? 'law-enforcement' : 'GDPR';
  regimes.set(agency, regime);
  return regime;
}

/** The first two are those of the plans; further ones are like them, under numbered names. */
export function infohusNumber(i: number): Infohus {
  const like = i % 2 === 0 ? KOEBENHAVN : KOEGE;
  const { code, lead, police, others } = i < 2 ? like : numbered(like, i + 1);
  const staff = new Map([lead, police, ...others].map((agency) => [agency, people(agency)]));
  return {
    code,
    lead,
    police,
    agencies: [lead, ...others],
    coordinator: person(lead, 'coordinator', 0),
    officer: person(police, 'police', 0),
    scheduler: acting({ agency: code, kind: 'system', role: 'system', userId: 'scheduler' }),
    recent: [],
    workersOf: (agency) => staff.get(agency) ?? [],
  };
}

const numbered = ({ code, lead, police, others }: Agencies, n: number): Agencies => ({
  code: `${code}-${n}`,
  lead: `${lead}_${n}`,
  police: `${police}_${n}`,
  others: others.map((agency) => `${agency}_${n}`),
});

const people = (agency: string) => Array.from({ length: USERS_AN_AGENCY }, (_, i) => person(agency, 'caseworker', i));
const person = (agency: string, role: Role, i: number) =>
  acting({ agency, kind: 'person', role, userId: `${agency.toLowerCase()}-${role}-${i + 1}` });

const acting = (actor: Omit<Acting, 'json'>): Acting => ({ ...actor, json: JSON.stringify(actor) });
