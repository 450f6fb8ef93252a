import type { SamlIssuer } from '../../application/identity/configuration.js';
import { LoginRefused, type ProvenLogin } from '../../application/ports/identity.js';
import type { Level } from '../../domain/identity/login.js';
import { levelIn } from './claims.js';
import { privilegesIn } from './privileges.js';
import type { NameAtProvider } from './saml-logout.js';
import { childrenOf, isNamed, NS, named, only, plainText } from './saml-text.js';

const E = 'https://data.gov.dk/model/core/eid/';
export const LOA = 'https://data.gov.dk/concept/core/nsis/loa';
export const SPEC = 'https://data.gov.dk/model/core/specVersion';
export const CVR = `${E}professional/cvr`;
export const PRIVILEGES = `${E}privilegesIntermediate`;
/** What nobody here needs is dropped before anybody can write it down. */
const DROPPED = new Set([`${E}cprNumber`, `${E}fullName`, `${E}firstName`, `${E}lastName`, PRIVILEGES]);
const LEVELS: Readonly<Record<string, Level>> = { Low: 'low', Substantial: 'substantial', High: 'high' };
const UUID = '[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}';
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
/** Milliseconds that two clocks may be apart. */
const SKEW = 180_000;

export interface Expected {
  readonly issuer: SamlIssuer;
  readonly name: string;
  /** Our assertion consumer service: who it is for. */
  readonly acs: string;
  /** Of the answer around it. */
  readonly inResponseTo: string;
  readonly now: string;
}
export interface Read {
  readonly proof: ProvenLogin;
  readonly id: string;
  /** When nothing of it can be used any longer, UTC. */
  readonly until: string;
  readonly name: NameAtProvider;
}

/**
 * What an assertion says, from the bytes that were signed and from nothing else (CVE-2025-54419). Each check has its name.
 * @throws LoginRefused by the name of the first that does not hold
 */
export function readAssertion(assertion: Element, expected: Expected): Read {
  const { issuer, now } = expected;
  const a = NS.assertion;
  if (!isNamed(assertion, a, 'Assertion')) throw new LoginRefused('saml-no-assertion');
  if (plainText(only(assertion, a, 'Issuer', 'saml-issuer'), 'saml-issuer') !== issuer.issuer)
    throw new LoginRefused('saml-issuer');
  const subject = only(assertion, a, 'Subject', 'saml-subject');
  const until = confirmed(subject, expected);
  conditionsHold(only(assertion, a, 'Conditions', 'saml-conditions'), issuer.audience, now);
  const statement = only(assertion, a, 'AuthnStatement', 'saml-no-login');
  const said = attributesIn(only(assertion, a, 'AttributeStatement', 'saml-attributes'));
  if (one(said, SPEC) !== 'OIO-SAML-3.0') throw new LoginRefused('saml-spec-version');
  const cvr = one(said, CVR);
  if (cvr === undefined || !issuer.organisations.includes(cvr)) throw new LoginRefused('saml-organisation');
  const privileges = said.get(PRIVILEGES) ?? [];
  return {
    id: assertion.getAttribute('ID') ?? '',
    until,
    name: nameIn(subject, statement),
    proof: {
      ...{ issuer: expected.name, subject: personIn(subject, cvr) },
      claims: Object.fromEntries([...said].filter(([name]) => !DROPPED.has(name))),
      privileges: privileges.flatMap((list) => privilegesIn(list, cvr)),
      level: levelIn(LEVELS, one(said, LOA)),
      authenticatedAt: pastInstant(statement, 'AuthnInstant', now),
      ...sessionIn(statement, now),
    },
  };
}

