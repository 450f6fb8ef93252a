import { z } from 'zod';
import { compose } from '../kernel/compose.js';
import type { AggregateType, Part } from '../kernel/decider.js';
import { ROLES } from '../kernel/event.js';
import { agency, code, fixed, id, instant, sha256, whole } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';

/** NSIS levels of assurance. */
export const LEVELS = ['low', 'substantial', 'high'] as const;
export type Level = (typeof LEVELS)[number];
/** By what one came in: the pages, a token of the demo, or a token that a provider signed. */
const SESSION_WAYS = ['page', 'session-token', 'signed-token'] as const;
export type SessionWay = (typeof SESSION_WAYS)[number];
/** The address of a calendar shows that calendar, and nothing else. */
const WAYS = [...SESSION_WAYS, 'calendar'] as const;
export type LoginWay = (typeof WAYS)[number];
export const ENDINGS = ['user', 'provider', 'too-many', 'anew'] as const;
export type SessionEnding = (typeof ENDINGS)[number];

/** Logins of a day stand in one stream (`login-2026-11-29`), what the configuration said in another (`login-configuration`). */
export interface LoginState {
  readonly count: number;
  /** The newest configuration, by its hash. */
  readonly configuration: string | null;
}
export const loginAggregate: AggregateType<LoginState, 'login'> = {
  aggregate: 'login',
  initial: { count: 0, configuration: null },
};
export const CONFIGURATION = 'configuration';

const who = { session: fixed(id), userId: fixed(code) };
/** A keyed digest of the address it came from (source.ts). */
const source = fixed(code);
const enteredFirst = {
  ...who,
  agency,
  role: fixed(z.enum(ROLES)),
  issuer: fixed(code),
  way: z.enum(SESSION_WAYS),
  level: z.enum(LEVELS).optional(),
  authenticatedAt: instant.optional(),
  until: instant,
};
const enteredFrom = { ...enteredFirst, source: source.optional() };
const entered = { ...enteredFrom, way: z.enum(WAYS) };
const seen = { ...who, source };
const left = { ...who, how: z.enum(ENDINGS) };
const refused = { issuer: fixed(code), why: code, userId: fixed(code).optional() };
const configured = {
  hash: sha256,
  issuers: z.array(z.strictObject({ issuer: code, protocol: z.enum(['oidc', 'saml']), minimum: code })),
  /** How many rules of an issuer give a role of an agency. */
  rights: z.array(z.strictObject({ issuer: code, agency: code, role: z.enum(ROLES), rules: whole })),
};
export const events = defineEvents('login', {
  LoggedIn: by('NoteLogin', enteredFirst).next(enteredFrom).next(entered),
  /** A session that is used from another address than before: after a breach it is known what was seen from there. */
  SessionSeenFrom: by('NoteSource', seen),
  LoggedOut: by('NoteLogout', left),
  /** Somebody whom the provider vouches for, and who gets nothing here. What nobody vouches for leaves nothing in the log. */
  LoginRefused: by('NoteRefusedLogin', refused),
  /** From whom logins are taken, and what they give (compliance sees it). */
  IdentityConfigured: by('NoteConfiguration', configured),
});
export const commands = defineCommands({
  NoteLogin: { who: ['internal'], on: 'either', fields: entered, refusals: [] },
  NoteSource: { who: ['internal'], on: 'either', fields: seen, refusals: [] },
  NoteLogout: { who: ['internal'], on: 'either', fields: left, refusals: [] },
  NoteRefusedLogin: { who: ['internal'], on: 'either', fields: refused, refusals: [] },
  NoteConfiguration: { who: ['internal'], on: 'either', fields: configured, refusals: [] },
});
const vocabulary = { events, commands };
const counted = (s: LoginState): LoginState => ({ ...s, count: s.count + 1 });

/** Who was logged in when. The commands are internal: a login gives them, never a person. */
const book: Part<LoginState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    LoggedIn: counted,
    SessionSeenFrom: counted,
    LoggedOut: counted,
    LoginRefused: counted,
    IdentityConfigured: (s, { data }) => ({ count: s.count + 1, configuration: data.hash }),
  },
  decide: {
    NoteLogin: { refuse: {}, events: (_, data) => [events.LoggedIn(data)] },
    NoteSource: { refuse: {}, events: (_, data) => [events.SessionSeenFrom(data)] },
    NoteLogout: { refuse: {}, events: (_, data) => [events.LoggedOut(data)] },
    NoteRefusedLogin: { refuse: {}, events: (_, data) => [events.LoginRefused(data)] },
    NoteConfiguration: { refuse: {}, events: (_, data) => [events.IdentityConfigured(data)] },
  },
};

export const login = compose(
  loginAggregate,
  { exists: (s) => s.count > 0, infohus: () => undefined, since: () => null },
  [book],
);
