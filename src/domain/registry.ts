import { absence } from './absence/absence.js';
import { access } from './access/access.js';
import { activity } from './activity/activity.js';
import { deadline } from './alerts/alerts.js';
import { breach } from './breach/breach.js';
import { caseDecider } from './case/case.js';
import { concern } from './concern/concern.js';
import { disposal } from './disposal/disposal.js';
import { document } from './document/document.js';
import { hotline } from './hotline/hotline.js';
import { login } from './identity/login.js';
import { user } from './identity/user.js';
import { incident } from './incident/incident.js';
import type { AnyDecider } from './kernel/decider.js';
import { aggregateOf } from './kernel/event.js';
import type { CommandDef, EventInfo } from './kernel/vocabulary.js';
import { measurement } from './measurement/measurement.js';
import { meeting } from './meeting/meeting.js';
import { mentor } from './mentor/mentor.js';
import { partner } from './partner/partner.js';
import { person } from './person/person.js';
import { plan } from './plan/adoption.js';
import { reassignment } from './reassignment/reassignment.js';
import { report } from './report/report.js';
import { incoming } from './transfer/incoming.js';

/** Every aggregate there is. Routes, OpenAPI, forms, command files and catalogues are read off this list. */
export const aggregates: readonly AnyDecider[] = [
  concern,
  // Before those on which documents hang by a person's hand: what stands last here says who attaches them.
  incoming,
  caseDecider,
  person,
  meeting,
  activity,
  partner,
  incident,
  hotline,
  mentor,
  measurement,
  plan,
  report,
  disposal,
  breach,
  document,
  reassignment,
  deadline,
  absence,
  access,
  user,
  login,
] as readonly AnyDecider[];

export const aggregateNamed = (name: string): AnyDecider | undefined => aggregates.find((a) => a.aggregate === name);
/** The same for who knows that there is one. */
export function deciderNamed(name: string): AnyDecider {
  const found = aggregateNamed(name);
  if (!found) throw new Error(`there is no aggregate ${name}`);
  return found;
}

/** An event as its aggregate declares it. */
export const eventNamed = (stream: string, type: string): EventInfo | undefined =>
  aggregateNamed(aggregateOf(stream))?.events[type];

export interface KnownCommand {
  readonly name: string;
  readonly definition: CommandDef;
  /** One, some (DiscloseInformation), or every aggregate (CorrectEvent, AnnulEvent): then the id says which. */
  readonly on: readonly AnyDecider[];
}
/** Every aggregate takes it. */
export const isEverywhere = ({ on }: KnownCommand): boolean => on.length === aggregates.length;
/** A command of this kind of aggregate, as it declares it; undefined: it is none of its own. */
export const ofAggregate = (command: KnownCommand, aggregate: string): CommandDef | undefined =>
  isEverywhere(command) ? undefined : command.on.find((a) => a.aggregate === aggregate)?.commands[command.name];

const known = new Map<string, KnownCommand>();
for (const aggregate of aggregates) {
  for (const [name, definition] of Object.entries(aggregate.commands)) {
    known.set(name, { name, definition, on: [...(known.get(name)?.on ?? []), aggregate] });
  }
}

/** Its bytes come before it, or with its form. */
export const bringsDocument = (command: string): boolean => known.get(command)?.definition.brings === 'document';

const isPublic = ({ definition }: KnownCommand) => !definition.who.includes('internal');

/** The commands a person may give, by name. */
export const commands: ReadonlyMap<string, KnownCommand> = new Map([...known].filter(([, c]) => isPublic(c)));
