import type { PURPOSES } from '../../domain/access/access.js';
import type { Actor, Role } from '../../domain/kernel/event.js';
import type { Relation } from './relations.js';

export type Purpose = (typeof PURPOSES)[number];
/** What is done to an object. `know`: learn that it exists at all; without it the answer is `not-found`. */
export type Action =
  | 'know'
  | 'read'
  | 'read-disclosed'
  | 'list'
  | 'report'
  | 'publish'
  | 'import'
  | 'verify'
  | 'operate';
export const OBJECTS = [
  'case',
  'concern',
  'person',
  'civil-register',
  'meeting',
  'register',
  'mentor',
  'glass',
  'access',
  'figures',
  'small-counts',
  'erasure',
  'breach',
  'transfer',
  'insight',
  'archive',
  'log',
  'machine',
  'colleague',
  'team',
  'user',
] as const;
export type ObjectKind = (typeof OBJECTS)[number];

interface Line {
  readonly action: Action;
  readonly object: ObjectKind;
  readonly purpose: Purpose;
  readonly roles: readonly Role[];
  /** One of these must hold; empty: the role alone decides. */
  readonly relations: readonly Relation[];
  readonly why: string;
}
export const WORKING: readonly Role[] = ['caseworker', 'leader', 'coordinator', 'police'];
const CASE: readonly Relation[] = ['on-case', 'coordinating'];
const CONCERN: readonly Relation[] = ['coordinating', 'infohus-police', 'registrar', 'on-case'];

