import type { HotlineState } from '../../domain/hotline/hotline.js';
import { takerOf } from '../../domain/hotline/hotline.js';
import type { IncidentState } from '../../domain/incident/incident.js';
import { isCoordinator, isPolice } from '../../domain/plan/roles.js';
import type { RegisterRow, RegisterStates } from '../../projections/registers/registers.js';
import type { Asking } from './asking.js';

export const REGISTERS = ['activity', 'partner', 'incident', 'hotline'] as const;
export type RegisterName = (typeof REGISTERS)[number];

/** The rows of a register that the reader may know of, and which of them with what is written in them. */
export interface RegisterShare<A extends keyof RegisterStates = RegisterName> {
  readonly rows: readonly RegisterRow<A>[];
  hasTexts(row: RegisterRow<A>): boolean;
}

export async function registerShare(name: RegisterName, infohus: string, asking: Asking): Promise<RegisterShare> {
  const { live } = asking;
  if (name === 'hotline') return hotlineShare(await live.beyond.register('hotline'), infohus, asking) as never;
  const rows = await live.register(name, infohus);
  if (name !== 'incident') return { rows, hasTexts: () => true };
  return { rows, hasTexts: ({ state }) => isForIncident(state as IncidentState, infohus, asking) };
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
function hotlineShare(
  all: readonly RegisterRow<'hotline'>[],
  infohus: string,
  { reader, planOf }: Asking,
): RegisterShare<'hotline'> {
  const { actor, purpose } = reader;
  const both = (s: HotlineState) => [s.infohus, takerOf(s)];
  const isFor = ({ state }: RegisterRow<'hotline'>) =>
    purpose === 'operation' ||
    (purpose === 'casework' &&
      (state.recordedBy === actor.agency || both(state).some((i) => isCoordinator(actor, planOf(i)))));
  const here = all.filter(({ state }) => both(state).includes(infohus));
  return { rows: purpose === 'casework' ? here.filter(isFor) : here, hasTexts: isFor };
}
