import type { AnyDecider } from '../../domain/kernel/decider.js';
import type { Recorded } from '../../domain/kernel/event.js';
import type { Past } from '../../domain/kernel/past.js';
import type { Who } from '../../domain/kernel/vocabulary.js';
import type { Amends, AuthorizationContext } from './who.js';

interface Amendment {
  readonly command: { readonly name: string };
  readonly data: object;
}

/** The event that a command amends: who recorded it, and who may have given it. Undefined: there is none. */
export function amendsIn(decider: AnyDecider, past: Past, { command, data }: Amendment): Amends | undefined {
  const { eventId, changes = {} } = data as { eventId?: string; changes?: Readonly<Record<string, unknown>> };
  const event = eventId === undefined ? undefined : past.find(eventId);
  if (!event) return undefined;
  const { type } = event;
  const givers = [giversOf(decider, event), giversOf(decider, { type, data: { ...event.data, ...changes } })];
  return { recordedBy: event.actor.agency, givers, how: command.name === 'AnnulEvent' ? 'annulled' : 'corrected' };
}

/**
 * Who may have given an event: the *who* of its command, without the relation to a case or concern, which may have ended since. An agency amends
 * what it recorded itself also afterwards (commands.md, Roles).
 */
function giversOf(decider: AnyDecider, { type, data }: Pick<Recorded, 'type' | 'data'>): readonly Who[] {
  const command = decider.commands[decider.events[type]?.shape.by ?? ''];
  // Nobody amends an amendment; the rule says so, to whoever gives one.
  if (!command || command.who.includes('recorder')) return ['any'];
  const fields = data as Readonly<Record<string, unknown>>;
  const only = command.narrowed?.(fields) ?? command.reserved?.(fields);
  return (only ? [only] : command.who).map((who) => WITHOUT_RELATION[who] ?? who);
}
const WITHOUT_RELATION: Readonly<Partial<Record<Who, Who>>> = {
  worker: 'any',
  party: 'any',
  registrar: 'any',
  'responsible-agency': 'any',
  'decision-holder': 'any',
  'hotline-taker': 'any',
  'loan-party': 'coordinator',
  attacher: 'any',
  'infohus-police': 'police',
};

/**
 * Who may amend it: as the command says, but a final severity, and what only police may give, by police of the Infohus alone (commands.md,
 * AnnulEvent); a correction by those of them who recorded it.
 */
export function whoAmends(who: readonly Who[], { amends, actor }: AuthorizationContext): readonly Who[] {
  const reserved = amends?.givers.some((givers) => givers.every((w) => w === 'police')) ?? false;
  if (!reserved) return who;
  return amends?.how === 'annulled' || amends?.recordedBy === actor.agency ? ['police'] : [];
}