/** The whole of what may be read. Whatever no line allows is denied. Printed into `docs/permissions.md`. */
// biome-ignore format: one line a permission, so that the table can be read as one
export const POLICY: readonly Line[] = [
  { action: 'know', object: 'case', purpose: 'casework', roles: WORKING, relations: [...CASE, 'asked'], why: 'rule 11: only agencies on the case know that it exists' },
  { action: 'read', object: 'case', purpose: 'casework', roles: WORKING, relations: CASE, why: 'rule 11' },
  { action: 'read-disclosed', object: 'case', purpose: 'casework', roles: WORKING, relations: ['asked'], why: 'what was disclosed to it only' },
  { action: 'list', object: 'case', purpose: 'casework', roles: WORKING, relations: [], why: 'each row by the relation to its case' },
  { action: 'know', object: 'concern', purpose: 'casework', roles: WORKING, relations: CONCERN, why: 'commands.md, Roles' },
  { action: 'read', object: 'concern', purpose: 'casework', roles: WORKING, relations: CONCERN, why: 'commands.md, Roles' },
  { action: 'know', object: 'person', purpose: 'casework', roles: WORKING, relations: ['knows-person', 'on-case', 'coordinating'], why: 'who registered the person, or works with the person on a case' },
  { action: 'read', object: 'person', purpose: 'casework', roles: WORKING, relations: ['knows-person', 'on-case', 'coordinating'], why: 'need to know' },
  { action: 'read', object: 'civil-register', purpose: 'casework', roles: ['caseworker', 'coordinator'], relations: ['knows-person', 'on-case', 'coordinating'], why: 'databeskyttelsesloven § 11: a public authority uses the number to know somebody for certain; of a municipal agency, for a concern or an open case, with a reason' },
  { action: 'list', object: 'person', purpose: 'casework', roles: WORKING, relations: [], why: 'a search: each person by the relation to it; with a reason, and without the term in the access log' },
  { action: 'list', object: 'person', purpose: 'audit', roles: ['compliance'], relations: [], why: 'to find who asks for their rights' },
  { action: 'know', object: 'case', purpose: 'casework', roles: WORKING, relations: ['broke-glass'], why: 'rule 11: a written reason, for some hours; compliance sees it at once' },
  { action: 'read', object: 'case', purpose: 'casework', roles: WORKING, relations: ['broke-glass'], why: 'rule 11: a written reason, for some hours; compliance sees it at once' },
  { action: 'know', object: 'case', purpose: 'casework', roles: WORKING, relations: ['recorded'], why: 'an agency goes on reading the events that it recorded itself; nothing else of it' },
  { action: 'know', object: 'concern', purpose: 'casework', roles: WORKING, relations: ['recorded'], why: 'the same' },
  { action: 'know', object: 'meeting', purpose: 'casework', roles: WORKING, relations: ['coordinating', 'infohus-police', 'invited', 'owes', 'recorded'], why: 'who reads something of it, and the same' },
  { action: 'know', object: 'meeting', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus'], why: 'what was decided about whom, by whom' },
  { action: 'know', object: 'meeting', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the command line, on the machine itself' },
  { action: 'read', object: 'meeting', purpose: 'casework', roles: WORKING, relations: ['coordinating', 'infohus-police', 'invited', 'owes'], why: 'K16-14: who calls it, who is asked in, who owes what was decided' },
  { action: 'list', object: 'register', purpose: 'casework', roles: WORKING, relations: ['of-infohus'], why: 'activities, partners, incidents, hotline: no person is in them' },
  { action: 'list', object: 'register', purpose: 'reporting', roles: ['analyst'], relations: [], why: 'what goals are counted from; no person is in it' },
  { action: 'list', object: 'register', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus'], why: 'a figure can be proven' },
  { action: 'list', object: 'register', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the command line, on the machine itself' },
  { action: 'list', object: 'mentor', purpose: 'casework', roles: WORKING, relations: ['of-infohus'], why: 'a course starts with somebody who is free and cleared (B-5)' },
  { action: 'list', object: 'mentor', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus'], why: 'a figure can be proven; analysts not: each mentor by name, and how many they have is a small count' },
  { action: 'list', object: 'mentor', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the command line, on the machine itself' },
  { action: 'list', object: 'glass', purpose: 'audit', roles: ['compliance'], relations: [], why: 'rule 11: compliance sees it at once' },
  { action: 'read', object: 'glass', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus'], why: 'rule 11: reviewed with the reason and what was read' },
  { action: 'read', object: 'access', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus', 'knows-person'], why: 'rule 11: who has seen this' },
  { action: 'list', object: 'access', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus'], why: 'rule 11: who looked at what, by day, by user' },
  { action: 'read', object: 'access', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the command line, on the machine itself' },
  { action: 'list', object: 'access', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the command line, on the machine itself' },
  { action: 'read', object: 'meeting', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus'], why: 'what was decided about whom, by whom' },
  { action: 'read', object: 'meeting', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the command line, on the machine itself' },
  { action: 'know', object: 'case', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus'], why: 'compliance replays any case' },
  { action: 'read', object: 'case', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus'], why: 'compliance replays any case' },
  { action: 'list', object: 'case', purpose: 'audit', roles: ['compliance'], relations: [], why: 'to find what to replay' },
  { action: 'know', object: 'concern', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus'], why: 'compliance replays any concern' },
  { action: 'read', object: 'concern', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus'], why: 'compliance replays any concern' },
  { action: 'know', object: 'concern', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the command line, on the machine itself' },
  { action: 'read', object: 'concern', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the command line, on the machine itself' },
  { action: 'read', object: 'erasure', purpose: 'audit', roles: ['compliance'], relations: ['knows-person'], why: 'rule 12: who asked, who authorised, what is gone; ids only' },
  { action: 'read', object: 'archive', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus'], why: 'a closed case is delivered to the archive (arkivloven)' },
  { action: 'list', object: 'insight', purpose: 'casework', roles: ['police'], relations: ['knows-person'], why: 'what is left out of a pack until police clear it, of what they know of anyway' },
  { action: 'read', object: 'insight', purpose: 'audit', roles: ['compliance'], relations: ['knows-person'], why: 'GDPR art. 15: what its own agency controls of the person, third persons masked' },
  { action: 'list', object: 'erasure', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus'], why: 'rule 12: what has been kept as long as the plan allows; ids and days' },
  { action: 'list', object: 'erasure', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the command line, on the machine itself' },
  { action: 'know', object: 'breach', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus'], why: 'GDPR art. 33(5): the register of breaches' },
  { action: 'list', object: 'breach', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus'], why: 'the same' },
  { action: 'know', object: 'transfer', purpose: 'casework', roles: ['coordinator'], relations: ['coordinating'], why: 'B-7: who answers what another installation handed over' },
  { action: 'list', object: 'transfer', purpose: 'casework', roles: ['coordinator'], relations: ['coordinating'], why: 'the same' },
  { action: 'know', object: 'transfer', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus'], why: 'on what basis something came in' },
  { action: 'list', object: 'transfer', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus'], why: 'the same' },
  { action: 'list', object: 'transfer', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the command line, on the machine itself' },
  { action: 'know', object: 'transfer', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the same' },
  { action: 'list', object: 'colleague', purpose: 'casework', roles: WORKING, relations: [], why: 'who of its own agency can be given a case, or steps in; codes only' },
  { action: 'list', object: 'team', purpose: 'casework', roles: ['leader'], relations: ['of-infohus'], why: 'a leader splits the work of its own agency (commands.md, Roles)' },
  { action: 'list', object: 'user', purpose: 'casework', roles: ['administrator'], relations: ['of-infohus'], why: 'who is let in as what, of the agencies of its own Infohuse' },
  { action: 'list', object: 'user', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus'], why: 'changes of users and roles' },
  { action: 'list', object: 'user', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the command line, on the machine itself' },
  { action: 'verify', object: 'log', purpose: 'audit', roles: ['compliance'], relations: [], why: 'the log can be checked' },
  { action: 'report', object: 'figures', purpose: 'reporting', roles: ['analyst'], relations: ['of-infohus'], why: 'figures, never cases (databeskyttelsesloven § 10 stk. 2)' },
  { action: 'report', object: 'figures', purpose: 'casework', roles: ['coordinator'], relations: ['coordinating'], why: 'the Infohus reports yearly (K16-12)' },
  { action: 'report', object: 'figures', purpose: 'casework', roles: ['leader'], relations: ['of-infohus'], why: 'the same' },
  { action: 'report', object: 'small-counts', purpose: 'casework', roles: ['coordinator'], relations: ['coordinating'], why: 'the internal report shows all to coordinators, compliance and the command line; others see it with small counts withheld (domain.md section 6)' },
  { action: 'report', object: 'small-counts', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus'], why: 'the same' },
  { action: 'report', object: 'small-counts', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the same' },
  { action: 'publish', object: 'figures', purpose: 'reporting', roles: ['analyst'], relations: ['of-infohus'], why: 'freezes and publishes the yearly report; small counts are withheld' },
  { action: 'publish', object: 'figures', purpose: 'casework', roles: ['coordinator'], relations: ['coordinating'], why: 'the Infohus answers for what is published of it (K16-12)' },
  { action: 'publish', object: 'figures', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the command line, on the machine itself' },
  { action: 'report', object: 'figures', purpose: 'audit', roles: ['compliance'], relations: ['of-infohus'], why: 'a figure can be proven' },
  { action: 'know', object: 'case', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the command line, on the machine itself' },
  { action: 'read', object: 'case', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the command line, on the machine itself' },
  { action: 'list', object: 'case', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the command line, on the machine itself' },
  { action: 'report', object: 'figures', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the command line, on the machine itself' },
  { action: 'operate', object: 'machine', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the command line, on the machine itself' },
  { action: 'operate', object: 'machine', purpose: 'casework', roles: ['administrator'], relations: [], why: 'how far the read models are: nothing about anybody' },
  { action: 'operate', object: 'machine', purpose: 'audit', roles: ['compliance'], relations: [], why: 'the same' },
  { action: 'import', object: 'log', purpose: 'operation', roles: ['administrator'], relations: [], why: 'each line acts as its own actor' },
  { action: 'verify', object: 'log', purpose: 'operation', roles: ['administrator'], relations: [], why: 'the command line, on the machine itself' },
];

/** The one decision on reading: pure, deny by default. */
export function decide(
  actor: Actor,
  action: Action,
  object: ObjectKind,
  purpose: Purpose,
  relations: readonly Relation[],
): boolean {
  return POLICY.some(
    (line) =>
      line.action === action &&
      line.object === object &&
      line.purpose === purpose &&
      line.roles.includes(actor.role) &&
      (line.relations.length === 0 || line.relations.some((r) => relations.includes(r))),
  );
}

/** The purpose a role works for when it comes in by the web or the API. */
export function purposeOf(role: Role): Purpose {
  if (role === 'compliance') return 'audit';
  return role === 'analyst' ? 'reporting' : 'casework';
}