/** Both forms of a NameID; of the second only what is no name. */
function personIn(subject: Element, cvr: string): string {
  const nameId = plainText(only(subject, NS.assertion, 'NameID', 'saml-name'), 'saml-name');
  const plain = new RegExp(`^${E.replaceAll('.', '\\.')}professional/uuid/(${UUID})$`).exec(nameId);
  const x509 = new RegExp(`^C=DK,O=(\\d{8}),CN=[^,=]+,Serial=(${UUID})$`).exec(nameId);
  if (x509 && x509[1] !== cvr) throw new LoginRefused('saml-organisation');
  const uuid = plain?.[1] ?? x509?.[2];
  if (uuid === undefined) throw new LoginRefused('saml-name');
  return uuid.toLowerCase();
}

/** As it was said: a provider finds its session by that and by nothing else. */
function nameIn(subject: Element, statement: Element): NameAtProvider {
  const name = only(subject, NS.assertion, 'NameID', 'saml-name');
  const session = statement.getAttribute('SessionIndex') ?? '';
  return { nameId: plainText(name, 'saml-name'), format: name.getAttribute('Format') || null, session };
}

/** A bearer of what was made for us, for this login, and is not over. */
function confirmed(subject: Element, { acs, inResponseTo, now }: Expected): string {
  const confirmation = only(subject, NS.assertion, 'SubjectConfirmation', 'saml-subject');
  if (confirmation.getAttribute('Method') !== BEARER) throw new LoginRefused('saml-not-bearer');
  const data = only(confirmation, NS.assertion, 'SubjectConfirmationData', 'saml-subject');
  if (data.getAttribute('Recipient') !== acs) throw new LoginRefused('saml-recipient');
  if (data.getAttribute('InResponseTo') !== inResponseTo) throw new LoginRefused('saml-in-response-to');
  if (data.hasAttribute('NotBefore')) throw new LoginRefused('saml-subject');
  return endsLater(data, now, 'saml-confirmation-over');
}

function conditionsHold(conditions: Element, audience: string, now: string): void {
  endsLater(conditions, now, 'saml-over');
  const from = conditions.getAttribute('NotBefore');
  if (from !== null && from !== '' && !(Date.parse(from) <= Date.parse(now) + SKEW))
    throw new LoginRefused('saml-too-early');
  const restriction = only(conditions, NS.assertion, 'AudienceRestriction', 'saml-audience');
  const audiences = named(restriction, NS.assertion, 'Audience').map((e) => plainText(e, 'saml-audience'));
  if (!audiences.includes(audience)) throw new LoginRefused('saml-audience');
}

/** @returns when it ends, skew included */
function endsLater(e: Element, now: string, why: string): string {
  const end = Date.parse(e.getAttribute('NotOnOrAfter') ?? '');
  if (!(end + SKEW > Date.parse(now))) throw new LoginRefused(why);
  return new Date(end + SKEW).toISOString();
}
function pastInstant(e: Element, name: string, now: string): string {
  const at = Date.parse(e.getAttribute(name) ?? '');
  if (!(at <= Date.parse(now) + SKEW)) throw new LoginRefused('saml-authn-instant');
  return new Date(at).toISOString();
}
function sessionIn(statement: Element, now: string): Pick<ProvenLogin, 'session' | 'sessionUntil'> {
  const session = statement.getAttribute('SessionIndex') ?? '';
  if (session === '') throw new LoginRefused('saml-session');
  if (!statement.hasAttribute('SessionNotOnOrAfter')) return { session };
  const end = Date.parse(statement.getAttribute('SessionNotOnOrAfter') ?? '');
  if (!(end > Date.parse(now))) throw new LoginRefused('saml-session');
  return { session, sessionUntil: new Date(end).toISOString() };
}

function attributesIn(statement: Element): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const e of childrenOf(statement)) {
    const name = e.getAttribute('Name') ?? '';
    if (!isNamed(e, NS.assertion, 'Attribute') || name === '' || found.has(name))
      throw new LoginRefused('saml-attributes');
    found.set(
      name,
      named(e, NS.assertion, 'AttributeValue').map((v) => plainText(v, 'saml-attributes')),
    );
  }
  return found;
}
const one = (said: ReadonlyMap<string, readonly string[]>, name: string): string | undefined => {
  const values = said.get(name) ?? [];
  return values.length === 1 ? values[0] : undefined;
};
