import { type HotlineState, takerOf } from '../../../domain/hotline/hotline.js';
import type { IncidentState } from '../../../domain/incident/incident.js';
import { isCoordinator, isPolice } from '../../../domain/plan/roles.js';
import type { RegisterRow } from '../../../projections/registers/registers.js';
import type { Asking } from '../asking.js';

export const REGISTERS = ['activity', 'partner', 'incident', 'hotline'] as const;
export type RegisterName = (typeof REGISTERS)[number];

/** Which rows of a register the reader may know of, and which of them with what is written in them. */
export interface RegisterShare {
  isShown(row: RegisterRow): boolean;
  hasTexts(row: RegisterRow): boolean;
  /** Rows of other Infohuse may be of this one too. */
  readonly everywhere?: true;
}
const all = () => true;

export function registerShare(name: RegisterName, infohus: string, asking: Asking): RegisterShare {
  if (name === 'hotline') return hotlineShare(infohus, asking);
  if (name !== 'incident') return { isShown: all, hasTexts: all };
  return { isShown: all, hasTexts: ({ state }) => isForIncident(state as IncidentState, infohus, asking) };
}

/** Unrest is for who handles it: coordinators, police, and the agencies that take part. */
function isForIncident({ actors }: IncidentState, infohus: string, { reader, planOf }: Asking): boolean {
  const { actor, purpose } = reader;
  const plan = planOf(infohus);
  if (purpose === 'operation') return true;
  return (
    purpose === 'casework' && (isCoordinator(actor, plan) || isPolice(actor, plan) || actors.includes(actor.agency))
  );
}

/**
 * A contact is known to the agency that recorded it and to the coordinators of both Infohuse (commands.md, hotline); who counts contacts sees
 * that there was one, without what it was about.
 */
function hotlineShare(infohus: string, { reader, planOf }: Asking): RegisterShare {
  const { actor, purpose } = reader;
  const both = (s: HotlineState) => [s.infohus, takerOf(s)];
  const isFor = (row: RegisterRow) => {
    const state = row.state as HotlineState;
    if (purpose === 'operation') return true;
    return (
      purpose === 'casework' &&
      (state.recordedBy === actor.agency || both(state).some((i) => isCoordinator(actor, planOf(i))))
    );
  };
  const isHere = ({ state }: RegisterRow) => both(state as HotlineState).includes(infohus);
  return {
    isShown: (row) => isHere(row) && (purpose !== 'casework' || isFor(row)),
    hasTexts: isFor,
    everywhere: true,
  };
}
